"""What a question is about, and how much of that a passage has.

A passage that answers is of the place, speaks of the things, and has what is asked for: an amount
of money, a date, a number. How that was chosen: docs/decisions/0007.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.asking.asked_for import (
    asked_for,
    asks_alike,
    asks_for_money,
    asks_for_now,
    asks_of_oneself,
    asks_who,
    beside_numbers,
    is_how_many,
    names_in,
    of_what,
    question_proper,
)
from bot.asking.demands import Demand
from bot.asking.manner import MANNER, PASSING
from bot.knowledge.analyser import word_tokens, words
from bot.knowledge.concepts import things
from bot.knowledge.places import places_in, without_places

ASKED = 1.5  # weight of what is asked for; other words have 1
LITTLE = 0.5  # part of it that counts where a word says little: new, long, people
SPARE = 2  # words that no passage has: half of a short question is less than half of a long one
DOUBT = 0.7  # the part that counts where a name is missing, or the question is of today
NOBODY = 1.5  # doubts, where "who is chair?" finds no chair
OF_ONESELF = 0.85  # of its support a passage keeps where the asker asks what to do
NOWHERE = 0.2  # of a word's parts, and less: a text does not have it
ENOUGH = 2  # words of a question that a text should have where another is nowhere
WITHOUT = 0.3  # of its support a passage keeps that lacks what is asked for
ALIKE = 0.3  # what counts beside words where what is missing is of the kind that is asked for
NOW = 0.6  # and where both are of today
SAME = 0.5  # of a word's parts, to be the same word in another form
BEGINNING = 4  # letters that two compounds have in common
HEAD = 3  # letters of what a compound ends in
_ENDING = re.compile(r"(?:ernes?|erns|enes?|e[nrts]|e|s)$")


@dataclass(frozen=True)
class Focus:
    """A question's places, what it asks for, and the words that say what it is about."""

    question: str

    @cached_property
    def places(self) -> frozenset[str]:
        return places_in(self.question)

    @cached_property
    def weights(self) -> Mapping[str, float]:
        """What the question is about, word by word; what is asked for weighs more.

        What is said around the question counts only where the question tells nothing.
        """
        said = _telling(self._proper) or _telling(self.question)
        return {word: self._weight(word) for word in said}

    def _weight(self, word: str) -> float:
        asked = ASKED if word == self.asked_thing else 1.0
        return asked * LITTLE if word in PASSING else asked

    @cached_property
    def asked_thing(self) -> str | None:
        """What is asked for: mostly what follows the question word."""
        said = _telling(of_what(without_places(self._proper)))
        return said[0] if said else None

    @cached_property
    def counted(self) -> str | None:
        """What "how many" asks for; money is counted in kroner."""
        if not is_how_many(self._proper) or asks_for_money(self._proper):
            return None
        said = words(of_what(without_places(self._proper)))
        return next(filter(str.isalpha, said), None)

    @cached_property
    def role(self) -> Sequence[str]:
        """What "who" is or does."""
        asked = self.asked_thing
        return [asked] if asked and asked in self.weights and asks_who(self._proper) else []

    @cached_property
    def is_of_now(self) -> bool:
        return asks_for_now(self._proper)

    @cached_property
    def names(self) -> Sequence[str]:
        """Names of other things than places."""
        return [name for name in names_in(without_places(self._proper)) if name in self.weights]

    @cached_property
    def _proper(self) -> str:
        return question_proper(self.question)

    @cached_property
    def asked_for(self) -> re.Pattern[str] | None:
        return asked_for(self._proper)

    @cached_property
    def demands(self) -> Sequence[Demand]:
        """What a passage must show besides."""
        return list(Demand.of(self._proper))

    def is_of_its_place(self, text: str) -> bool:
        """Whether a text is of the place that is asked about; any is, where none is named."""
        return not self.places or bool(self.places & places_in(text))

    def support(self, heading: str, text: str) -> float:
        """How far a passage answers, 0 to 1: what it has, less where it lacks what is asked for,
        or a name, or whoever is asked for, or where the question is of today."""
        shares = self._shares(f"{heading} {text}")
        doubts: float = self.is_of_now + any(shares[name] < SAME for name in self.names)
        doubts += NOBODY * any(shares[role] < SAME for role in self.role)
        told = 1.0 if self._tells_what_is_asked_for(text) else WITHOUT
        met: float = math.prod(demand.worth(f"{heading} {text}") for demand in self.demands)
        asker = OF_ONESELF if asks_of_oneself(self._proper) else 1.0
        doubt: float = DOUBT**doubts
        return told * met * asker * doubt * self._weighed(shares)

    def nowhere(self, texts: Iterable[str]) -> bool:
        """Whether some of what it is about is in none of the texts."""
        all_shares = [self._shares(text) for text in texts]
        return any(
            max((shares[word] for shares in all_shares), default=0.0) < NOWHERE
            for word in self._solid
        )

    def hardly_has(self, text: str) -> bool:
        """Whether a text has a single word of what it is about; its place is one."""
        shares = self._shares(text)
        return sum(shares[word] >= SAME for word in self._solid) + bool(self.places) < ENOUGH

    @cached_property
    def _solid(self) -> Sequence[str]:
        return [word for word in self.weights if word not in PASSING]

    def asks_alike(self, missing: str) -> float:
        """How far what our pages say is missing is the kind of thing that is asked for."""
        is_now = self.is_of_now and asks_for_now(missing)
        return ALIKE * asks_alike(self._proper, missing) + NOW * is_now

    def has(self, text: str) -> float:
        """How much of what is asked about a text has, 0 to 1."""
        return self._weighed(self._shares(text))

    def _shares(self, text: str) -> Mapping[str, float]:
        said = words(text)
        tokens = {token for word in said for token in word_tokens(word)}
        known = {thing for word in said for thing in things(word)}
        return {word: _share(word, tokens, known) for word in self.weights}

    def _weighed(self, shares: Mapping[str, float]) -> float:
        total = sum(weight * shares[word] for word, weight in self.weights.items())
        return total / (sum(self.weights.values()) + SPARE)

    def _tells_what_is_asked_for(self, text: str) -> bool:
        if self.asked_for is not None and not self.asked_for.search(text):
            return False
        counted = self.counted
        return counted is None or any(_is_counted(counted, word) for word in beside_numbers(text))


def _telling(text: str) -> Sequence[str]:
    said = words(without_places(text))
    return [word for word in said if word not in MANNER and len(word) > 1]


def _share(word: str, tokens: set[str], known: set[int]) -> float:
    """How much of a word a text has: all where it speaks of the same thing."""
    if things(word) & known:
        return 1.0
    parts = list(word_tokens(word))
    return sum(part in tokens for part in parts) / len(parts)


def _is_counted(word: str, other: str) -> bool:
    """Whether both are one word in two forms, or two words for one thing; a compound that only
    begins alike is another thing: høringssvar and høringen, vindmøller and vindenergi."""
    if _is_compound_of_another_head(word, other):
        return False
    return _share(word, set(word_tokens(other)), set(things(other))) >= SAME


def _is_compound_of_another_head(word: str, other: str) -> bool:
    is_long = len(word) > BEGINNING + HEAD
    return is_long and word[:BEGINNING] == other[:BEGINNING] and _head(word) != _head(other)


def _head(word: str) -> str:
    """The end of a Danish compound says what it is."""
    return _ENDING.sub("", word)[-HEAD:]
