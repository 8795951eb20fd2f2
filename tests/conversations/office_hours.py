"""A weekday morning to come: when something that nobody asked for may be said."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

TUESDAY = 1


def tuesday_at(hour: int) -> datetime:
    """The next Tuesday at that hour in Denmark, outside weeks that have no reminders."""
    here = datetime.now(UTC).astimezone(ZoneInfo("Europe/Copenhagen"))
    then = here.replace(hour=hour, minute=0, second=0, microsecond=0)
    while then <= here or then.weekday() != TUESDAY or _is_off(then):
        then += timedelta(days=1)
    return then.astimezone(UTC)


def _is_off(day: datetime) -> bool:
    """Around Christmas and New Year, and on the fifth of June."""
    return (day.month, day.day) in ((12, 24), (12, 25), (12, 26), (12, 31), (1, 1), (6, 5))
