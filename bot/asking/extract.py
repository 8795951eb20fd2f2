"""Answering without a model: the sentences of the passages that come closest."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.asking.answer import Answer, Mode, Verdict, cite
from bot.asking.conflicts import Told, newest_first
from bot.asking.focus import Focus
from bot.asking.glossary import definition, tells_something
from bot.asking.quoting import citations, fitting, quote
from bot.knowledge.index.passage_index import Match
from bot.knowledge.sentences import sentences
from storage.passages import FoundPassage
from storage.terms import DocumentKind

# Below this support the sources do not answer: docs/decisions/0007.
ANSWERS_FROM = 0.20
NEAR_FROM = 0.12  # of strength
NEAR_SUPPORT = 0.15
CHANCE = 0.7  # of its support what a passage keeps that has one word of the question by chance
AS_GOOD_AS = 0.65  # of the best passage's score; what is further away is not shown
MOST_SOURCES = 4
AS_SUPPORTED_AS = 0.5  # the passage that has most of the question
READ = 8  # passages that may be shown, one of which must have enough of the question
BY_WORDS = 3  # what a share of the question's words counts against the score of search
MOST_NEAR = 3  # sources that are shown where none answers
MISSING = "Det fremgår ikke af kilderne"  # the heading on starter pages


@dataclass(frozen=True)
class Found:
    """A passage and how well it matched."""

    match: Match
    passage: FoundPassage

    @property
    def says_what_is_missing(self) -> bool:
        """A starter page tells what its sources are silent about: that is no answer."""
        is_ours = self.passage.kind is DocumentKind.STARTER
        return is_ours and self.passage.passage.heading == MISSING

    @property
    def heading(self) -> str:
        """The title too; that something is missing says nothing of what."""
        return self.passage.title if self.says_what_is_missing else self.passage.subject

    @property
    def text(self) -> str:
        return self.passage.passage.text

    def is_of(self, focus: Focus) -> bool:
        """Whether it is of the place that is asked about, or speaks of it."""
        owner = self.passage.owner.name if self.passage.owner else ""
        return focus.is_of_its_place(f"{owner} {self.heading} {self.text}")

    def support(self, focus: Focus, is_unknown: bool = False) -> float:
        """How far it answers; one shared word is little where another is unknown to all of them:
        "Hvad er hovedstaden i Portugal?" finds Region Hovedstaden."""
        is_chance = is_unknown and focus.hardly_has(f"{self.heading} {self.text}")
        return (CHANCE if is_chance else 1.0) * focus.support(self.heading, self.text)

    def nearness(self, focus: Focus) -> float:
        """How close it comes to the question; what is missing, by the sentence that comes closest,
        for each is of something else."""
        if not self.says_what_is_missing:
            return BY_WORDS * focus.has(f"{self.heading} {self.text}") + self.match.score
        cut = [f"{self.heading} {self.text[s.start : s.end]}" for s in sentences(self.text)]
        of_it = [one for one in cut if focus.is_of_its_place(one)]
        near = [BY_WORDS * focus.has(one) + focus.asks_alike(one) for one in of_it]
        return max(near) + self.match.score if near else 0.0

    def is_near(self, focus: Focus) -> bool:
        """Whether it has enough in common with the question to be worth a look."""
        return self.match.strength >= NEAR_FROM or self.support(focus) >= NEAR_SUPPORT


def extract(question: str, found: Sequence[Found], language: str) -> Answer:
    """An answer of literal passages, or an honest 'not found' with what comes near."""
    focus = Focus(question)
    answering = _answering(focus, [f for f in found if f.is_of(focus)])
    told = _defined(question, found[:READ]) or [
        Told(f.passage, quote(question, f.text)) for f in answering
    ]
    told = [one for one in told if tells_something(question, one.quote)]
    if not told:
        near = [f.passage for f in found if f.is_near(focus)][:MOST_NEAR]
        cited = citations(question, near, language)
        return Answer(Verdict.NOT_FOUND, Mode.EXTRACT, "", language, near=cited)
    disputed = newest_first(told)
    cited = fitting([cite(one.found, one.quote, language) for one in disputed or told])
    text = "\n".join(f"{c.quote} [{n}]" for n, c in enumerate(cited, 1))
    is_told_twice = disputed is not None and len(cited) > 1
    verdict = Verdict.CONFLICT if is_told_twice else Verdict.ANSWER
    scopes = frozenset(one.found.scope for one in told)
    return Answer(verdict, Mode.EXTRACT, text, language, cited, scopes=scopes)


def _defined(question: str, found: Sequence[Found]) -> Sequence[Told]:
    """What a glossary says of the thing that is asked about."""
    lines = ((f, definition(question, f.text)) for f in found)
    return [Told(f.passage, line) for f, line in lines if line]


def _answering(focus: Focus, found: Sequence[Found]) -> Sequence[Found]:
    """The passages that answer, best first; none where the sources are silent."""
    telling = [f for f in found if not f.says_what_is_missing][:READ]
    least = AS_GOOD_AS * telling[0].match.score if telling else 0.0
    is_unknown = focus.nowhere(f"{f.heading} {f.text}" for f in found)
    close = [(f.support(focus, is_unknown), f) for f in telling if f.match.score >= least]
    most = max((support for support, _ in close), default=0.0)
    if most < ANSWERS_FROM or _are_silent(focus, found):
        return []
    supported = [(f.match.score + s, f) for s, f in close if s >= AS_SUPPORTED_AS * most]
    best = sorted(supported, key=lambda one: one[0], reverse=True)
    return [f for _, f in best[:MOST_SOURCES]]


def _are_silent(focus: Focus, found: Sequence[Found]) -> bool:
    """Whether what our pages miss comes first, or closer to the question than what they tell."""
    told = [f.nearness(focus) for f in found[:READ] if not f.says_what_is_missing]
    missing = [f.nearness(focus) for f in found if f.says_what_is_missing]
    is_closer = max(missing, default=0.0) > max(told, default=0.0)
    return found[0].says_what_is_missing or is_closer
