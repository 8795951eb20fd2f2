"""The alliance's calendar: which days are worked, and when something unasked may be said."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Self
from zoneinfo import ZoneInfo

from holidays import country_holidays

from bot.calendar_words import (
    NO_WEEKS,
    QuietHours,
    Weeks,
    read_days,
    read_quiet_hours,
    read_weeks,
    read_zone,
)
from bot.delivery.local_time import day_of, moment_of
from bot.settings import Settings

DAY = timedelta(days=1)
FRIDAY, SATURDAY = 4, 5
NO_REMINDERS_AFTER = time(14)  # on Fridays
MIDNIGHT = time()


@cache
def _public_holidays(year: int) -> frozenset[date]:
    return frozenset(country_holidays("DK", years=year))


@dataclass(frozen=True)
class WorkingDays:
    """Weekends, Denmark's public holidays, days off and skipped weeks, and the hours of a day.

    In a skipped week people may be at work: nothing recurring is asked then, and nobody is
    reminded.
    """

    zone: ZoneInfo
    days_off: frozenset[tuple[int, int]] = frozenset()  # (month, day)
    skipped_weeks: Weeks = NO_WEEKS
    quiet_hours: QuietHours | None = None

    @classmethod
    def of(cls, settings: Settings) -> Self:
        return cls(
            read_zone(settings.klimabot_timezone),
            read_days(settings.klimabot_days_off),
            read_weeks(settings.klimabot_skipped_weeks),
            read_quiet_hours(settings.klimabot_quiet_hours),
        )

    def is_working(self, day: date) -> bool:
        is_off = (day.month, day.day) in self.days_off or day in _public_holidays(day.year)
        return day.weekday() < SATURDAY and not is_off

    def is_skipped(self, day: date) -> bool:
        """Whether the day is in a skipped week."""
        weeks = self.skipped_weeks
        return day.isocalendar().week in weeks.numbers or (weeks.christmas and _is_christmas(day))

    def next_working_day(self, day: date) -> date:
        """The day itself, if it is one."""
        while not self.is_working(day):
            day += DAY
        return day

    def when_allowed(self, moment: datetime, *, reminder: bool = False) -> datetime:
        """The first moment from this one on at which something unasked may be said."""
        while (later := self._not_before(moment, reminder)) is not None:
            moment = later
        return moment

    def _not_before(self, moment: datetime, reminder: bool) -> datetime | None:
        """None if it is allowed now; else when to look again."""
        local = moment.astimezone(self.zone)
        day, clock = local.date(), local.time()
        if not self.is_working(day) or (reminder and self._is_bad_for_reminders(day, clock)):
            return moment_of(day + DAY, MIDNIGHT, self.zone)
        if self.quiet_hours is None or clock not in self.quiet_hours:
            return None
        end = self.quiet_hours.end
        return moment_of(day + DAY if clock >= end else day, end, self.zone)

    def _is_bad_for_reminders(self, day: date, clock: time) -> bool:
        return self.is_skipped(day) or (day.weekday() == FRIDAY and clock >= NO_REMINDERS_AFTER)

    def day_of(self, moment: datetime) -> date:
        return day_of(moment, self.zone)


def _is_christmas(day: date) -> bool:
    """Whether a weekday from 24 to 31 December is in the day's week."""
    monday = day - day.weekday() * DAY
    return any(d.month == 12 and d.day >= 24 for d in (monday + n * DAY for n in range(SATURDAY)))
