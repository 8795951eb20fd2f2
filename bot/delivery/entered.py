"""What people enter for a schedule, read or refused with the reason and the nearest that would do.

Each raises ScheduleImpossible.
"""

import re
from collections.abc import Collection, Sequence
from datetime import date, time
from difflib import get_close_matches
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.calendar_words import Unreadable, read_zone
from bot.errors import ScheduleImpossible

T = TypeVar("T")
WEEKDAYS = (
    ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
    ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
)
CLOCKS_CHANGE = 2  # the hour in which they do, in most zones


def entered_time(written: str) -> time:
    """`8:30` or `8.30`. The hour in which clocks change is refused in every zone."""
    found = re.fullmatch(r"\s*(\d{1,2})[:.](\d{2})\s*", written)
    if found is None:
        raise ScheduleImpossible("schedule.time", nearest="8:30")
    hour, minute = int(found[1]), int(found[2])
    if hour > 23 or minute > 59:
        nearest = f"{min(hour, 23)}:{min(minute, 59):02}"
        raise ScheduleImpossible("schedule.time", nearest=nearest)
    if hour == CLOCKS_CHANGE:
        nearest = "1:59" if minute < 30 else "3:00"
        raise ScheduleImpossible("schedule.time_in_the_gap", nearest=nearest)
    return time(hour, minute)


def entered_weekday(written: str) -> int:
    """A weekday's name in Danish or English; Monday is 0."""
    numbers = {name.lower(): n for names in WEEKDAYS for n, name in enumerate(names)}
    name = written.strip().lower()
    if name in numbers:
        return numbers[name]
    spelt = {each.lower(): each for names in WEEKDAYS for each in names}
    [*near] = get_close_matches(name, spelt, n=1)
    raise ScheduleImpossible("schedule.weekday", nearest=spelt[near[0]] if near else "mandag")


def entered_week(year: int, week: int) -> date:
    """The Monday of an ISO week; not every year has week 53."""
    last = date(year, 12, 28).isocalendar().week  # always in the year's last week
    if not 1 <= week <= last:
        raise ScheduleImpossible("schedule.week", nearest=f"{min(max(week, 1), last)}")
    return date.fromisocalendar(year, week, 1)


def entered_day_of_month(day: int) -> int:
    """Where a month is shorter, its last day is meant."""
    if not 1 <= day <= 31:
        raise ScheduleImpossible("schedule.day", nearest=f"{min(max(day, 1), 31)}")
    return day


def entered_zone(written: str) -> ZoneInfo:
    try:
        return read_zone(written)
    except Unreadable as error:
        raise ScheduleImpossible("schedule.time_zone", nearest=error.nearest) from None


def entered_recipients(recipients: Collection[T]) -> Sequence[T]:
    """Each once, in the order they were named."""
    if not recipients:
        raise ScheduleImpossible("schedule.nobody", nearest="1")
    return tuple(dict.fromkeys(recipients))
