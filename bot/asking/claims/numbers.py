"""The numbers of a text: years with their part in it, dates, and amounts with their unit.

`46 pct.` and `46 percent` are one amount; `i 2030` and `i forhold til 2017` are two kinds of year.
"""

import re
from dataclasses import dataclass

from bot.asking.language import language_of

_MONTHS = (
    "januar|january|jan", "februar|february|feb", "marts|march|mar", "april|apr", "maj|may",
    "juni|june|jun", "juli|july|jul", "august|aug", "september|sept|sep", "oktober|october|okt|oct",
    "november|nov", "december|dec",
)  # fmt: skip
_MONTH = {name: n for n, names in enumerate(_MONTHS, 1) for name in names.split("|")}
_ANY_MONTH = "|".join(sorted(_MONTH, key=len, reverse=True))
_DAY = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:\.|st|nd|rd|th)?\s+(?:of\s+)?({_ANY_MONTH})\b"
    rf"|\b({_ANY_MONTH})\s+(\d{{1,2}})(?:st|nd|rd|th)?(?!\d)",
    re.IGNORECASE,
)
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)")
_YEAR = re.compile(r"(?<![\w.,])((?:1[89]|20|21)\d\d)(?![\d]|[.,]\d)")
_BASE = re.compile(
    r"(?:i forhold til|ift\.?|sammenlignet med|siden|fra|end i|basisår(?:et)?|udgangspunkt i"
    r"|compared (?:to|with)|relative to|than in|from|since|base year|baseline(?: of)?|against)"
    r"(?:\s+(?:året|niveauet i|the|year|level in|levels? of))*\s*$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\w.,])(\d{1,3}(?:[.,\u00a0 ]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?)(?!\d)")
_THOUSANDS = re.compile(r"[.,\u00a0 ](?=\d{3}(?!\d))")
_WORDS = {
    "da": "to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten",
    "en": "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen",
}
_WORD_NUMBERS = {
    language: {word: float(n) for n, word in enumerate(words.split(), 2)}
    for language, words in _WORDS.items()
}
_UNITS = (
    ("percent", r"%|pct\b|procent|per ?cent"),
    ("thousand million", r"mia\b|milliard|billion"),
    ("million", r"mio\b|million"),
    ("kroner", r"kr\b|kroner|dkk"),
    ("tonne", r"tons?\b|tonnes?\b"),
    ("hectare", r"ha\b|hektar|hectare"),
    ("watt", r"[kmg]w\b"),
    ("watt hour", r"[kmgt]wh\b"),
    ("kilometre", r"km\b|kilomet"),
    ("metre", r"m\b|met(?:er|re)"),
    ("year", r"år\b|years?\b"),
    ("person", r"mennesker|personer|indbyggere|borgere|people|inhabitants|residents|citizens"),
)
_UNIT = [(name, re.compile(r"[\s\u00a0]*(?:" + how + ")", re.IGNORECASE)) for name, how in _UNITS]
DATE_WORDS = re.compile(rf"\b(?:{_ANY_MONTH})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Amount:
    """A number that is no year; `unit` is None where we know none. `at` is where it stands."""

    value: float
    unit: str | None
    at: int


@dataclass(frozen=True)
class Year:
    """A year: `base` says that something is compared with it."""

    value: int
    base: bool
    at: int


@dataclass(frozen=True)
class Numbers:
    amounts: tuple[Amount, ...]
    years: tuple[Year, ...]
    days: frozenset[tuple[int, int]]  # day and month


def numbers_in(text: str) -> Numbers:
    """Every number of a text, in order."""
    days = {_day(found) for found in _DAY.finditer(text)}
    days |= {(int(found[3]), int(found[2])) for found in _ISO.finditer(text)}
    rest = _ISO.sub(lambda found: found[1].ljust(len(found[0])), text)
    rest = _DAY.sub(lambda found: " " * len(found[0]), rest)
    years = tuple(
        Year(int(found[1]), bool(_BASE.search(rest[: found.start()])), found.start())
        for found in _YEAR.finditer(rest)
        if _unit(rest[found.end() :]) is None
    )
    standing = {year.at for year in years}
    amounts = [
        Amount(_value(found[1]), _unit(rest[found.end() :]), found.start())
        for found in _NUMBER.finditer(rest)
        if found.start() not in standing
    ]
    amounts += _told_in_words(rest)
    return Numbers(tuple(sorted(amounts, key=lambda a: a.at)), years, frozenset(days))


def _day(found: re.Match[str]) -> tuple[int, int]:
    day, month = (found[1], found[2]) if found[1] else (found[4], found[3])
    return int(day), _MONTH[month.lower()]


def _value(number: str) -> float:
    return float(_THOUSANDS.sub("", number).replace(",", "."))


def _unit(after: str) -> str | None:
    return next((name for name, how in _UNIT if how.match(after)), None)


def _told_in_words(text: str) -> list[Amount]:
    known = _WORD_NUMBERS[language_of(text, "da")]
    return [
        Amount(known[word[0].lower()], _unit(text[word.end() :]), word.start())
        for word in re.finditer(r"\w+", text)
        if word[0].lower() in known
    ]
