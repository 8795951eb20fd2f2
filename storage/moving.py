"""Moving everything from SQLite to PostgreSQL, with the work in flight.

What a process held is free again. `posting_since` comes along, so that whoever sends
from there looks in Slack before it posts what may stand there already.
"""

import hashlib
import json
import sqlite3
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Table, func, make_url, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine import create_engine
from storage.migrations import upgrade
from storage.models import Base, DeliveryRow, EmbeddingRow, InboxRow
from storage.models.embedding import EmbeddingState
from storage.models.trays import DeliveryState, InboxState
from storage.terms import DatabaseInUse, DatabaseNotEmpty, DatabaseUnsuitable

BATCH = 500  # rows
FREE = {
    InboxRow.__tablename__: InboxState.NEW,
    DeliveryRow.__tablename__: DeliveryState.WANTED,
    EmbeddingRow.__tablename__: EmbeddingState.NEW,
}
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Moved:
    """A table as it stands in both databases: the checksum is the same whatever the order."""

    table: str
    rows: int
    checksum: str


async def move(source: str, target: str) -> Sequence[Moved]:
    """Copy every table in one transaction, and read it again to see that it is equal.

    Raises DatabaseUnsuitable, DatabaseInUse while a bot is connected to the source, and
    DatabaseNotEmpty for a target that has anything in it.
    """
    sqlite_file(source)
    if make_url(target).get_backend_name() != "postgresql":
        raise DatabaseUnsuitable
    async with _alone(source):
        pass
    await upgrade(source)
    await upgrade(target)
    engine = create_engine(target)
    try:
        async with _alone(source) as old, engine.begin() as new:
            await _refuse_unless_empty(new)
            return [await _copy(table, old, new) for table in Base.metadata.sorted_tables]
    finally:
        await engine.dispose()


def sqlite_file(url: str) -> Path:
    """Raises DatabaseUnsuitable for another kind of database, or one that is not there."""
    address = make_url(url)
    file = Path(address.database or "")
    if address.get_backend_name() != "sqlite" or not file.is_file():
        raise DatabaseUnsuitable
    return file


@asynccontextmanager
async def _alone(url: str) -> AsyncIterator[AsyncConnection]:
    """The SQLite database, with nobody else connected to it meanwhile."""
    engine = create_engine(url, exclusive=True)
    try:
        async with engine.begin() as connection:
            yield connection
    except OperationalError as error:
        if isinstance(error.orig, sqlite3.OperationalError) and "locked" in str(error.orig):
            raise DatabaseInUse from error
        raise
    finally:
        await engine.dispose()


async def _refuse_unless_empty(new: AsyncConnection) -> None:
    for table in Base.metadata.sorted_tables:
        if (await new.execute(select(table).limit(1))).first() is not None:
            raise DatabaseNotEmpty(table=table.name)


async def _copy(table: Table, old: AsyncConnection, new: AsyncConnection) -> Moved:
    rows = 0
    copied = Checksum()
    async for batch in _batches(table, old):
        free = [_freed(table, row) for row in batch]
        await new.execute(table.insert(), free)
        rows += len(free)
        copied.add(free)
    await _count_on(table, new)
    arrived = Checksum()
    async for batch in _batches(table, new):
        arrived.add(batch)
    if str(arrived) != str(copied):
        raise RuntimeError(f"{table.name} did not arrive as it left")
    return Moved(table.name, rows, str(arrived))


async def _batches(table: Table, connection: AsyncConnection) -> AsyncIterator[Sequence[Row]]:
    query = select(table).order_by(*table.primary_key.columns)
    result = (await connection.stream(query)).mappings()
    async for batch in result.partitions(BATCH):
        yield [dict(row) for row in batch]


def _freed(table: Table, row: Row) -> Row:
    if table.name in FREE and row["state"] == "claimed":
        return {**row, "state": FREE[table.name], "owner": None, "lease_until": None}
    return row


async def _count_on(table: Table, new: AsyncConnection) -> None:
    """What is added from now on gets numbers after those that came along."""
    column = table.autoincrement_column
    if column is not None:
        sequence = func.pg_get_serial_sequence(table.name, column.name)
        last = select(func.max(column)).scalar_subquery()
        await new.execute(select(func.setval(sequence, func.coalesce(last, 1), last.is_not(None))))


class Checksum:
    """Of rows, in whatever order they come: databases sort text by rules of their own."""

    def __init__(self) -> None:
        self._sum = 0

    def add(self, rows: Sequence[Row]) -> None:
        for row in rows:
            told = "|".join(f"{name}={_plain(row[name])}" for name in sorted(row))
            self._sum += int.from_bytes(hashlib.sha256(told.encode()).digest())

    def __str__(self) -> str:
        return f"{self._sum % 2**256:064x}"


def _plain(value: Any) -> str:
    match value:
        case datetime():
            return value.isoformat()
        case bytes() | memoryview():
            return bytes(value).hex()
        case dict() | list():
            return json.dumps(value, sort_keys=True)
        case _:
            return "" if value is None else f"{type(value).__name__[:1]}{value}"
