"""How days off, weeks, quiet hours and time zones are written in settings, and read."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import time
from difflib import get_close_matches
from zoneinfo import ZoneInfo, available_timezones

NONE = frozenset({"none", "ingen"})
CHRISTMAS = frozenset({"jul", "christmas"})
LEAP_YEAR = 2028
LAST_WEEK = 53
# With these there is a working day in every year, whatever stands on the list.
MOST_DAYS_OFF = 50
MOST_WEEKS = 26


class Unreadable(Exception):
    """What is written cannot be. `key` says why, in `prompts/`; `nearest` is what would do."""

    def __init__(self, key: str, nearest: str) -> None:
        self.key = key
        self.nearest = nearest
        super().__init__(key)


@dataclass(frozen=True)
class Weeks:
    """ISO weeks of every year; `christmas` are those with a weekday from 24 to 31 December."""

    numbers: frozenset[int] = frozenset()
    christmas: bool = False


NO_WEEKS = Weeks()


@dataclass(frozen=True)
class QuietHours:
    """From one time of day to another, over midnight if the first is the later."""

    start: time
    end: time

    def __contains__(self, clock: time) -> bool:
        if self.start < self.end:
            return self.start <= clock < self.end
        return clock >= self.start or clock < self.end


def read_days(written: str) -> frozenset[tuple[int, int]]:
    """`5/6,24/12` as (month, day): the same days every year. `none` is none."""
    days = frozenset(_day(part) for part in _parts(written))
    if len(days) > MOST_DAYS_OFF:
        raise Unreadable("setting.days_too_many", f"{MOST_DAYS_OFF}")
    return days


def _day(part: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{1,2})/(\d{1,2})", part)
    if found is None:
        raise Unreadable("setting.days", "5/6")
    day, month = int(found[1]), int(found[2])
    near_month = min(max(month, 1), 12)
    near_day = min(max(day, 1), monthrange(LEAP_YEAR, near_month)[1])
    if (day, month) != (near_day, near_month):
        raise Unreadable("setting.days", f"{near_day}/{near_month}")
    return month, day


def read_weeks(written: str) -> Weeks:
    """`7,28-31,42,jul`. `none` is none."""
    parts = _parts(written)
    numbers = frozenset(week for part in parts if part not in CHRISTMAS for week in _weeks(part))
    if len(numbers) > MOST_WEEKS:
        raise Unreadable("setting.weeks_too_many", f"{MOST_WEEKS}")
    return Weeks(numbers, not CHRISTMAS.isdisjoint(parts))


def _weeks(part: str) -> range:
    found = re.fullmatch(r"(\d{1,3})(?:-(\d{1,3}))?", part)
    if found is None:
        near = get_close_matches(part, CHRISTMAS, n=1)
        raise Unreadable("setting.weeks", near[0] if near else "28-31")
    first, last = int(found[1]), int(found[2] or found[1])
    near_first, near_last = (min(max(week, 1), LAST_WEEK) for week in sorted((first, last)))
    if (first, last) != (near_first, near_last):
        near_first_and_last = f"{near_first}-{near_last}"
        raise Unreadable("setting.weeks", near_first_and_last if found[2] else f"{near_first}")
    return range(first, last + 1)


def read_quiet_hours(written: str) -> QuietHours | None:
    """`17-8`, in whole hours. `none` is none."""
    if written.strip().lower() in NONE:
        return None
    found = re.fullmatch(r"\s*(\d{1,2})\s*-\s*(\d{1,2})\s*", written)
    if found is None:
        raise Unreadable("setting.quiet_hours", "17-8")
    start, end = (0 if hour == "24" else int(hour) for hour in found.groups())
    near = f"{min(start, 23)}-{min(end, 23)}"
    if start > 23 or end > 23:
        raise Unreadable("setting.quiet_hours", near)
    if start == end:
        raise Unreadable("setting.quiet_hours_all_day", "none")
    return QuietHours(time(start), time(end))


def read_zone(written: str) -> ZoneInfo:
    """A time zone by its name in the IANA database."""
    try:
        return ZoneInfo(written)
    except (KeyError, OSError, ValueError) as error:
        raise Unreadable("setting.time_zone", nearest_zone(written)) from error


def nearest_zone(written: str) -> str:
    """The time zone whose name, or whose city's name, is most like this."""
    zones = {zone.lower(): zone for zone in sorted(available_timezones())}
    cities = {zone.rpartition("/")[2].lower(): zone for zone in zones.values()}
    near = _closest(written, zones) or _closest(written.rpartition("/")[2], cities)
    return near or "Europe/Copenhagen"


def _closest(written: str, names: dict[str, str]) -> str | None:
    wanted = written.strip().lower().replace(" ", "_")
    near = get_close_matches(wanted, names, n=1)
    return names[near[0]] if near else None


def _parts(written: str) -> list[str]:
    parts = [part.strip().lower() for part in written.split(",") if part.strip()]
    return [] if NONE.intersection(parts) and len(parts) == 1 else parts
