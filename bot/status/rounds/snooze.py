"""Until when somebody wants to be left alone with a prompt."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.delivery.local_time import day_of, moment_of

MORNING = time(9)
THURSDAY = 3


class Until(StrEnum):
    TWO_HOURS = "two_hours"
    TOMORROW = "tomorrow"
    THURSDAY = "thursday"

    def moment(
        self, now: datetime, zone: ZoneInfo, allowed: Callable[[datetime], datetime]
    ) -> datetime:
        """When that is, at a decent hour of a working day."""
        day = day_of(now, zone)
        match self:
            case Until.TWO_HOURS:
                return allowed(now + timedelta(hours=2))
            case Until.TOMORROW:
                return allowed(moment_of(day + timedelta(days=1), MORNING, zone))
            case Until.THURSDAY:
                days = (THURSDAY - day.weekday()) % 7 or 7
                return allowed(moment_of(day + timedelta(days=days), MORNING, zone))
