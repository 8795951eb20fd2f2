"""Dates as people write them."""

import re
from datetime import date, datetime, time

from babel.dates import format_date, format_datetime, format_skeleton, format_time

LOCALES = {"da": "da_DK", "en": "en_GB"}
TIMES = {"da": "H.mm", "en": "HH:mm"}
MOMENTS = {"da": "d. MMM 'kl.' H.mm", "en": "d MMM, HH:mm"}


def is_source_date(known: str) -> bool:
    """Whether this is a date as sources have them: 2020, 2020-12 or 2020-12-16."""
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", known):
        return False
    year, month, day = (*(int(part) for part in known.split("-")), 1, 1)[:3]
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def source_date(known: str, language: str) -> str:
    """A source's date, only as exact as it is known: 2020, 2020-12 or 2020-12-16."""
    locale = LOCALES[language]
    parts = [int(part) for part in known.split("-")]
    match parts:
        case [year]:
            return str(year)
        case [year, month]:
            return str(format_skeleton("yMMMM", date(year, month, 1), locale=locale))
        case _:
            return str(format_date(date(*parts), "long", locale=locale))


def named_day(day: date, language: str) -> str:
    """A day with its weekday: mandag den 30. november 2026, Monday 30 November 2026."""
    return str(format_date(day, "full", locale=LOCALES[language]))


def moment(local: datetime, language: str) -> str:
    """A day and a time of day, as a list has them: 30. nov. kl. 8.31."""
    return str(format_datetime(local, MOMENTS[language], locale=LOCALES[language]))


def weekday(number: int, language: str) -> str:
    """A weekday, counted from Monday, 0: mandag, Monday."""
    return str(format_date(date(2024, 1, 1 + number), "EEEE", locale=LOCALES[language]))


def time_of_day(clock: time, language: str) -> str:
    """9.00, 09:00."""
    return str(format_time(clock, TIMES[language], locale=LOCALES[language]))
