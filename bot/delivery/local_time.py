"""What the clocks of a place show, as moments. The one rule for when clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SECOND = timedelta(seconds=1)


def moment_of(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """When the zone's clocks show this: the first time, if they do twice; and if they never do,
    the first moment after they were put forward. In UTC."""
    shown = datetime.combine(day, clock, tzinfo=zone)
    moment = shown.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == shown.replace(tzinfo=None):
        return moment
    return _change_before(moment, zone)


def _change_before(moment: datetime, zone: ZoneInfo) -> datetime:
    """The moment at which the zone's clocks were put forward last, at most a day before."""
    now = moment.astimezone(zone).utcoffset()
    before, after = moment - timedelta(days=1), moment
    while after - before > SECOND:
        middle = before + (after - before) // 2
        if middle.astimezone(zone).utcoffset() == now:
            after = middle
        else:
            before = middle
    return after.replace(microsecond=0)


def day_of(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()
