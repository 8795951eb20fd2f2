"""Numbers as people write them."""

from babel.numbers import format_decimal

from prompts.dates import LOCALES


def number(value: int, language: str) -> str:
    """`1.000.000` in Danish, `1,000,000` in English."""
    return str(format_decimal(value, locale=LOCALES[language]))


WORDS = {
    "da": "én to tre fire fem seks syv otte ni ti elleve tolv".split(),
    "en": "one two three four five six seven eight nine ten eleven twelve".split(),
}


def in_words(value: int, language: str) -> str:
    """From one to twelve as a word, otherwise in figures."""
    words = WORDS[language]
    return words[value - 1] if 1 <= value <= len(words) else number(value, language)
