"""Dates as people write them."""

from datetime import date

from babel.dates import format_date, format_skeleton

LOCALES = {"da": "da_DK", "en": "en_GB"}


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
