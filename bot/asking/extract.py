"""Answering without a model: the sentences of the passages that come closest."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.asking.answer import Answer, Citation, Mode, Verdict, cite
from bot.asking.focus import Focus
from bot.knowledge.analyser import tokens, word_tokens, words
from bot.knowledge.index.passage_index import Match
from bot.knowledge.sentences import sentences
from storage.passages import FoundPassage
from storage.terms import DocumentKind

# Below this support the sources do not answer: docs/decisions/0007.
ANSWERS_FROM = 0.265
NEAR_FROM = 0.12  # of strength
NEAR_SUPPORT = 0.25
AS_GOOD_AS = 0.80  # of the best passage's score; what is further away is not shown
MOST_SOURCES = 4
MOST_CHARACTERS = 300  # of one quote
LONGEST = 590  # characters of all quotes together
AS_SUPPORTED_AS = 0.5  # the passage that has most of the question
SUPPORTING = 3  # passages, one of which must have enough of the question
READ = 8  # passages that may be shown
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
        return f"{self.passage.title} {self.passage.passage.heading}"

    def is_of(self, focus: Focus) -> bool:
        """Whether it is of the place that is asked about, or speaks of it."""
        owner = self.passage.owner.name if self.passage.owner else ""
        return focus.is_of_its_place(f"{owner} {self.heading} {self.passage.passage.text}")

    def has(self, focus: Focus) -> float:
        """How much of the question it has."""
        heading = self.passage.title if self.says_what_is_missing else self.heading
        return focus.has(f"{heading} {self.passage.passage.text}")

    def is_near(self, focus: Focus) -> bool:
        """Whether it has enough in common with the question to be worth a look."""
        support = focus.support(self.heading, self.passage.passage.text)
        return self.match.strength >= NEAR_FROM or support >= NEAR_SUPPORT


def extract(question: str, found: Sequence[Found], language: str) -> Answer:
    """An answer of literal passages, or an honest 'not found' with what comes near."""
    focus = Focus(question)
    of_place = [f for f in found if f.is_of(focus)]
    telling = [f for f in of_place if not f.says_what_is_missing]
    supports = [focus.support(f.heading, f.passage.passage.text) for f in telling[:READ]]
    global LAST; LAST = max(supports[:SUPPORTING], default=0)
    if not telling or _are_silent(focus, of_place) or max(supports[:SUPPORTING]) < ANSWERS_FROM:
        near = [f for f in found if f.is_near(focus)][:MOST_NEAR]
        cited = _citations(question, near, language)
        return Answer(Verdict.NOT_FOUND, Mode.EXTRACT, "", language, near=cited)
    least, supported = AS_GOOD_AS * telling[0].match.score, AS_SUPPORTED_AS * max(supports)
    read = zip(telling, supports, strict=False)
    close = [f for f, support in read if f.match.score >= least and support >= supported]
    citations = _fitting(_citations(question, close[:MOST_SOURCES], language))
    text = "\n".join(f"{c.quote} [{n}]" for n, c in enumerate(citations, 1))
    return Answer(Verdict.ANSWER, Mode.EXTRACT, text, language, citations)


def _are_silent(focus: Focus, found: Sequence[Found]) -> bool:
    """What our pages say is missing comes first, or has more of the question than what they tell."""
    has = [(f.has(focus), f.says_what_is_missing) for f in found[:READ]]
    missing = max((share for share, is_missing in has if is_missing), default=0.0)
    told = max((share for share, is_missing in has if not is_missing), default=0.0)
    return found[0].says_what_is_missing or missing > told


def _fitting(citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """The first, and as many more as a busy person reads; the same words are told once."""
    fitting = list(citations[:1])
    for citation in citations[1:]:
        quotes = [told.quote for told in fitting]
        fits = sum(map(len, quotes)) + len(citation.quote) <= LONGEST
        if fits and citation.quote not in quotes:
            fitting.append(citation)
    return tuple(fitting)


def _citations(question: str, found: Sequence[Found], language: str) -> tuple[Citation, ...]:
    return tuple(cite(f.passage, _quote(question, f.passage.passage.text), language) for f in found)


def _quote(question: str, text: str) -> str:
    """A short passage whole, of a long one what shares most with the question."""
    return text if len(text) <= MOST_CHARACTERS else best_sentences(question, text)


def best_sentences(question: str, text: str) -> str:
    """The sentence that shares most with the question, and what goes on from it, if short."""
    asked = set(tokens(question))
    cut = sentences(text)
    if not cut:
        return text
    best = max(range(len(cut)), key=lambda n: _shared(text[cut[n].start : cut[n].end], asked))
    start, end = cut[best].start, cut[best].end
    while cut[best].goes_on and cut[best + 1].end - start <= MOST_CHARACTERS:
        best += 1
        end = cut[best].end
    return text[start:end]


def _shared(sentence: str, asked: set[str]) -> float:
    """How many of the sentence's words the question has, each by the part that is known."""
    return sum(_known(word, asked) for word in set(words(sentence)))


def _known(word: str, asked: set[str]) -> float:
    parts = list(word_tokens(word))
    return sum(part in asked for part in parts) / len(parts)
