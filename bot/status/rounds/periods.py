"""The period that a municipality's status is about, by how often it wants to be asked."""

from datetime import date

from bot.delivery.recurrence import DAY, week_of
from storage.rounds import Rhythm
from storage.terms import Cadence


def period_of(rhythm: Rhythm, day: date) -> str | None:
    """`2026-W49`: a week, or the first of two; `2026-12`. None: nobody is asked.

    A status that is told on any day of the period is the status of it.
    """
    match rhythm.cadence:
        case Cadence.WEEKLY:
            return week_of(day)
        case Cadence.FORTNIGHTLY:
            since = _monday(rhythm.since)
            weeks = (_monday(day) - since).days // 7
            return week_of(_monday(day) - weeks % 2 * 7 * DAY)
        case Cadence.MONTHLY:
            return f"{day:%Y-%m}"
        case Cadence.NEVER:
            return None


def told_period(rhythm: Rhythm, day: date) -> str:
    """As `period_of`; where nobody is asked, what is told is about its week."""
    return period_of(rhythm, day) or week_of(day)


def _monday(day: date) -> date:
    return day - day.weekday() * DAY
