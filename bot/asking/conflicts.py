"""Sources that tell one thing differently: 34 actions on one page, 32 on another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from bot.asking.claims.numbers import Numbers, numbers_in
from bot.knowledge.analyser import tokens, words
from storage.passages import FoundPassage

ALIKE = 0.5  # the share of their words that two sentences about one thing have in common


@dataclass(frozen=True)
class Told:
    """What is quoted of a passage."""

    found: FoundPassage
    quote: str

    @property
    def source(self) -> tuple[int, str | None]:
        return self.found.document, self.found.passage.url

    @property
    def numbers(self) -> Numbers:
        return numbers_in(self.quote)

    @property
    def years(self) -> frozenset[tuple[int, bool]]:
        return frozenset((year.value, year.base) for year in self.numbers.years)

    @property
    def amounts(self) -> Mapping[str, frozenset[float]]:
        """What is counted -> how many."""
        counted: dict[str, frozenset[float]] = {}
        for amount in self.numbers.amounts:
            if thing := amount.unit or _thing(self.quote[amount.at :]):
                counted[thing] = counted.get(thing, frozenset()) | {amount.value}
        return counted


def newest_first(found: Sequence[Told]) -> Sequence[Told] | None:
    """Sources that disagree, in the order of their dates, undated last; then the others.

    None where what comes first is undisputed.
    """
    at_odds = [one for one in found if any(_disagree(one, other) for other in found)]
    if found[0] not in at_odds:
        return None
    dated = sorted(at_odds, key=lambda told: told.found.passage.date or "", reverse=True)
    return [*dated, *(one for one in found if one not in at_odds)]


def _disagree(one: Told, other: Told) -> bool:
    """Whether they count the same thing of the same owner for the same years, and differ."""
    owner = one.found.owner
    if one.source == other.source or owner is None or owner != other.found.owner:
        return False
    if one.years != other.years or _alike(one.quote, other.quote) < ALIKE:
        return False
    here, there = one.amounts, other.amounts
    return any(here[thing].isdisjoint(there[thing]) for thing in here.keys() & there.keys())


def _alike(one: str, other: str) -> float:
    here, there = (_words(text) for text in (one, other))
    return len(here & there) / min(len(here), len(there)) if here and there else 0.0


def _words(text: str) -> set[str]:
    return {token for token in tokens(text) if not token.isdigit()}


def _thing(after: str) -> str | None:
    """The word that follows a number."""
    return next((word for word in words(after) if word.isalpha()), None)
