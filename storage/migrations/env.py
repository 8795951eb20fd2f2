"""Alembic asks this file how to connect; we always hand it a connection."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection

from storage.models import Base
from storage.models.base import UtcDateTime, Word


def plain(kind: str, item: Any, _: object) -> str | Literal[False]:
    """Write our own column types as what the database keeps, so that old steps stay readable."""
    if kind != "type":
        return False
    names = {UtcDateTime: "sa.DateTime(timezone=True)", Word: "sa.Text()"}
    return names.get(type(item), False)


connection: Connection | None = context.config.attributes["connection"]
if connection is None:
    raise SystemExit("use `klimabot db upgrade`")
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    compare_type=True,
    render_item=plain,
    render_as_batch=connection.dialect.name == "sqlite",
    transaction_per_migration=False,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
