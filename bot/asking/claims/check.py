"""The check of a claim against its quote, by code alone.

It rather drops a true claim than lets a false one stand: what is dropped is said shorter, what is
false is passed on.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from bot.asking.claims.markup import carries_markup
from bot.asking.claims.numbers import DATE_WORDS, Amount, Numbers, Year, numbers_in
from bot.asking.claims.order import follow, is_turned
from bot.asking.claims.wording import (
    is_another_direction,
    is_another_state,
    is_denied_otherwise,
    says_more,
    shown,
)
from bot.asking.language import language_of
from bot.hidden import without_hidden
from bot.knowledge.analyser import word_tokens, words
from bot.knowledge.concepts import things
from bot.knowledge.places import places_in, without_places
from bot.knowledge.sentences import sentences
from storage.passages import FoundPassage

Known = TypeVar("Known")
CONTENT_WORDS = 5  # of a quote: fewer mean nothing by themselves
KNOWN = 0.5  # of a claim's words that its quote must have
KNOWN_ABROAD = 0.3  # where claim and quote are in different languages
UNKNOWN = 2  # of them in a row that its quote may lack
_BETWEEN = re.compile(r";|\n|,\s+(?:mens|men|og|while|but|and)\s|\s(?:og|mens|men|and|while|but)\s")
_SAME = str.maketrans({"–": "-", "—": "-", "‑": "-", "“": '"', "”": '"', "’": "'"})


@dataclass(frozen=True)
class Claim:
    """One sentence of an answer, with the words of a passage that it rests on."""

    text: str
    passage: int
    quote: str


class Weakness(StrEnum):
    """Why a claim does not stand."""

    NO_PASSAGE = "of a passage that was not given"
    TOO_LONG = "longer than a sentence"
    TOO_MANY = "one more than are shown"
    QUESTION = "a question"
    MARKUP = "more than words: an address, a mention, markup or something hidden"
    NOT_THERE = "the quote is not in the passage"
    TOO_SHORT = "the quote says too little"
    NUMBER = "another number, unit or year"
    DATE = "another date"
    PLACE = "another municipality"
    NEGATION = "denied in one and not in the other"
    STATE = "planned, done and maybe mixed up"
    DIRECTION = "up instead of down"
    MORE = "more than the quote says"
    UNRELATED = "about something else"


def weakness(claim: Claim, found: FoundPassage) -> Weakness | None:
    """Why a claim does not stand in the passage that it quotes; None: it stands."""
    if carries_markup(claim.text):
        return Weakness.MARKUP
    if "?" in claim.text:
        return Weakness.QUESTION
    if not is_quoted(claim.quote, found.passage.text):
        return Weakness.NOT_THERE
    if not _means_something(claim.quote, found):
        return Weakness.TOO_SHORT
    said = [claim.text[s.start : s.end] for s in sentences(claim.text)]
    reasons = (_of_sentence(sentence, claim.quote, found) for sentence in said)
    return next(filter(None, reasons), None if said else Weakness.UNRELATED)


def is_quoted(quote: str, text: str) -> bool:
    """Whether a text has the quote letter for letter, by whole words and numbers."""
    whole = rf"(?<!\w)(?<!\d[.,]){re.escape(_plain(quote))}(?![.,]?\w)"
    return bool(_plain(quote)) and re.search(whole, _plain(text)) is not None


def literal(quote: str, text: str) -> str:
    """The quote less the full stop that a model sets where it stops and the text goes on."""
    shorter = quote.rstrip(" .…")
    return shorter if is_quoted(shorter, text) and not is_quoted(quote, text) else quote


def _means_something(quote: str, found: FoundPassage) -> bool:
    """Five words of content, or whole cells of a table from the beginning of their row."""
    if len(set(words(quote))) >= CONTENT_WORDS:
        return True
    told = _plain(quote).rstrip(";")
    rows = map(_plain, found.passage.text.split("\n")) if found.passage.cells else ()
    return "; " in told and any(f"{row};".startswith(f"{told};") for row in rows)


def _of_sentence(said: str, quote: str, found: FoundPassage) -> Weakness | None:
    """One sentence against the sentence of the quote that is most like it."""
    passage = found.passage
    about = found.subject
    nearest = _nearest(said, quote)
    asked, told = shown(said), shown(nearest)
    checks = (
        (Weakness.PLACE, _is_of_another_place(said, nearest, quote, found)),
        (Weakness.DATE, _has_another_date(said, quote, passage.date or "")),
        (Weakness.NUMBER, _has_another_number(said, quote, about, passage.date or "")),
        (Weakness.NEGATION, is_denied_otherwise(asked, told)),
        (Weakness.STATE, is_another_state(asked, told)),
        (Weakness.DIRECTION, is_another_direction(asked, told)),
        (Weakness.MORE, says_more(asked, told)),
        (Weakness.UNRELATED, not _is_related(said, quote, about)),
    )
    return next((reason for reason, weak in checks if weak), None)


def _nearest(said: str, quote: str) -> str:
    """The sentence of a quote that shares most with what is said."""
    told = [quote[s.start : s.end] for s in sentences(quote)] or [quote]
    mine = {token for word in words(said) for token in word_tokens(word)}
    return max(told, key=lambda one: len(mine & {t for w in words(one) for t in word_tokens(w)}))


def _is_of_another_place(said: str, nearest: str, quote: str, found: FoundPassage) -> bool:
    """A sentence that names no place is of its document's."""
    owner = found.owner.name if found.owner else ""
    of_document = places_in(f"{found.title} {found.passage.heading} {owner}")
    told = places_in(nearest) or places_in(quote) or of_document
    return not places_in(said) <= told


def _has_another_date(said: str, quote: str, date: str) -> bool:
    mine, theirs = numbers_in(said), numbers_in(f"{quote} {date}")
    months = {month.lower()[:3] for month in DATE_WORDS.findall(said)}
    told = {month.lower()[:3] for month in DATE_WORDS.findall(quote)}
    known = {_ALIKE.get(month, month) for month in told} | _month_of(date)
    return not (mine.days <= theirs.days and {_ALIKE.get(m, m) for m in months} <= known)


_ALIKE = {"mar": "mar", "maj": "may", "okt": "oct"}
_SHORT = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _month_of(date: str) -> set[str]:
    return {_SHORT[int(date[5:7]) - 1]} if len(date) >= 7 else set()


def _has_another_number(said: str, quote: str, about: str, date: str) -> bool:
    """What stands in title, heading and date counts where the quote has nothing of its kind."""
    mine, theirs = numbers_in(said), numbers_in(quote)
    beside = numbers_in(f"{about}. {date}")
    if not follow(mine.years, theirs.years or beside.years):
        return True
    if not all(_stands(amount, theirs.amounts or beside.amounts) for amount in mine.amounts):
        return True
    return is_turned(said, mine.amounts, quote, theirs.amounts) or any(
        _is_paired_otherwise(amount, said, mine, quote, theirs) for amount in mine.amounts
    )


def _stands(amount: Amount, others: Sequence[Amount]) -> bool:
    return any(
        amount.value == other.value and amount.unit in (None, other.unit) for other in others
    )


def _is_paired_otherwise(
    amount: Amount, said: str, mine: Numbers, quote: str, theirs: Numbers
) -> bool:
    """Whether an amount is told of another year or place than in the quote."""
    years, places = _beside(amount.at, said, mine.years), places_in(_around(amount.at, said))
    same = [other for other in theirs.amounts if other.value == amount.value]
    fits = (
        _fits(years, _beside(other.at, quote, theirs.years))
        and _fits(places, places_in(_around(other.at, quote)))
        for other in same
    )
    return bool(same) and not any(fits)


def _fits(mine: frozenset[Known], theirs: frozenset[Known]) -> bool:
    return not theirs or mine <= theirs


def _beside(at: int, text: str, years: Sequence[Year]) -> frozenset[tuple[int, bool]]:
    """The years in the same part of a sentence."""
    start, end = _part(at, text)
    return frozenset((year.value, year.base) for year in years if start <= year.at < end)


def _around(at: int, text: str) -> str:
    start, end = _part(at, text)
    return text[start:end]


def _part(at: int, text: str) -> tuple[int, int]:
    """Where the part of a sentence begins and ends that stands around a place in it."""
    cuts = sorted(
        {0, len(text)}
        | {found.end() for found in _BETWEEN.finditer(text)}
        | {sentence.end for sentence in sentences(text)}
    )
    start = max(cut for cut in cuts if cut <= at)
    return start, min((cut for cut in cuts if cut > at), default=len(text))


def _is_related(said: str, quote: str, about: str) -> bool:
    """Whether the quote, with its title and heading, speaks of what is said."""
    mine = [w for w in words(without_places(said)) if not w.isdigit()]
    if not mine:
        return True
    told = words(f"{quote} {about}")
    tokens = {token for word in told for token in word_tokens(word)}
    known = {thing for word in told for thing in things(word)}
    shares = list(_shares(mine, tokens, known))
    share = sum(shares) / len(shares)
    if language_of(said, "da") != language_of(quote, "da"):
        return share >= KNOWN_ABROAD
    return share >= KNOWN and _longest_unknown(shares) <= UNKNOWN


def _longest_unknown(shares: Sequence[float]) -> int:
    """Words in a row that the quote does not have: a true beginning may carry anything with it."""
    return max(len(run) for run in "".join("?" if s <= 0.5 else " " for s in shares).split(" "))


def _shares(said: Sequence[str], tokens: set[str], known: set[int]) -> Iterator[float]:
    for word in said:
        parts = list(word_tokens(word))
        share = sum(part in tokens for part in parts) / len(parts)
        yield 1.0 if things(word) & known else share


def _plain(text: str) -> str:
    """A text in which only what it says counts, not how it is set."""
    seen = without_hidden(unicodedata.normalize("NFC", text))
    return " ".join(seen.translate(_SAME).casefold().split())
