import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import FrozenInstanceError, fields
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.delivery.inbox import Duty, Inbox, say_nothing
from bot.delivery.planner import (
    OnDayOff,
    Owed,
    Planner,
    Schedule,
    owed,
    planning,
    within_windows,
)
from bot.delivery.recurrence import Monthly, Occasion, Weekly, WorkingDaily
from bot.duties import SECRETARIAT_LIST
from storage.engine import Begin, Session, create_engine, transactions
from storage.inbox import ClaimedWork, Work
from storage.models import InboxRow, ScheduleRow
from storage.models.trays import InboxState
from tests.bot.calendars import ALLIANCE, COPENHAGEN
from tests.bot.trays import at_work, process

HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)
STATUS = Schedule("status", "status.due", Weekly(0, time(9)), window=2 * DAY)
NEVER_LATE = timedelta(days=10_000)
OFTEN = timedelta(seconds=0.05)


class MovedClock:
    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def move(self, to: datetime) -> None:
        self._now = to


def local(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=COPENHAGEN).astimezone(UTC)


def planner(*schedules: Schedule, then: Any = lambda: None) -> Planner:
    return Planner(ALLIANCE, "T0DK2020", schedules or (STATUS,), then)


async def plan(begin: Begin, at: datetime | str, *schedules: Schedule) -> None:
    now = local(at) if isinstance(at, str) else at
    await planner(*schedules).plan_all(begin, MovedClock(now))


async def rows(begin: Begin) -> Sequence[InboxRow]:
    async with begin(read_only=True) as session:
        return (await session.scalars(select(InboxRow).order_by(InboxRow.due, InboxRow.id))).all()


async def found(begin: Begin) -> list[tuple[str, str | None]]:
    """What is put down: its key, and why it is not done, if it is not."""
    return [(row.key, row.result) for row in await rows(begin)]


def periods(schedule: Schedule, first: str, last: str) -> list[tuple[str, str, str | None]]:
    return [
        (one.occasion.period, f"{one.occasion.due.astimezone(COPENHAGEN):%m-%d %H:%M}", one.skipped)
        for one in owed(schedule, ALLIANCE, local(first), local(last))
    ]


async def test_a_schedule_begins_when_it_is_first_seen(begin: Begin) -> None:
    await plan(begin, "2026-11-30T09:30")

    assert await found(begin) == []


async def test_what_falls_due_is_put_into_the_in_tray(begin: Begin) -> None:
    await plan(begin, "2026-11-30T08:59")
    await plan(begin, "2026-11-30T09:00")

    [row] = await rows(begin)
    assert (row.kind, row.key, row.workspace) == ("status.due", "status:2026-W49", "T0DK2020")
    assert (row.due, row.state) == (local("2026-11-30T09:00"), InboxState.NEW)
    assert row.payload == {
        "version": 1,
        "period": "2026-W49",
        "until": "2026-12-02T08:00:00+00:00",
    }


async def test_it_is_put_down_once_however_often_it_is_planned(begin: Begin) -> None:
    await plan(begin, "2026-11-30T08:59")
    for minute in range(5):
        await plan(begin, f"2026-11-30T09:0{minute}")

    assert await found(begin) == [("status:2026-W49", None)]


async def test_a_clock_that_jumps_makes_nothing_of_it_twice(begin: Begin) -> None:
    start = local("2026-11-29T12:00")
    moments = [
        start + n * DAY + jump
        for n in range(14)
        for jump in (timedelta(), HOUR, -HOUR, DAY, -DAY, timedelta())
    ]

    for now in [start, *moments]:
        await plan(begin, now)

    assert await found(begin) == [("status:2026-W49", None), ("status:2026-W50", None)]


@pytest.mark.parametrize(
    ("down", "late"),
    [
        (timedelta(minutes=1), []),
        (HOUR, []),
        (DAY, []),
        (2 * WEEK, ["2026-W49", "2026-W50"]),
    ],
)
async def test_after_being_down_what_may_still_be_done_is_done_and_the_rest_recorded(
    begin: Begin, down: timedelta, late: list[str]
) -> None:
    before = local("2026-11-30T08:59:30")
    await plan(begin, before)

    await plan(begin, before + down)
    await plan(begin, before + down + HOUR)

    expected = ["2026-W49"] if down < WEEK else ["2026-W49", "2026-W50", "2026-W51"]
    if down == 2 * WEEK:
        expected = ["2026-W49", "2026-W50", "2026-W51"]
    assert await found(begin) == [
        (f"status:{period}", "skipped_late" if period in late else None) for period in expected
    ]


async def test_what_is_skipped_is_settled_and_nobody_takes_it(begin: Begin) -> None:
    await plan(begin, "2026-11-30T08:59")
    await plan(begin, "2026-12-03T08:59")

    [row] = await rows(begin)
    assert (row.state, row.result) == (InboxState.DONE, "skipped_late")
    assert row.settled_at is not None


async def test_to_the_end_of_its_window_it_may_be_done(begin: Begin) -> None:
    await plan(begin, "2026-11-30T08:59")
    await plan(begin, local("2026-11-30T09:00") + STATUS.window)

    assert await found(begin) == [("status:2026-W49", None)]


@pytest.mark.parametrize("down", [timedelta(minutes=1), HOUR, DAY, 2 * DAY, 2 * WEEK])
async def test_what_lay_in_the_tray_too_long_is_not_done_any_more(
    begin: Begin, down: timedelta
) -> None:
    done: list[str] = []

    async def work(work: Any, clock: Any, begin: Any) -> str:
        done.append(work.key)
        return "said"

    now = local("2026-11-30T09:00")
    await plan(begin, now - HOUR)
    await plan(begin, now)
    duties = within_windows({"status.due": Duty(work, say_nothing)}, [STATUS])
    one = process(begin)
    moved = type(one)(begin, MovedClock(now + down), one.pace, "one")

    async with at_work(Inbox(moved, duties, then=lambda: None).hands):
        async with asyncio.timeout(5):
            while (await rows(begin))[0].state is not InboxState.DONE:
                await asyncio.sleep(0.02)

    late = down > STATUS.window
    assert await found(begin) == [("status:2026-W49", "skipped_late" if late else "said")]
    assert done == ([] if late else ["status:2026-W49"])


async def test_what_somebody_asked_for_is_done_whenever_that_was(begin: Begin) -> None:
    async def work(work: Any, clock: Any, begin: Any) -> str:
        return "said"

    asked = Work("status.due", "asked:1", "T0DK2020", local("2026-11-30T09:00"), {"version": 1})
    [duty] = within_windows({"status.due": Duty(work, say_nothing)}, [STATUS]).values()
    a_year_later = MovedClock(local("2027-11-30T09:00"))

    done = await duty.work(ClaimedWork(**vars(asked), id=1, attempt=1), a_year_later, begin)

    assert done == "said"


def test_what_is_not_scheduled_is_left_as_it_is() -> None:
    async def answer(work: Any, clock: Any, begin: Any) -> str:
        return "answered"

    duty = Duty(answer, say_nothing)

    assert within_windows({"question.asked": duty}, [STATUS]) == {"question.asked": duty}


@pytest.mark.parametrize(
    "one",
    [STATUS, Owed(Occasion("2026-W49", date(2026, 11, 30), local("2026-11-30T09:00"))), planner()],
    ids=lambda one: type(one).__name__,
)
def test_nobody_changes_what_is_planned_for_others(one: Any) -> None:
    [first, *_] = fields(one)

    with pytest.raises(FrozenInstanceError):
        setattr(one, first.name, None)


async def test_any_number_of_processes_may_plan_at_once(begin: Begin, database_url: str) -> None:
    daily = Schedule("list", "list.due", WorkingDaily(time(8, 30)), window=NEVER_LATE)
    engines = [create_engine(database_url) for _ in range(4)]
    begins = [transactions(engine) for engine in engines]
    start = local("2026-11-02T00:00")
    await plan(begin, start, STATUS, daily)

    for n in range(1, 20):
        await asyncio.gather(
            *(
                plan(each, start + n * DAY * 1.4 + number * timedelta(hours=3), STATUS, daily)
                for number, each in enumerate(begins)
            )
        )

    for engine in engines:
        await engine.dispose()
    keys = [row.key for row in await rows(begin)]
    last = start + 19 * DAY * 1.4 + timedelta(hours=9)
    expected = [
        f"{schedule.name}:{one.occasion.period}"
        for schedule in (STATUS, daily)
        for one in owed(schedule, ALLIANCE, start, last)
    ]
    assert sorted(keys) == sorted(expected)


async def test_a_schedule_that_fails_keeps_no_other_from_being_planned(begin: Begin) -> None:
    class Broken(Weekly):
        def period(self, day: Any) -> str | None:
            raise RuntimeError

    broken = Schedule("broken", "broken.due", Broken(0, time(9)), window=DAY)
    await plan(begin, "2026-11-30T08:59", broken, STATUS)
    await plan(begin, "2026-11-30T09:00", broken, STATUS)

    assert await found(begin) == [("status:2026-W49", None)]


async def test_it_is_planned_at_once_and_again_and_again(begin: Begin) -> None:
    clock, woken = MovedClock(local("2026-11-30T08:59")), asyncio.Event()

    async with planning(planner(then=woken.set), begin, clock, OFTEN):
        assert await found(begin) == []
        clock.move(local("2026-11-30T09:01"))
        await asyncio.wait_for(woken.wait(), 5)

    assert await found(begin) == [("status:2026-W49", None)]


async def test_what_is_due_when_a_process_starts_does_not_wait_for_a_minute_to_pass(
    begin: Begin,
) -> None:
    await plan(begin, "2026-11-30T08:59")

    async with planning(planner(), begin, MovedClock(local("2026-11-30T09:01")), HOUR):
        assert await found(begin) == [("status:2026-W49", None)]


async def test_nobody_is_woken_for_nothing(begin: Begin) -> None:
    woken: list[str] = []
    clock = MovedClock(local("2026-11-30T08:59"))
    one = planner(then=lambda: woken.append("in-tray"))

    for at in ("08:59", "09:00", "09:00", "09:01"):
        clock.move(local(f"2026-11-30T{at}"))
        await one.plan_all(begin, clock)

    assert woken == ["in-tray"]


async def test_nothing_is_planned_after_the_end(begin: Begin) -> None:
    clock = MovedClock(local("2026-11-30T08:59"))

    async with planning(planner(), begin, clock, OFTEN):
        pass
    clock.move(local("2026-11-30T09:01"))
    await asyncio.sleep(3 * OFTEN.total_seconds())

    assert await found(begin) == []


async def test_what_is_being_planned_at_the_end_is_planned_and_two_never_are_at_once(
    begin: Begin,
) -> None:
    clock, begun = MovedClock(local("2026-11-30T08:59")), asyncio.Event()
    under_way: list[int] = []

    @asynccontextmanager
    async def slowly(*, read_only: bool = False, urgent: bool = False) -> AsyncIterator[Session]:
        under_way.append(1)
        async with begin(read_only=read_only, urgent=urgent) as session:
            yield session
            if not read_only and clock.now() > local("2026-11-30T09:00"):
                begun.set()
                await asyncio.sleep(4 * OFTEN.total_seconds())

    async with planning(planner(), slowly, clock, OFTEN):
        under_way.clear()
        clock.move(local("2026-11-30T09:01"))
        await asyncio.wait_for(begun.wait(), 5)
        others = len(under_way)
        await asyncio.sleep(2 * OFTEN.total_seconds())

    assert len(under_way) == others
    assert await found(begin) == [("status:2026-W49", None)]


async def test_how_far_it_is_planned_only_goes_forwards(begin: Begin) -> None:
    for at in ("2026-11-30T09:00", "2026-11-30T09:01", "2026-11-29T09:00"):
        await plan(begin, at)

    async with begin(read_only=True) as session:
        [row] = await session.scalars(select(ScheduleRow))
        assert row.planned_until == local("2026-11-30T09:01")


def test_an_occasion_on_a_holiday_is_moved_to_the_next_working_day() -> None:
    # 6 April 2026 is Easter Monday
    assert periods(STATUS, "2026-04-01", "2026-04-14") == [
        ("2026-W15", "04-07 09:00", None),
        ("2026-W16", "04-13 09:00", None),
    ]


def test_what_was_moved_is_found_however_short_the_time_that_is_planned() -> None:
    assert periods(STATUS, "2026-04-06T08:00", "2026-04-06T23:00") == []
    assert periods(STATUS, "2026-04-07T08:59", "2026-04-07T09:00") == [
        ("2026-W15", "04-07 09:00", None)
    ]


def test_an_occasion_on_a_holiday_may_be_skipped_or_kept_instead() -> None:
    skipped = Schedule("s", "k", STATUS.recurrence, DAY, on_day_off=OnDayOff.SKIPPED)
    kept = Schedule("s", "k", STATUS.recurrence, DAY, on_day_off=OnDayOff.KEPT)

    assert periods(skipped, "2026-04-01", "2026-04-08") == [
        ("2026-W15", "04-06 09:00", "skipped_day_off")
    ]
    assert periods(kept, "2026-04-01", "2026-04-08") == [("2026-W15", "04-06 09:00", None)]


def test_in_skipped_weeks_nothing_is_asked_and_that_is_written_down() -> None:
    assert [(p, why) for p, _, why in periods(STATUS, "2026-06-28", "2026-08-04")] == [
        ("2026-W27", None),
        ("2026-W28", "skipped_week"),
        ("2026-W29", "skipped_week"),
        ("2026-W30", "skipped_week"),
        ("2026-W31", "skipped_week"),
        ("2026-W32", None),
    ]


def test_what_is_moved_into_a_skipped_week_is_skipped() -> None:
    monthly = Schedule("s", "k", Monthly(19, time(9)), DAY)  # 19 December 2026 is a Saturday

    assert periods(monthly, "2026-12-01", "2027-01-01") == [
        ("2026-12", "12-21 09:00", "skipped_week")
    ]


def test_the_secretariats_list_comes_each_working_day() -> None:
    done = [due for _, due, why in periods(SECRETARIAT_LIST, "2026-12-21", "2027-01-05") if not why]

    assert done == [
        "12-21 08:30",
        "12-22 08:30",
        "12-23 08:30",
        "12-28 08:30",
        "12-29 08:30",
        "12-30 08:30",
        "01-04 08:30",
    ]
