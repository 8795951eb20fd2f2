import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from storage import inbox
from storage.engine import Begin, create_engine, database_now, transactions
from storage.inbox import Work
from storage.models import ChangeRow, InboxRow, MemberRow
from storage.terms import Role
from tests.storage.builders import MONDAY, WORKSPACE

NAIVE = MONDAY.replace(tzinfo=None)
PROCESSES, TASKS, ROUNDS = 4, 5, 10


@pytest.fixture
async def processes(database_url: str) -> AsyncIterator[list[Begin]]:
    async with AsyncExitStack() as stack:
        engines = [create_engine(database_url) for _ in range(PROCESSES)]
        for engine in engines:
            stack.push_async_callback(engine.dispose)
        yield [transactions(engine) for engine in engines]


async def count_up(begin: Begin) -> None:
    for _ in range(ROUNDS):
        async with begin() as session:
            row = await session.get_one(ChangeRow, "knowledge", with_for_update=True)
            await asyncio.sleep(0)
            row.counter += 1


async def counted(begin: Begin) -> int | None:
    async with begin(read_only=True) as session:
        return await session.scalar(select(ChangeRow.counter).where(ChangeRow.name == "knowledge"))


async def start_counting(begin: Begin) -> None:
    async with begin() as session:
        session.add(ChangeRow(name="knowledge", counter=0))


def due(moment: datetime) -> Work:
    return Work("status.due", "status/2026-W48", WORKSPACE, moment, {})


async def count_to_seven_and_fail(begin: Begin) -> None:
    async with begin() as session:
        session.add(ChangeRow(name="knowledge", counter=7))
        await session.flush()
        raise ConnectionError


async def record_twice(begin: Begin, payload: dict[str, str]) -> None:
    async with begin() as session:
        for _ in range(2):
            session.add(InboxRow(**vars(due(MONDAY)) | {"payload": payload}))
            await session.flush()


async def kept(begin: Begin, moment: datetime) -> datetime:
    async with begin() as session:
        await inbox.record(session, due(moment))
    async with begin() as session:
        return (await session.scalars(select(InboxRow.due))).one()


async def test_no_update_is_lost_among_many_who_count(processes: list[Begin]) -> None:
    await start_counting(processes[0])

    await asyncio.gather(*(count_up(begin) for begin in processes for _ in range(TASKS)))

    assert await counted(processes[0]) == PROCESSES * TASKS * ROUNDS


async def test_a_row_that_points_nowhere_is_refused(begin: Begin) -> None:
    with pytest.raises(IntegrityError):
        async with begin() as session:
            session.add(MemberRow(email="a@assens.dk", organisation_id=999, role=Role.COORDINATOR))


async def test_an_error_inside_the_block_takes_everything_back(begin: Begin) -> None:
    with pytest.raises(ConnectionError):
        await count_to_seven_and_fail(begin)

    assert await counted(begin) is None


async def test_the_end_of_the_block_keeps_everything(begin: Begin) -> None:
    async with begin() as session:
        session.add(ChangeRow(name="knowledge", counter=7))

    assert await counted(begin) == 7


async def test_who_reads_does_not_wait_for_who_writes(begin: Begin) -> None:
    await start_counting(begin)

    async with begin() as writing, asyncio.timeout(5):
        (await writing.get_one(ChangeRow, "knowledge")).counter = 7
        await writing.flush()
        assert await counted(begin) == 0

    assert await counted(begin) == 7


async def test_the_databases_clock_is_right_and_in_utc(begin: Begin) -> None:
    async with begin() as session:
        now = await database_now(session)

    assert now.tzinfo is UTC
    assert abs(datetime.now(UTC) - now) < timedelta(seconds=5)


async def test_the_databases_clock_goes_on_inside_a_transaction(begin: Begin) -> None:
    async with begin() as session:
        before = await database_now(session)
        await asyncio.sleep(0.02)
        after = await database_now(session)

    assert timedelta(0) < after - before < timedelta(seconds=5)


async def test_a_moment_without_a_zone_is_refused(begin: Begin) -> None:
    with pytest.raises(StatementError, match="an aware datetime is required"):
        await kept(begin, NAIVE)


async def test_what_somebody_said_does_not_show_in_an_error(begin: Begin) -> None:
    with pytest.raises(IntegrityError) as refused:
        await record_twice(begin, {"text": "Hvem har erfaring med lavbundsjord?"})

    assert "lavbundsjord" not in str(refused.value)


async def test_a_moment_in_copenhagen_comes_back_in_utc(begin: Begin) -> None:
    summer = timezone(timedelta(hours=2))

    moment = await kept(begin, datetime(2026, 6, 4, 10, 0, 0, 123456, tzinfo=summer))

    assert moment == datetime(2026, 6, 4, 8, 0, 0, 123456, tzinfo=UTC)
    assert moment.tzinfo is UTC


async def test_the_folder_of_a_new_database_is_made(tmp_path: Path) -> None:
    file = tmp_path / "data" / "demo" / "klimabot.db"
    engine = create_engine(f"sqlite:///{file}")

    async with engine.begin() as connection:
        await connection.execute(text("select 1"))
    await engine.dispose()

    assert file.exists()


@pytest.mark.parametrize(
    ("address", "driver"),
    [
        ("sqlite:///:memory:", "aiosqlite"),
        ("sqlite+aiosqlite:///:memory:", "aiosqlite"),
        ("postgresql://klimabot@localhost/klimabot", "psycopg"),
        ("postgresql+psycopg://klimabot@localhost/klimabot", "psycopg"),
    ],
)
def test_an_address_may_be_written_with_or_without_its_driver(address: str, driver: str) -> None:
    assert create_engine(address).dialect.driver == driver


async def test_what_is_opened_for_reading_cannot_write(begin: Begin) -> None:
    with pytest.raises(DBAPIError):
        async with begin(read_only=True) as session:
            session.add(ChangeRow(name="knowledge", counter=7))

    assert await counted(begin) is None
    async with begin() as session:
        session.add(ChangeRow(name="knowledge", counter=8))
    assert await counted(begin) == 8


async def test_one_can_wait_until_nothing_is_written_any_more(database_url: str) -> None:
    engine = create_engine(database_url)
    begin = transactions(engine)

    async def write() -> None:
        async with begin() as session:
            session.add(ChangeRow(name="knowledge", counter=1))
            await asyncio.sleep(0.2)

    writing = asyncio.create_task(write())
    await asyncio.sleep(0)
    await begin.ended()

    assert await counted(begin) == 1
    await writing
    await engine.dispose()
