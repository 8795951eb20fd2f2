"""Numbers as people write them."""

from babel.numbers import format_decimal

from prompts.dates import LOCALES


def number(value: int, language: str) -> str:
    """`1.000.000` in Danish, `1,000,000` in English."""
    return str(format_decimal(value, locale=LOCALES[language]))
