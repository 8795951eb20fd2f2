"""What is told week by week ages: after half a year its source says so."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.asking.extract import Found
from storage.terms import DocumentKind

MONTHS = 6


def as_of(now: datetime, found: Sequence[Found]) -> Sequence[Found]:
    """What was found, with what it is at that moment."""
    oldest = half_a_year_before(now.date())
    return [_outdated(one) if _is_older(one, oldest) else one for one in found]


def half_a_year_before(day: date) -> str:
    """To compare dates with: that there is no 31 February does not matter."""
    months = day.year * 12 + day.month - 1 - MONTHS
    return f"{months // 12:04}-{months % 12 + 1:02}-{day.day:02}"


def _is_older(found: Found, oldest: str) -> bool:
    is_status = found.passage.kind is DocumentKind.STATUS
    return is_status and (found.passage.passage.date or oldest) < oldest


def _outdated(found: Found) -> Found:
    return replace(found, passage=replace(found.passage, is_outdated=True))
