"""Inserting what may be there already, the same on both databases."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import Base


async def insert_once(
    session: AsyncSession, table: type[Base], values: Mapping[str, Any], unique: Sequence[str]
) -> bool:
    """Insert a row unless one with the same `unique` columns exists. Says whether it was new.

    Without any named, whatever is unique in the table counts.
    """
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    statement = (
        dialect.insert(table).values(**values).on_conflict_do_nothing(index_elements=unique or None)
    )
    key = next(iter(table.__table__.primary_key))
    return (await session.execute(statement.returning(key))).first() is not None


async def insert_all_once(
    session: AsyncSession,
    table: type[Base],
    rows: Sequence[Mapping[str, Any]],
    unique: Sequence[str],
) -> int:
    """Insert those rows of which none with the same `unique` columns exists. How many were new.

    SQLAlchemy makes one statement of as many rows as the database takes parameters for.
    """
    if not rows:
        return 0
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    statement = dialect.insert(table).on_conflict_do_nothing(index_elements=unique or None)
    key = next(iter(table.__table__.primary_key))
    return len((await session.execute(statement.returning(key), rows)).all())


async def upsert(
    session: AsyncSession, table: type[Base], values: Mapping[str, Any], unique: Sequence[str]
) -> Any:
    """Insert a row, or give the one with the same `unique` columns these values. Its first key."""
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    rest = {name: value for name, value in values.items() if name not in unique}
    statement = (
        dialect.insert(table)
        .values(**values)
        .on_conflict_do_update(index_elements=unique, set_=rest)
    )
    key = next(iter(table.__table__.primary_key))
    return (await session.execute(statement.returning(key))).scalar_one()


async def upsert_all(
    session: AsyncSession,
    table: type[Base],
    rows: Sequence[Mapping[str, Any]],
    unique: Sequence[str],
) -> None:
    """Insert these rows, or give those with the same `unique` columns their other values."""
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    statement = dialect.insert(table).values([dict(row) for row in rows])
    rest = {name: statement.excluded[name] for name in rows[0] if name not in unique}
    await session.execute(statement.on_conflict_do_update(index_elements=unique, set_=rest))
