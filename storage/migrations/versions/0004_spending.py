"""What calls to the model cost, and who they were made for"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels: Any = None
depends_on: Any = None


def upgrade() -> None:
    op.create_table('spending',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workspace', sa.Text(), nullable=False),
    sa.Column('user', sa.Text(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=True),
    sa.Column('month', sa.Text(), nullable=False),
    sa.Column('tokens', sa.Integer(), nullable=False),
    sa.Column('began_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('settled', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_spending_organisation_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_spending'))
    )
    with op.batch_alter_table('spending', schema=None) as batch_op:
        batch_op.create_index('ix_spending_month', ['month'], unique=False)
        batch_op.create_index('ix_spending_settled_began_at', ['settled', 'began_at'], unique=False)


def downgrade() -> None:
    op.drop_table('spending')
