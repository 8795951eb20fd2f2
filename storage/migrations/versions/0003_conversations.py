"""What a question was understood as, where answers stand, and votes"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels: Any = None
depends_on: Any = None


def upgrade() -> None:
    with op.batch_alter_table('question', schema=None) as batch_op:
        batch_op.add_column(sa.Column('searched', sa.Text(), nullable=True))
    with op.batch_alter_table('answer', schema=None) as batch_op:
        batch_op.create_index('ix_answer_channel_thread', ['channel', 'thread'], unique=False)
    op.create_table('vote',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('answer_id', sa.Integer(), nullable=False),
    sa.Column('workspace', sa.Text(), nullable=False),
    sa.Column('user', sa.Text(), nullable=False),
    sa.Column('useful', sa.Boolean(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('wants_answer', sa.Boolean(), nullable=False),
    sa.Column('voted_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['answer_id'], ['answer.id'], name=op.f('fk_vote_answer_id_answer'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vote')),
    sa.UniqueConstraint('answer_id', 'workspace', 'user', name=op.f('uq_vote_answer_id_workspace_user'))
    )


def downgrade() -> None:
    op.drop_table('vote')
    with op.batch_alter_table('answer', schema=None) as batch_op:
        batch_op.drop_index('ix_answer_channel_thread')
    with op.batch_alter_table('question', schema=None) as batch_op:
        batch_op.drop_column('searched')
