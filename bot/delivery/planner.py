"""Puts what has fallen due into the in-tray. Any number of processes may; none leads.

An occasion is one row, by the key of its schedule and its local period. What its window has passed
for, what falls on a day that does not count, and what goes to many and is not approved, is a row
too: ended, and why.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum, auto

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock
from bot.delivery.approval import (
    NOT_APPROVED,
    ToMany,
    is_approved,
    stands_on_the_list,
    waits_no_longer,
)
from bot.delivery.inbox import Duty
from bot.delivery.local_time import moment_of
from bot.delivery.recurrence import Occasion, Recurrence, occasions
from bot.delivery.working_days import WorkingDays
from storage import inbox, schedule
from storage.engine import Begin, Session
from storage.inbox import ClaimedWork, Work
from storage.terms import System

VERSION = 1
PLANNER = System("planner")
MINUTE = timedelta(minutes=1)
# There are never so many days off in a row: what was meant for longer ago has not moved to now.
LONGEST_MOVE = timedelta(days=75)

SKIPPED_LATE = "skipped_late"
SKIPPED_WEEK = "skipped_week"
SKIPPED_DAY_OFF = "skipped_day_off"
logger = structlog.get_logger()


class OnDayOff(StrEnum):
    """What becomes of an occasion on a weekend, a public holiday or a day off."""

    MOVED = auto()  # to the next working day, at the same time of day
    SKIPPED = auto()
    KEPT = auto()


@dataclass(frozen=True)
class Schedule:
    """What recurs, which kind of work it is, and how late that may still be done.

    What goes `to_many` is not done before the secretariat has approved it.
    """

    name: str  # in keys: it never changes
    kind: str
    recurrence: Recurrence
    window: timedelta
    on_day_off: OnDayOff = OnDayOff.MOVED
    in_skipped_weeks: bool = False
    to_many: ToMany | None = None


@dataclass(frozen=True)
class Owed:
    """An occasion of a schedule, and why it is not to be done, if it is not."""

    occasion: Occasion
    skipped: str | None = None


def owed(
    schedule: Schedule, calendar: WorkingDays, after: datetime, until: datetime
) -> Iterator[Owed]:
    """What falls due later than `after` and not later than `until`."""
    for occasion in occasions(schedule.recurrence, calendar.zone, after - LONGEST_MOVE, until):
        each = _as_it_counts(schedule, calendar, occasion)
        if after < each.occasion.due <= until:
            yield each


def _as_it_counts(schedule: Schedule, calendar: WorkingDays, occasion: Occasion) -> Owed:
    if schedule.on_day_off is not OnDayOff.KEPT and not calendar.is_working(occasion.day):
        if schedule.on_day_off is OnDayOff.SKIPPED:
            return Owed(occasion, SKIPPED_DAY_OFF)
        day = calendar.next_working_day(occasion.day)
        due = moment_of(day, schedule.recurrence.clock, calendar.zone)
        occasion = replace(occasion, day=day, due=due)
    if not schedule.in_skipped_weeks and calendar.is_skipped(occasion.day):
        return Owed(occasion, SKIPPED_WEEK)
    return Owed(occasion)


def work_of(each: Schedule, workspace: str, occasion: Occasion) -> Work:
    """What is to be done on an occasion."""
    until = (occasion.due + each.window).isoformat()
    payload = {"version": VERSION, "period": occasion.period, "until": until}
    return Work(each.kind, f"{each.name}:{occasion.period}", workspace, occasion.due, payload)


def still_open(
    each: Schedule, calendar: WorkingDays, workspace: str, now: datetime
) -> Sequence[Work]:
    """What fell due, and is not too late yet."""
    after = now - each.window - timedelta.resolution
    return [
        work_of(each, workspace, one.occasion)
        for one in owed(each, calendar, after, now)
        if one.skipped is None
    ]


async def put_back(
    session: Session, each: Schedule, calendar: WorkingDays, workspace: str, now: datetime
) -> int:
    """Let be done what ended since it was not approved, unless it is too late. How much that is."""
    works = still_open(each, calendar, workspace, now)
    return sum([await schedule.put_back(session, work, NOT_APPROVED) for work in works])


@dataclass(frozen=True)
class Planner:
    """Plans for a workspace. `then` is called when something was put into the in-tray."""

    calendar: WorkingDays
    workspace: str
    schedules: Sequence[Schedule]
    then: Callable[[], None]

    def _is_to_be_planned(self, each: Schedule, until: datetime | None, now: datetime) -> bool:
        """Every minute; sooner, where the clock may be moved and something has fallen due."""
        if until is None or now - until >= MINUTE:
            return True
        return any(owed(each, self.calendar, until, now))

    async def plan(self, session: Session, each: Schedule, now: datetime) -> int:
        """Put down what has fallen due since this was done last, by anybody. How much was new.

        The first time nothing is: a schedule begins when it is first seen.
        """
        await schedule.start_planning(session, each.name, now)
        approved = await self._is_approved(session, each, now)
        back = await self._put_back(session, each, now) if approved else 0
        after = await schedule.planned_until(session, PLANNER, each.name)
        if after is None or after >= now:  # a clock that was put back makes nothing due twice
            return back
        owing = owed(each, self.calendar, after, now)
        new = [await self._put_down(session, each, one, approved, now) for one in owing]
        await schedule.move_planned_until(session, each.name, now)
        return sum(new) + back

    async def _is_approved(self, session: Session, each: Schedule, now: datetime) -> bool:
        """Otherwise the secretariat's list says so, as long as it is not."""
        if each.to_many is None:
            return True
        if await is_approved(session, PLANNER, self.workspace, each.name, each.to_many):
            await waits_no_longer(session, self.workspace, each.name)
            return True
        await stands_on_the_list(session, self.workspace, each.name, each.to_many, now=now)
        return False

    async def _put_back(self, session: Session, each: Schedule, now: datetime) -> int:
        """Who approves does so too; another process may have planned just then."""
        if each.to_many is None:
            return 0
        return await put_back(session, each, self.calendar, self.workspace, now)

    async def _put_down(
        self, session: Session, each: Schedule, one: Owed, approved: bool, now: datetime
    ) -> bool:
        work = work_of(each, self.workspace, one.occasion)
        late = now > one.occasion.due + each.window
        skipped = one.skipped or (SKIPPED_LATE if late else None)
        skipped = skipped or (None if approved else NOT_APPROVED)
        if skipped is None:
            return await inbox.record(session, work)
        logger.info("occasion.skipped", key=work.key, why=skipped)
        return await schedule.record_ended(session, work, skipped)

    async def plan_all(self, begin: Begin, clock: Clock) -> None:
        """Each schedule in a transaction of its own, so that none waits for another's fault."""
        try:
            async with begin(read_only=True) as session:
                planned = await schedule.all_planned_until(session, PLANNER)
        except Exception as error:  # noqa: BLE001 - the database may be back in a minute
            logger.warning("plan.failed", error=type(error).__name__)
            return
        for each in self.schedules:
            if not self._is_to_be_planned(each, planned.get(each.name), clock.now()):
                continue
            try:
                async with begin() as session:
                    new = await self.plan(session, each, clock.now())
            except Exception as error:  # noqa: BLE001 - the database may be back in a minute
                logger.warning("plan.failed", schedule=each.name, error=type(error).__name__)
            else:
                if new:
                    self.then()


@asynccontextmanager
async def planning(
    planner: Planner, begin: Begin, clock: Clock, every: timedelta = MINUTE
) -> AsyncIterator[None]:
    """Plan now and every minute, while the block lasts.

    What has begun ends by itself: cut off in a transaction, it would keep SQLite's lock.
    """
    begun: set[asyncio.Task[None]] = set()

    async def tick() -> None:
        if not begun:  # the last one may still be planning
            task = asyncio.create_task(planner.plan_all(begin, clock))
            begun.add(task)
            task.add_done_callback(begun.discard)

    await planner.plan_all(begin, clock)
    scheduler = AsyncIOScheduler(timezone="UTC")
    seconds = every.total_seconds()
    scheduler.add_job(tick, "interval", seconds=seconds, misfire_grace_time=None)
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)
        await asyncio.gather(*begun)


def within_windows(duties: Mapping[str, Duty], schedules: Sequence[Schedule]) -> Mapping[str, Duty]:
    """The duties, of which those that are scheduled are not done later than they may be, nor, to
    many, what is not approved as it is now."""
    scheduled = {each.kind: each for each in schedules}
    return {
        kind: _if_it_may_be(duty, scheduled[kind]) if kind in scheduled else duty
        for kind, duty in duties.items()
    }


def _if_it_may_be(duty: Duty, each: Schedule) -> Duty:
    async def work(work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        until = work.payload.get("until")  # absent: somebody asked for it, whenever that was
        if until and clock.now() > datetime.fromisoformat(until):
            return SKIPPED_LATE
        if each.to_many and not await _is_approved(work, each, begin):
            return NOT_APPROVED
        return await duty.work(work, clock, begin)

    return replace(duty, work=work)


async def _is_approved(work: ClaimedWork, each: Schedule, begin: Begin) -> bool:
    async with begin(read_only=True) as session:
        return await is_approved(session, PLANNER, work.workspace, each.name, each.to_many)
