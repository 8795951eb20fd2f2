"""What recurs, in local time: each occasion belongs to a period and falls due at a moment.

The period is local (`2026-W48`, `2026-11-30`, `2026-11`) and names the occasion, so that no clock
makes two of one. What is said of a time that clocks skip or show twice: `local_time`.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.delivery.local_time import day_of, moment_of

DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True)
class Occasion:
    """`day` is when it was meant to be, `due` when it is."""

    period: str
    day: date
    due: datetime


class Recurrence(Protocol):
    @property
    def clock(self) -> time: ...

    def period(self, day: date) -> str | None:
        """The name of the period whose occasion falls on this day. None: no occasion does."""
        ...


@dataclass(frozen=True)
class Weekly:
    """Weekdays count from Monday, 0."""

    weekday: int
    clock: time

    def period(self, day: date) -> str | None:
        return week_of(day) if day.weekday() == self.weekday else None


@dataclass(frozen=True)
class EveryOtherWeek:
    """In the week of `start` and every second one, whatever their numbers are."""

    weekday: int
    clock: time
    start: date

    def period(self, day: date) -> str | None:
        weeks = (_monday(day) - _monday(self.start)).days // 7
        return week_of(day) if day.weekday() == self.weekday and weeks % 2 == 0 else None


@dataclass(frozen=True)
class Monthly:
    """On a day of the month, or its last where it has no such day."""

    day: int
    clock: time

    def period(self, day: date) -> str | None:
        last = monthrange(day.year, day.month)[1]
        return f"{day:%Y-%m}" if day.day == min(self.day, last) else None


@dataclass(frozen=True)
class WorkingDaily:
    """Every day from Monday to Friday; a schedule leaves days off out."""

    clock: time

    def period(self, day: date) -> str | None:
        return day.isoformat() if day.weekday() < SATURDAY else None


@dataclass(frozen=True)
class Dated:
    """Once."""

    on: date
    clock: time

    def period(self, day: date) -> str | None:
        return day.isoformat() if day == self.on else None


def occasions(
    recurrence: Recurrence, zone: ZoneInfo, after: datetime, until: datetime
) -> Iterator[Occasion]:
    """Those that fall due later than `after` and not later than `until`, in order."""
    # A change of clocks moves an occasion by a day at most.
    day, last = day_of(after, zone) - DAY, day_of(until, zone) + DAY
    while day <= last:
        if period := recurrence.period(day):
            due = moment_of(day, recurrence.clock, zone)
            if after < due <= until:
                yield Occasion(period, day, due)
        day += DAY


def week_of(day: date) -> str:
    """`2026-W53`: the ISO week, whose year may be another than the day's."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def _monday(day: date) -> date:
    return day - day.weekday() * DAY
