"""What may go to many again and again"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels: Any = None
depends_on: Any = None


def upgrade() -> None:
    op.create_table('approval',
    sa.Column('workspace', sa.Text(), nullable=False),
    sa.Column('schedule', sa.Text(), nullable=False),
    sa.Column('fingerprint', sa.Text(), nullable=False),
    sa.Column('approved_by', sa.Text(), nullable=False),
    sa.Column('approved_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('workspace', 'schedule', 'fingerprint', name=op.f('pk_approval'))
    )


def downgrade() -> None:
    op.drop_table('approval')
