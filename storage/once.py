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
