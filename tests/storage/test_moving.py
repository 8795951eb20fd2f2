"""Everything comes along to PostgreSQL, and to a copy, with the work in flight."""

import random
import shutil
import stat
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, update

from bot.delivery.inbox import Duty, Inbox
from bot.delivery.kinds import Kind
from bot.delivery.outbox import Outbox
from bot.delivery.sender import Sent
from storage.backup import back_up
from storage.delivery import Wanted, want
from storage.engine import Begin, create_engine, transactions
from storage.inbox import Work, record
from storage.models import DeliveryRow, InboxRow
from storage.models.trays import DeliveryState, InboxState
from storage.moving import move
from storage.terms import DatabaseInUse, DatabaseNotEmpty, DatabaseUnsuitable
from tests.bot.trays import Channel, at_work, process
from tests.conftest import EMPTY

NOW = datetime(2026, 11, 30, 7, tzinfo=UTC)
LONG_AGO = NOW - timedelta(hours=2)


@pytest.fixture
def source(migrated_sqlite: Path, tmp_path: Path) -> str:
    return f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path)}"


@pytest.fixture
def target(migrated_postgresql: Any) -> Iterator[str]:
    yield migrated_postgresql.get_uri()
    migrated_postgresql.psql(EMPTY)


class Opened:
    """A database while the block lasts."""

    def __init__(self, url: str) -> None:
        self._engine = create_engine(url)

    async def __aenter__(self) -> Begin:
        return transactions(self._engine)

    async def __aexit__(self, *_: object) -> None:
        await self._engine.dispose()


async def fill(begin: Begin, channel: Channel, dice: random.Random) -> None:
    """Messages and work in every state that a stop can leave them in."""
    async with begin() as session:
        for number in range(dice.randint(5, 40)):
            occasion = f"2026-W49:{number}"
            wanted = Wanted("T0DK2020", occasion, "U0ASSENS", "answer", "da", NOW, "C0ALLIANCEN")
            await want(session, wanted)
            await record(session, Work("question.asked", occasion, "T0DK2020", NOW, {"æ": 1}))
        for row in await session.scalars(select(DeliveryRow)):
            _leave(row, channel, dice)
        for work in await session.scalars(select(InboxRow)):
            if dice.random() < 0.5:
                work.state, work.attempt, work.owner = InboxState.CLAIMED, 1, "stopped"
                work.lease_until = datetime.now(UTC) + timedelta(minutes=5)


def _leave(row: DeliveryRow, channel: Channel, dice: random.Random) -> None:
    match dice.choice(("waits", "claimed", "posting", "accepted unseen", "sent")):
        case "waits":
            return
        case "claimed":
            pass
        case "posting":
            row.posting_since = LONG_AGO
        case "accepted unseen":
            row.posting_since = LONG_AGO
            channel.stands.append((row.id, Sent("C0ALLIANCEN", f"0.{len(channel.stands):06d}")))
        case "sent":
            row.state, row.ts = DeliveryState.SENT, f"0.{len(channel.stands):06d}"
            row.sent_revision = 1
            channel.stands.append((row.id, Sent("C0ALLIANCEN", row.ts)))
            return
    row.state, row.attempt, row.owner = DeliveryState.CLAIMED, 1, "stopped"
    row.lease_until = datetime.now(UTC) + timedelta(minutes=5)


async def worked_off(begin: Begin, channel: Channel) -> Counter[str]:
    """Let a process work there until nothing is open. What work it did, how often."""
    done = Counter[str]()

    async def work(claimed: Any, clock: Any, begin: Begin) -> str:
        done[claimed.key] += 1
        return "done"

    async def never(*_: Any) -> None:
        raise AssertionError

    inbox = Inbox(process(begin), {"question.asked": Duty(work, never)}, then=lambda: None)
    outbox = Outbox(process(begin), {"answer": Kind()}, channel)
    async with at_work(inbox.hands, outbox.hands):
        for _ in range(1000):
            async with begin(read_only=True) as session:
                unsent = DeliveryRow.state != DeliveryState.SENT
                undone = InboxRow.state != InboxState.DONE
                left = await session.scalar(select(func.count(DeliveryRow.id)).where(unsent))
                left = left or await session.scalar(select(func.count(InboxRow.id)).where(undone))
            if not left:
                break
    return done


@pytest.mark.parametrize("rounds", [2, pytest.param(20, marks=pytest.mark.faults)])
@pytest.mark.timeout(300)
async def test_nothing_is_lost_and_nothing_sent_twice_by_moving(
    migrated_sqlite: Path, migrated_postgresql: Any, tmp_path: Path, rounds: int
) -> None:
    dice, total = random.Random(27), Counter[str]()
    target = migrated_postgresql.get_uri()
    for number in range(rounds):
        source = f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path / f'{number}.db')}"
        channel = Channel()
        async with Opened(source) as begin:
            await fill(begin, channel, dice)
            async with begin(read_only=True) as session:
                ids = set(await session.scalars(select(DeliveryRow.id)))
                keys = set(await session.scalars(select(InboxRow.key)))

        moved = {one.table: one.rows for one in await move(source, target)}
        assert (moved["delivery"], moved["inbox"]) == (len(ids), len(keys))
        async with Opened(target) as begin:
            done = await worked_off(begin, channel)
            async with begin() as session:  # numbers go on after those that came along
                assert await record(session, Work("question.asked", "new", "T0DK2020", NOW, {}))

        posted = Counter(key for key, _ in channel.stands)
        total["lost"] += len(ids - set(posted)) + len(keys - set(done))
        total["twice"] += sum(n > 1 for n in posted.values()) + sum(n > 1 for n in done.values())
        total["messages"] += len(ids)
        total["work"] += len(keys)
        migrated_postgresql.psql(EMPTY)
    print(f"\n{rounds} moves: {dict(total)}")  # noqa: T201
    assert (total["lost"], total["twice"]) == (0, 0)


async def test_a_database_that_somebody_is_connected_to_is_not_moved(
    source: str, target: str
) -> None:
    async with Opened(source) as begin:
        async with begin() as session:
            await record(session, Work("question.asked", "en", "T0DK2020", NOW, {}))

        with pytest.raises(DatabaseInUse):
            await move(source, target)

    assert await move(source, target)


async def test_a_target_with_anything_in_it_is_refused(source: str, target: str) -> None:
    async with Opened(target) as begin, begin() as session:
        await record(session, Work("question.asked", "en", "T0DK2020", NOW, {}))

    with pytest.raises(DatabaseNotEmpty) as caught:
        await move(source, target)

    assert caught.value.values == {"table": "inbox"}


async def test_only_a_sqlite_file_that_is_there_is_moved_and_only_to_postgresql(
    source: str, target: str, tmp_path: Path
) -> None:
    for from_, to in (
        (target, target),
        (f"sqlite:///{tmp_path}/no.db", target),
        (source, source),
    ):
        with pytest.raises(DatabaseUnsuitable):
            await move(from_, to)
    assert not (tmp_path / "no.db").exists()


@pytest.fixture
async def running(source: str) -> AsyncIterator[Begin]:
    async with Opened(source) as begin:
        yield begin


async def test_a_copy_taken_while_the_bot_runs_sends_nothing_that_was_sent_since(
    source: str, running: Begin, tmp_path: Path
) -> None:
    channel, copy = Channel(), tmp_path / "kopi.db"
    await fill(running, channel, random.Random(5))

    await back_up(source, copy)

    await free(running)
    await worked_off(running, channel)
    sent = Counter(key for key, _ in channel.stands)
    shutil.copy(copy, tmp_path / "restored.db")
    async with Opened(f"sqlite:///{tmp_path}/restored.db") as begin:
        await free(begin)
        await worked_off(begin, channel)
    assert Counter(key for key, _ in channel.stands) == sent
    assert set(sent.values()) == {1}
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert [f.name for f in tmp_path.iterdir() if f.name.startswith("kopi")] == ["kopi.db"]


async def free(begin: Begin) -> None:
    """As after the leases have run out."""
    async with begin() as session:
        for tray in (DeliveryRow, InboxRow):
            over = update(tray).where(tray.lease_until.is_not(None)).values(lease_until=LONG_AGO)
            await session.execute(over)


async def test_a_copy_replaces_no_file(source: str, tmp_path: Path) -> None:
    there = tmp_path / "kopi.db"
    there.write_text("vigtigt")

    with pytest.raises(FileExistsError):
        await back_up(source, there)

    assert there.read_text() == "vigtigt"
