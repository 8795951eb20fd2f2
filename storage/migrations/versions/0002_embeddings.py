"""Embeddings, what is embedded of each passage, and where a passage stands"""

import hashlib
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels: Any = None
depends_on: Any = None


def upgrade() -> None:
    op.create_table('embedding',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('model', sa.Text(), nullable=False),
    sa.Column('content_hash', sa.Text(), nullable=False),
    sa.Column('vector', sa.LargeBinary(), nullable=True),
    sa.Column('saved', sa.Integer(), nullable=True),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('due', sa.DateTime(timezone=True), nullable=False),
    sa.Column('owner', sa.Text(), nullable=True),
    sa.Column('lease_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('attempt', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_embedding')),
    sa.UniqueConstraint('model', 'content_hash', name=op.f('uq_embedding_model_content_hash'))
    )
    with op.batch_alter_table('embedding', schema=None) as batch_op:
        batch_op.create_index('ix_embedding_model_saved', ['model', 'saved'], unique=False)
        batch_op.create_index('ix_embedding_model_state_due', ['model', 'state', 'due'], unique=False)

    with op.batch_alter_table('passage', schema=None) as batch_op:
        batch_op.add_column(sa.Column('cells', sa.Text(), nullable=True))
        batch_op.add_column(sa.Column('start', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('end', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('content_hash', sa.Text(), nullable=True))
    _fill_content_hashes()
    with op.batch_alter_table('passage', schema=None) as batch_op:
        batch_op.alter_column('content_hash', nullable=False)
        batch_op.create_index(op.f('ix_passage_content_hash'), ['content_hash'], unique=False)


def _fill_content_hashes() -> None:
    """As storage.knowledge.content_hash had it when this step was written."""
    connection = op.get_bind()
    rows = connection.execute(sa.text(
        'SELECT p.id, d.title, p.heading, p.text FROM passage p'
        ' JOIN document_version v ON v.id = p.version_id JOIN document d ON d.id = v.document_id'
    )).all()
    for id, *said in rows:
        content_hash = hashlib.sha256('\0'.join(said).encode('utf-8', 'surrogatepass')).hexdigest()
        connection.execute(
            sa.text('UPDATE passage SET content_hash = :hash WHERE id = :id'),
            {'hash': content_hash, 'id': id},
        )


def downgrade() -> None:
    with op.batch_alter_table('passage', schema=None) as batch_op:
        batch_op.drop_index(op.f('ix_passage_content_hash'))
        for column in ('content_hash', 'cells', 'start', 'end'):
            batch_op.drop_column(column)
    op.drop_table('embedding')
