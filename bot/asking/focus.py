"""What a question is about, and how much of that a passage has.

A passage that answers is of the place, speaks of the things, and has what is asked for: an amount
of money, a date, a number. How that was chosen: docs/decisions/0007.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.asking.asked_for import asked_for
from bot.knowledge.analyser import word_tokens, words
from bot.knowledge.concepts import things
from bot.knowledge.places import places_in, without_places

WITHOUT = 0.3  # of its support a passage keeps that lacks what is asked for
# Words that say how something is asked, not what.
_MANNER = frozenset(
    "kommune kommuner kommunen kommunerne municipality municipalities klima climate co2 sige siger"
    " ved vide gerne lige egentlig nu today now currently really actually please tak hjælp".split()
)


@dataclass(frozen=True)
class Focus:
    """A question's places, and the words that say what it is about."""

    question: str

    @cached_property
    def places(self) -> frozenset[str]:
        return places_in(self.question)

    @cached_property
    def words(self) -> Sequence[str]:
        said = words(without_places(self.question))
        return [word for word in said if word not in _MANNER and len(word) > 1]

    @cached_property
    def asked_for(self) -> re.Pattern[str] | None:
        return asked_for(self.question)

    def is_of_its_place(self, text: str) -> bool:
        """Whether a text is of the place that is asked about; any is, where none is named."""
        return not self.places or bool(self.places & places_in(text))

    def support(self, heading: str, text: str) -> float:
        """How much of what is asked about a passage has, 0 to 1."""
        said = words(f"{heading} {text}")
        tokens = {token for word in said for token in word_tokens(word)}
        known = {thing for word in said for thing in things(word)}
        shares = [_share(word, tokens, known) for word in self.words]
        share = sum(shares) / len(shares) if shares else 0.0
        return share if self.asked_for is None or self.asked_for.search(text) else WITHOUT * share


def _share(word: str, tokens: set[str], known: set[int]) -> float:
    """How much of a word a text has: all where it speaks of the same thing."""
    if things(word) & known:
        return 1.0
    parts = list(word_tokens(word))
    return sum(part in tokens for part in parts) / len(parts)
