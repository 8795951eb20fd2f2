"""Answering without a model: the sentences of the passages that come closest."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.asking.answer import Answer, Citation, Mode, Verdict, cite
from bot.knowledge.analyser import tokens, word_tokens, words
from bot.knowledge.index.passage_index import Match
from bot.knowledge.sentences import sentences
from storage.passages import FoundPassage
from storage.terms import DocumentKind

# Below this share of what a passage could score, the sources do not answer: docs/decisions/0007.
ANSWERS_FROM = 0.37
NEAR_FROM = 0.12
AS_GOOD_AS = 0.70  # of the best passage's score; what is further away is not shown
MOST_SOURCES = 3
MISSING = "Det fremgår ikke af kilderne"  # the heading on starter pages
MOST_CHARACTERS = 300  # of one quote


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


def extract(question: str, found: Sequence[Found], language: str) -> Answer:
    """An answer of literal sentences, or an honest 'not found' with what comes near."""
    strongest = max((f.match.strength for f in found), default=0)
    if strongest < ANSWERS_FROM or found[0].says_what_is_missing:
        near = [f for f in found if f.match.strength >= NEAR_FROM][:MOST_SOURCES]
        return Answer(
            Verdict.NOT_FOUND, Mode.EXTRACT, "", language, near=_citations(question, near, language)
        )
    least = AS_GOOD_AS * found[0].match.score
    close = [f for f in found if f.match.score >= least and not f.says_what_is_missing]
    citations = _citations(question, close[:MOST_SOURCES], language)
    text = "\n".join(f"{c.quote} [{n}]" for n, c in enumerate(citations, 1))
    return Answer(Verdict.ANSWER, Mode.EXTRACT, text, language, citations)


def _citations(question: str, found: Sequence[Found], language: str) -> tuple[Citation, ...]:
    return tuple(
        cite(f.passage, best_sentences(question, f.passage.passage.text), language) for f in found
    )


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
