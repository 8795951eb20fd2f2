"""A weekday morning to come: when something that nobody asked for may be said."""

from datetime import UTC, datetime, timedelta

from bot.delivery.working_days import WorkingDays
from bot.settings import Settings

MONDAY, TUESDAY = 0, 1
DAY = timedelta(days=1)


def tuesday_at(hour: int) -> datetime:
    """The next Tuesday at that hour in Denmark, outside weeks that have no reminders."""
    return weekday_at(TUESDAY, hour)


def weekday_at(weekday: int, hour: int, minute: int = 0, *, weeks: int = 1) -> datetime:
    """The next such day at that time in Denmark, a working day of a week that is not skipped, and
    the same in the weeks after it: so many in all."""
    calendar = WorkingDays.of(Settings())
    here = datetime.now(UTC).astimezone(calendar.zone)
    then = here.replace(hour=hour, minute=minute, second=0, microsecond=0)
    while then <= here or then.weekday() != weekday or not _count(then, weeks, calendar):
        then += DAY
    return then.astimezone(UTC)


def _count(then: datetime, weeks: int, calendar: WorkingDays) -> bool:
    return all(counts(then + week * 7 * DAY, calendar) for week in range(weeks))


def counts(then: datetime, calendar: WorkingDays) -> bool:
    return calendar.is_working(then.date()) and not calendar.is_skipped(then.date())
