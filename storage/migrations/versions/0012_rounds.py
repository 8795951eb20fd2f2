"""Rounds, reports and their updates"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels: Any = None
depends_on: Any = None


def upgrade() -> None:
    op.create_table('cadence',
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('cadence', sa.Text(), nullable=False),
    sa.Column('since', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_cadence_organisation_id_organisation')),
    sa.PrimaryKeyConstraint('organisation_id', name=op.f('pk_cadence'))
    )
    op.create_table('round',
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('period', sa.Text(), nullable=False),
    sa.Column('occasion', sa.Text(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_round_organisation_id_organisation')),
    sa.PrimaryKeyConstraint('organisation_id', 'period', name=op.f('pk_round'))
    )
    with op.batch_alter_table('round', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_round_occasion'), ['occasion'], unique=False)
    op.create_table('report',
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('period', sa.Text(), nullable=False),
    sa.Column('workspace', sa.Text(), nullable=False),
    sa.Column('user', sa.Text(), nullable=False),
    sa.Column('role', sa.Text(), nullable=False),
    sa.Column('told_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('taken_back_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_report_organisation_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report'))
    )
    with op.batch_alter_table('report', schema=None) as batch_op:
        batch_op.create_index('ix_report_organisation_id_period', ['organisation_id', 'period'], unique=False)
    op.create_table('status_update',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('report_id', sa.Text(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('action_id', sa.Integer(), nullable=True),
    sa.Column('progress', sa.Text(), nullable=False),
    sa.Column('line', sa.Text(), nullable=False),
    sa.Column('barrier', sa.Text(), nullable=False),
    sa.Column('help', sa.Text(), nullable=False),
    sa.Column('learned', sa.Text(), nullable=False),
    sa.Column('link', sa.Text(), nullable=False),
    sa.Column('hold_until', sa.Date(), nullable=True),
    sa.Column('visibility', sa.Text(), nullable=False),
    sa.Column('scope', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['action_id'], ['action.id'], name=op.f('fk_status_update_action_id_action')),
    sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_status_update_report_id_report')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_status_update')),
    sa.UniqueConstraint('report_id', 'position', name=op.f('uq_status_update_report_id_position'))
    )
    with op.batch_alter_table('status_update', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_status_update_action_id'), ['action_id'], unique=False)


def downgrade() -> None:
    op.drop_table('status_update')
    op.drop_table('report')
    op.drop_table('round')
    op.drop_table('cadence')
