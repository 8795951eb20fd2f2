"""The week's digest, and what is left out of it"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels: Any = None
depends_on: Any = None


def upgrade() -> None:
    op.create_table('digest',
    sa.Column('workspace', sa.Text(), nullable=False),
    sa.Column('period', sa.Text(), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cut', sa.DateTime(timezone=True), nullable=False),
    sa.Column('held_by', sa.Text(), nullable=True),
    sa.Column('held_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('shown', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('workspace', 'period', name=op.f('pk_digest'))
    )
    op.create_table('digest_removed',
    sa.Column('update_id', sa.Integer(), nullable=False),
    sa.Column('removed_by', sa.Text(), nullable=False),
    sa.Column('removed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['update_id'], ['status_update.id'], name=op.f('fk_digest_removed_update_id_status_update')),
    sa.PrimaryKeyConstraint('update_id', name=op.f('pk_digest_removed'))
    )


def downgrade() -> None:
    op.drop_table('digest_removed')
    op.drop_table('digest')
