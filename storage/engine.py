"""Opening the database: SQLite by default, PostgreSQL by its address. Nothing else may."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import (
    AbstractAsyncContextManager,
    asynccontextmanager,
    contextmanager,
    nullcontext,
)
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Connection, event, literal_column, make_url, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)

from storage.turns import Turns

BUSY_SECONDS = 30
Session = AsyncSession  # what other floors call it, so that SQLAlchemy stays on this one
DATABASE_ERRORS = (SQLAlchemyError,)


class Begin(Protocol):
    """Opens one transaction: commits at the end of the block, rolls back on an error.

    What is `urgent` is written before what waits already: Slack waits for it.
    """

    def __call__(
        self, *, read_only: bool = False, urgent: bool = False
    ) -> AbstractAsyncContextManager[AsyncSession]: ...


def create_engine(
    url: str, *, foreign_keys: bool = True, exclusive: bool = False, **options: Any
) -> AsyncEngine:
    """An engine for `url` in either form people write (`sqlite:///…`, `postgresql://…`).

    Migrations ask for `foreign_keys=False`, since SQLite alters a table by copying it. With
    `exclusive` it cannot be opened while another is connected, nor by another meanwhile.
    """
    address = make_url(url)
    options["hide_parameters"] = True  # they are people's words, and errors are logged
    if address.get_backend_name() != "sqlite":
        return create_async_engine(address.set(drivername="postgresql+psycopg"), **options)
    if address.database and address.database != ":memory:":
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_async_engine(address.set(drivername="sqlite+aiosqlite"), **options)
    _keep_every_write(engine, foreign_keys, exclusive)
    return engine


def _keep_every_write(engine: AsyncEngine, foreign_keys: bool, exclusive: bool) -> None:
    """Write-ahead log and BEGIN IMMEDIATE: with the defaults, two writers lose updates silently."""

    @event.listens_for(engine.sync_engine, "connect")
    def pragmas(connection: Any, _: object) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        cursor = connection.cursor()
        for pragma in (
            f"busy_timeout={0 if exclusive else BUSY_SECONDS * 1000}",
            f"locking_mode={'EXCLUSIVE' if exclusive else 'NORMAL'}",
            "journal_mode=WAL",
            "synchronous=FULL",
            f"foreign_keys={'ON' if foreign_keys else 'OFF'}",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        reading = connection.get_execution_options().get("read_only")
        connection.exec_driver_sql(f"PRAGMA query_only={'ON' if reading else 'OFF'}")
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


class Transactions:
    """The way to open a transaction on an engine: a `Begin`. Only an edge calls it."""

    def __init__(self, engine: AsyncEngine) -> None:
        reading = engine.execution_options(read_only=True, postgresql_readonly=True)
        self._writing = async_sessionmaker(engine, expire_on_commit=False)
        self._reading = async_sessionmaker(reading, expire_on_commit=False)
        self._turns = Turns() if engine.dialect.name == "sqlite" else None
        self._open = 0
        self._none_open = asyncio.Event()
        self._none_open.set()

    @asynccontextmanager
    async def __call__(
        self, *, read_only: bool = False, urgent: bool = False
    ) -> AsyncIterator[AsyncSession]:
        sessions = self._reading if read_only else self._writing
        turns = None if read_only else self._turns
        with self._counted():
            async with turns.turn(urgent=urgent) if turns else nullcontext():
                async with sessions.begin() as session:
                    yield session

    @contextmanager
    def _counted(self) -> Iterator[None]:
        self._open += 1
        self._none_open.clear()
        try:
            yield
        finally:
            self._open -= 1
            if not self._open:
                self._none_open.set()

    async def ended(self) -> None:
        """Wait until none is open, so that the engine can be disposed of."""
        await self._none_open.wait()


def transactions(engine: AsyncEngine) -> Transactions:
    """The way to open a transaction on this engine."""
    return Transactions(engine)


async def database_now(session: AsyncSession) -> datetime:
    """The database's clock, which alone decides leases. All processes share it."""
    if session.get_bind().dialect.name == "sqlite":
        text = await session.scalar(select(literal_column("strftime('%Y-%m-%dT%H:%M:%f', 'now')")))
        return datetime.fromisoformat(str(text)).replace(tzinfo=UTC)
    moment = await session.scalar(select(literal_column("clock_timestamp()")))
    assert isinstance(moment, datetime)  # noqa: S101 - PostgreSQL's own type
    return moment.astimezone(UTC)
