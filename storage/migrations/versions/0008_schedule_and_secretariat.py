"""The schedule, limits, who is away, the secretariat's tasks and broadcasts"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels: Any = None
depends_on: Any = None


def upgrade() -> None:
    op.create_table('absence',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workspace', sa.Text(), nullable=False),
    sa.Column('user', sa.Text(), nullable=False),
    sa.Column('first_day', sa.Date(), nullable=False),
    sa.Column('last_day', sa.Date(), nullable=False),
    sa.Column('stand_in', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_absence'))
    )
    with op.batch_alter_table('absence', schema=None) as batch_op:
        batch_op.create_index('ix_absence_workspace_user', ['workspace', 'user'], unique=False)

    op.create_table('broadcast',
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('workspace', sa.Text(), nullable=False),
    sa.Column('started_by', sa.Text(), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('audience', sa.Text(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('proposed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('approved_by', sa.Text(), nullable=True),
    sa.Column('due', sa.DateTime(timezone=True), nullable=True),
    sa.Column('undo_until', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_broadcast'))
    )
    op.create_table('restored',
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('since', name=op.f('pk_restored'))
    )
    op.create_table('schedule',
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('planned_until', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_schedule'))
    )
    op.create_table('slack_limit',
    sa.Column('workspace', sa.Text(), nullable=False),
    sa.Column('method', sa.Text(), nullable=False),
    sa.Column('channel', sa.Text(), nullable=False),
    sa.Column('free_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('workspace', 'method', 'channel', name=op.f('pk_slack_limit'))
    )
    op.create_table('stop',
    sa.Column('workspace', sa.Text(), nullable=False),
    sa.Column('scope', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('workspace', 'scope', name=op.f('pk_stop'))
    )
    op.create_table('task',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workspace', sa.Text(), nullable=False),
    sa.Column('key', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('subject', sa.JSON(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('times', sa.Integer(), nullable=False),
    sa.Column('first_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('last_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('assigned_to', sa.Text(), nullable=True),
    sa.Column('closed_by', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_task')),
    sa.UniqueConstraint('workspace', 'key', name=op.f('uq_task_workspace_key'))
    )
    with op.batch_alter_table('task', schema=None) as batch_op:
        batch_op.create_index('ix_task_workspace_state', ['workspace', 'state'], unique=False)

    with op.batch_alter_table('delivery', schema=None) as batch_op:
        batch_op.add_column(sa.Column('until', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('bundle', sa.Text(), nullable=True))
        batch_op.create_index(batch_op.f('ix_delivery_bundle'), ['bundle'], unique=False)
        batch_op.create_index('ix_delivery_workspace_due', ['workspace', 'due'], unique=False)
        batch_op.drop_index('ix_delivery_state_due')
        batch_op.create_index('ix_delivery_state_due_id', ['state', 'due', 'id'], unique=False)

    with op.batch_alter_table('inbox', schema=None) as batch_op:
        batch_op.drop_index('ix_inbox_state_due')
        batch_op.create_index('ix_inbox_state_due_id', ['state', 'due', 'id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('inbox', schema=None) as batch_op:
        batch_op.drop_index('ix_inbox_state_due_id')
        batch_op.create_index('ix_inbox_state_due', ['state', 'due'], unique=False)

    with op.batch_alter_table('delivery', schema=None) as batch_op:
        batch_op.drop_index('ix_delivery_workspace_due')
        batch_op.drop_index('ix_delivery_state_due_id')
        batch_op.create_index('ix_delivery_state_due', ['state', 'due'], unique=False)
        batch_op.drop_index(batch_op.f('ix_delivery_bundle'))
        batch_op.drop_column('bundle')
        batch_op.drop_column('sent_at')
        batch_op.drop_column('until')

    with op.batch_alter_table('task', schema=None) as batch_op:
        batch_op.drop_index('ix_task_workspace_state')

    op.drop_table('task')
    op.drop_table('stop')
    op.drop_table('slack_limit')
    op.drop_table('schedule')
    op.drop_table('restored')
    op.drop_table('broadcast')
    with op.batch_alter_table('absence', schema=None) as batch_op:
        batch_op.drop_index('ix_absence_workspace_user')

    op.drop_table('absence')
