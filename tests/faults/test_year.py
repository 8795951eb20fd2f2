"""A year of Mondays: each coordinator's prompt within five minutes, or left out with a reason.

Time runs twelve times as fast as on the wall, for the alliance and for leases alike, so that
pauses have the proportions that they have in use; the work itself takes its own time, and so counts
twelve times.
"""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from datetime import time as clock_time

import pytest
from sqlalchemy import select

from bot.clock import Clock
from bot.delivery.hands import Process, working
from bot.delivery.inbox import Duty, Inbox, say_nothing
from bot.delivery.kinds import Kind
from bot.delivery.outbox import Outbox
from bot.delivery.pace import Pace
from bot.delivery.planner import Planner, Schedule, owed
from bot.delivery.recurrence import Weekly
from bot.delivery.sender import Fault, FaultClass, Sent
from storage import delivery, inbox
from storage.delivery import Delivery, Wanted
from storage.engine import Begin
from storage.inbox import ClaimedWork
from storage.models import DeliveryRow, InboxRow
from storage.models.trays import DeliveryState
from tests.bot.calendars import ALLIANCE
from tests.bot.trays import Channel

SPEED = 12  # five minutes are 25 s of the wall: at twenty times a busy machine was late for two
WEEKS, COORDINATORS = 52, 98
IN_TIME = timedelta(minutes=5)
KILLED = 0.3  # of the weeks
FAULTY = 0.05  # of the calls, each of four kinds
PROMPTED = "prompted"
PROMPTS = Schedule("status", "status.due", Weekly(0, clock_time(9)), window=timedelta(days=2))
PACE = Pace(
    lease=timedelta(seconds=30 / SPEED),
    resend_after=timedelta(seconds=60 / SPEED),
    tick=timedelta(seconds=1 / SPEED),
)
FAULTS = (
    (True, Fault(FaultClass.AMBIGUOUS, "TimeoutError")),
    (False, Fault(FaultClass.AMBIGUOUS, "internal_error")),
    (False, Fault(FaultClass.LATER, "ratelimited", timedelta(seconds=5 / SPEED))),
    (True, Fault(FaultClass.AMBIGUOUS, "ServerDisconnectedError")),
)

pytestmark = [pytest.mark.faults, pytest.mark.timeout(1_200)]


@dataclass
class Hurried:
    """The alliance's clock, twelve times as fast, from where it was set last."""

    start: datetime = datetime(2026, 12, 7, tzinfo=UTC)
    since: float = field(default_factory=time.monotonic)

    def now(self) -> datetime:
        return self.start + timedelta(seconds=(time.monotonic() - self.since) * SPEED)

    def be(self, moment: datetime) -> None:
        self.start, self.since = moment, time.monotonic()


@dataclass
class Weather(Channel):
    """Slack on a bad day."""

    dice: random.Random = field(default_factory=lambda: random.Random(52))

    async def send(self, delivery: Delivery) -> Sent | Fault:
        if self.dice.random() >= FAULTY:
            return await super().send(delivery)
        accepted, fault = self.dice.choice(FAULTS)
        if accepted:
            await super().send(delivery)
        return fault


async def prompt(work: ClaimedWork, clock: Clock, begin: Begin) -> str:
    async with begin() as session:
        if await inbox.hold(session, work):
            await delivery.want_all(
                session,
                [
                    Wanted(work.workspace, work.key, f"U{n}", "prompt", "da", work.due)
                    for n in range(COORDINATORS)
                ],
            )
    return PROMPTED


@dataclass
class Year:
    """`dies`: whether processes die. A task that is cut off keeps SQLite's lock, as no process that
    is killed does, so on SQLite none is: there test_weather kills real ones."""

    begin: Begin
    dies: bool
    clock: Hurried = field(default_factory=Hurried)
    slack: Weather = field(default_factory=Weather)
    kills: int = 0

    async def monday(self, due: datetime) -> None:
        """Plan and send; now and then the process dies in the middle, and another goes on."""
        self.clock.be(due + timedelta(seconds=self.slack.dice.uniform(0, 60)))
        planner = Planner(ALLIANCE, "T0DK2020", [PROMPTS], lambda: None)
        await planner.plan_all(self.begin, self.clock)
        if self.dies and self.slack.dice.random() < KILLED:
            await self._until_killed()
        inbox_, outbox = self._process("next")
        async with working(outbox.hands), working(inbox_.hands), asyncio.timeout(60):
            while await self._waiting():
                await asyncio.sleep(0.05)

    async def _until_killed(self) -> None:
        """As SIGKILL leaves it: nothing in hand is given back."""
        self.kills += 1
        trays = self._process(f"dies {self.kills}")
        for tray in trays:
            tray.hands._give_back = _nothing
        runs = [asyncio.create_task(tray.hands.run()) for tray in trays]
        await asyncio.sleep(self.slack.dice.uniform(0.05, 0.6))
        for task in (*runs, *(t for tray in trays for t in tray.hands._busy)):
            task.cancel()
        await asyncio.gather(*runs, return_exceptions=True)

    def _process(self, owner: str) -> tuple[Inbox, Outbox]:
        process = Process(self.begin, self.clock, PACE, owner)
        outbox = Outbox(process, {"prompt": Kind()}, self.slack)
        duties = {PROMPTS.kind: Duty(prompt, say_nothing)}
        return Inbox(process, duties, outbox.hands.wake), outbox

    async def _waiting(self) -> bool:
        open_states = (DeliveryState.WANTED, DeliveryState.CLAIMED)
        wanted = select(DeliveryRow.id).where(
            DeliveryRow.state.in_(open_states), DeliveryRow.ts.is_(None)
        )
        due = select(InboxRow.id).where(InboxRow.state.in_(("new", "claimed")))
        async with self.begin(read_only=True) as session:
            return bool(await session.scalar(wanted.limit(1)) or await session.scalar(due.limit(1)))

    async def rows(self) -> Sequence[DeliveryRow]:
        async with self.begin(read_only=True) as session:
            return list(await session.scalars(select(DeliveryRow)))

    async def weeks(self) -> Counter[str | None]:
        async with self.begin(read_only=True) as session:
            return Counter(await session.scalars(select(InboxRow.result)))


async def _nothing(*_: object) -> None:
    return None


async def test_a_year_of_prompts_comes_in_time(
    begin: Begin, request: pytest.FixtureRequest
) -> None:
    year = Year(begin, dies=request.node.callspec.params["database_url"] == "postgresql")
    planner = Planner(ALLIANCE, "T0DK2020", [PROMPTS], lambda: None)
    await planner.plan_all(begin, year.clock)
    start = year.clock.start
    occasions = list(owed(PROMPTS, ALLIANCE, start, start + timedelta(weeks=WEEKS)))
    for one in occasions:
        await year.monday(one.occasion.due)

    rows, weeks = await year.rows(), await year.weeks()
    late = [row for row in rows if row.sent_at is None or row.sent_at - row.due > IN_TIME]
    share = 1 - len(late) / len(rows)
    standing = Counter(key for key, _ in year.slack.stands)
    twice = sum(count > 1 for count in standing.values())
    print(  # noqa: T201 - the counts are what this run is for
        f"\n{request.node.name}: {WEEKS} weeks {dict(weeks)}, {len(rows)} prompts,"
        f" {year.kills} kills: {share:.4%} within five minutes, late {len(late)},"
        f" lost {sum(row.ts is None for row in rows)}, visible twice {twice}"
    )
    assert weeks == Counter(one.skipped or PROMPTED for one in occasions)
    assert share >= 0.9995
    assert twice == 0
    assert all(row.ts for row in rows)
