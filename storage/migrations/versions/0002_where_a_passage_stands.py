"""Where a passage stands: its table rows, and its place in the text of the version"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels: Any = None
depends_on: Any = None


def upgrade() -> None:
    with op.batch_alter_table('passage', schema=None) as batch_op:
        batch_op.add_column(sa.Column('cells', sa.Text(), nullable=True))
        batch_op.add_column(sa.Column('start', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('end', sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('passage', schema=None) as batch_op:
        batch_op.drop_column('end')
        batch_op.drop_column('start')
        batch_op.drop_column('cells')
