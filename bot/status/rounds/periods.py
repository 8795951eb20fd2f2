"""The period that a municipality's status is about, by how often it wants to be asked."""

import re
from datetime import date

from babel.dates import format_date, get_month_names

from bot.delivery.recurrence import DAY, week_of
from prompts import text
from prompts.dates import LOCALES
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
        case Cadence.MONTHLY | Cadence.MILESTONES:
            return f"{day:%Y-%m}"
        case Cadence.NEVER:
            return None


def told_period(rhythm: Rhythm, day: date) -> str:
    """As `period_of`; where nobody is asked, what is told is about its week."""
    return period_of(rhythm, day) or week_of(day)


def names_month(timeline: str, today: date) -> bool:
    """`2026-12`, `december 2026`, `15.12.2026`, `4. kvartal 2026`."""
    months = {get_month_names("wide", locale=locale)[today.month] for locale in LOCALES.values()}
    quarter = (today.month + 2) // 3
    named = "|".join(sorted(months))
    ways = (
        rf"{today.year}-{today.month:02}(?!\d)",
        rf"(?:{named}) {today.year}",
        rf"(?<!\d)0?{today.month}[./]{today.year}",
        rf"(?:{quarter}\. ?kvartal|[qk]{quarter}) {today.year}",
    )
    return re.search("|".join(ways), timeline.casefold()) is not None


def period_name(period: str, language: str) -> str:
    """`2026-W49` is uge 49, `2026-12` is december."""
    year, _, rest = period.partition("-")
    if rest.startswith("W"):
        return text("status.week", language, week=int(rest.removeprefix("W")))
    return str(format_date(date(int(year), int(rest), 1), "LLLL", locale=LOCALES[language]))


def _monday(day: date) -> date:
    return day - day.weekday() * DAY
