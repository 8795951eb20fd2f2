"""Sources that tell one thing differently: 34 actions on one page, 32 on another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from bot.asking.claims.numbers import Numbers, numbers_in
from bot.knowledge.analyser import tokens, words
from bot.knowledge.places import places_in
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
    def amounts(self) -> Mapping[str, Sequence[float]]:
        """What is counted -> how many: its own number first, others' may stand further on."""
        counted: dict[str, list[float]] = {}
        for amount in self.numbers.amounts:
            if thing := amount.unit or _thing(self.quote[amount.at :]):
                counted.setdefault(thing, []).append(amount.value)
        return counted

    def is_of_the_same(self, other: Self) -> bool:
        """Whether both are one municipality's, or name the same."""
        here, there = places_in(self.quote), places_in(other.quote)
        if here and there:
            return here == there
        return self.found.owner is not None and self.found.owner == other.found.owner


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
    """Whether they count the same thing of the same place for the same years, and differ."""
    if one.source == other.source or not one.is_of_the_same(other):
        return False
    if one.years != other.years or _alike(one.quote, other.quote) < ALIKE:
        return False
    here, there = one.amounts, other.amounts
    return any(_differ(here[thing], there[thing]) for thing in here.keys() & there.keys())


def _differ(here: Sequence[float], there: Sequence[float]) -> bool:
    return here[0] != there[0] and set(here) != set(there)


def _alike(one: str, other: str) -> float:
    here, there = (_words(text) for text in (one, other))
    return len(here & there) / min(len(here), len(there)) if here and there else 0.0


def _words(text: str) -> set[str]:
    return {token for token in tokens(text) if not token.isdigit()}


def _thing(after: str) -> str | None:
    """The word that follows a number."""
    return next((word for word in words(after) if word.isalpha()), None)
