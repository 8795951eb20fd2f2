"""One voice for each person: what nobody asked for comes seldom, together, and at a decent hour."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum, auto
from zoneinfo import ZoneInfo

from storage.absences import Absence

WEEK = timedelta(days=7)
A_MOMENT = timedelta(microseconds=1)


class Reach(StrEnum):
    """How a message comes to somebody."""

    ASKED = auto()  # they asked for it; or it is a channel's
    NEWS = auto()  # nobody asked for it
    REMINDER = auto()  # nor for this, which has no place in weeks and hours for other things
    DEADLINE = auto()  # nobody asked, but it is about a duty of their own: not counted


COUNTED = (Reach.NEWS, Reach.REMINDER)


@dataclass(frozen=True)
class Manners:
    """When, and how often, one may speak to somebody unasked.

    `allowed` gives the first moment from one on that is not in quiet hours or on a day off, nor,
    for a reminder, in a week or hour that has none.
    """

    zone: ZoneInfo
    allowed: Callable[[datetime, Reach], datetime]
    a_day: int = 1
    a_week: int = 3

    def first_moment(
        self, now: datetime, reach: Reach, said: Sequence[datetime], away: Sequence[Absence]
    ) -> datetime:
        """The first moment from now on at which it may be said: `now` itself, if that is one.

        `said` is when something was said to them that counts, in the last week.
        """
        moment = self.allowed(now, reach)
        while later := self._not_yet(moment, reach, said, away):
            moment = self.allowed(later, reach)
        return moment

    def _not_yet(
        self, moment: datetime, reach: Reach, said: Sequence[datetime], away: Sequence[Absence]
    ) -> datetime | None:
        """What must be waited for, if anything."""
        day = moment.astimezone(self.zone).date()
        if gone := [one.last_day for one in away if one.first_day <= day <= one.last_day]:
            return self._begin_of(max(gone) + timedelta(days=1))
        if reach not in COUNTED:
            return None
        if sum(self._day(one) == day for one in said) >= self.a_day:
            return self._begin_of(day + timedelta(days=1))
        week = sorted(one for one in said if moment - WEEK < one <= moment)
        return week[-self.a_week] + WEEK + A_MOMENT if len(week) >= self.a_week else None

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def _begin_of(self, day: date) -> datetime:
        return datetime.combine(day, time(), self.zone)
