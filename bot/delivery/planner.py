"""Puts what has fallen due into the in-tray. Any number of processes may; none leads.

An occasion is one row, by the key of its schedule and its local period. What its window has passed
for, and what falls on a day that does not count, is a row too: ended, and why.
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
    """What recurs, which kind of work it is, and how late that may still be done."""

    name: str  # in keys: it never changes
    kind: str
    recurrence: Recurrence
    window: timedelta
    on_day_off: OnDayOff = OnDayOff.MOVED
    in_skipped_weeks: bool = False


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


@dataclass(frozen=True)
class Planner:
    """Plans for a workspace. `then` is called when something was put into the in-tray."""

    calendar: WorkingDays
    workspace: str
    schedules: Sequence[Schedule]
    then: Callable[[], None]

    async def plan(self, session: Session, each: Schedule, now: datetime) -> int:
        """Put down what has fallen due since this was done last, by anybody. How much was new.

        The first time nothing is: a schedule begins when it is first seen.
        """
        await schedule.start_planning(session, each.name, now)
        after = await schedule.planned_until(session, PLANNER, each.name)
        if after is None or after >= now:  # a clock that was put back makes nothing due twice
            return 0
        owing = owed(each, self.calendar, after, now)
        new = [await self._put_down(session, each, one, now) for one in owing]
        await schedule.move_planned_until(session, each.name, now)
        return sum(new)

    async def _put_down(self, session: Session, each: Schedule, one: Owed, now: datetime) -> bool:
        until = one.occasion.due + each.window
        period = one.occasion.period
        payload = {"version": VERSION, "period": period, "until": until.isoformat()}
        key = f"{each.name}:{period}"
        work = Work(each.kind, key, self.workspace, one.occasion.due, payload)
        skipped = one.skipped or (SKIPPED_LATE if now > until else None)
        if skipped is None:
            return await inbox.record(session, work)
        logger.info("occasion.skipped", key=key, why=skipped)
        return await schedule.record_ended(session, work, skipped)

    async def plan_all(self, begin: Begin, clock: Clock) -> None:
        """Each schedule in a transaction of its own, so that none waits for another's fault."""
        for each in self.schedules:
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
        task = asyncio.create_task(planner.plan_all(begin, clock))
        begun.add(task)
        task.add_done_callback(begun.discard)
        await asyncio.shield(task)

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
    """The duties, of which those that are scheduled are not done later than they may be."""
    kinds = {each.kind for each in schedules}
    return {kind: _in_time(duty) if kind in kinds else duty for kind, duty in duties.items()}


def _in_time(duty: Duty) -> Duty:
    async def work(work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        until = work.payload.get("until")  # absent: somebody asked for it, whenever that was
        if until and clock.now() > datetime.fromisoformat(until):
            return SKIPPED_LATE
        return await duty.work(work, clock, begin)

    return replace(duty, work=work)
