"""What of a passage is shown: its own words, and no more than a busy person reads."""

from collections.abc import Sequence

from bot.asking.answer import Citation, cite
from bot.asking.asked_for import question_proper
from bot.knowledge.analyser import tokens, word_tokens, words
from bot.knowledge.sentences import sentences
from storage.passages import FoundPassage

MOST_CHARACTERS = 350  # of one quote
LISTED = "- "
LONGEST = 590  # characters of all quotes together


def citations(question: str, found: Sequence[FoundPassage], language: str) -> tuple[Citation, ...]:
    return tuple(
        cite(passage, quote(question, passage.passage.text), language) for passage in found
    )


def fitting(citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """The first, and as many more as a busy person reads; the same words are told once."""
    fitting = list(citations[:1])
    for citation in citations[1:]:
        quotes = [told.quote for told in fitting]
        fits = sum(map(len, quotes)) + len(citation.quote) <= LONGEST
        if fits and citation.quote not in quotes:
            fitting.append(citation)
    return tuple(fitting)


def quote(question: str, text: str) -> str:
    """A short passage whole, of a long one or a list what shares most with the question."""
    is_short = len(text) <= MOST_CHARACTERS and not text.startswith(LISTED)
    return text if is_short else best_sentences(question, text).removeprefix(LISTED)


def best_sentences(question: str, text: str) -> str:
    """The line with the sentence that shares most with the question; where that is long, the
    sentence and what goes on from it."""
    asked = set(tokens(question_proper(question)))
    cut = sentences(text)
    if not cut:
        return text
    shared = [_shared(text[one.start : one.end], asked) for one in cut]
    first = last = best = shared.index(max(shared))
    while first and cut[first - 1].goes_on:
        first -= 1
    while cut[last].goes_on and cut[last + 1].end - cut[best].start <= MOST_CHARACTERS:
        last += 1
    is_short = cut[last].end - cut[first].start <= MOST_CHARACTERS
    return text[cut[first if is_short else best].start : cut[last].end]


def _shared(sentence: str, asked: set[str]) -> float:
    """How many of the sentence's words the question has, each by the part that is known."""
    return sum(_known(word, asked) for word in set(words(sentence)))


def _known(word: str, asked: set[str]) -> float:
    parts = list(word_tokens(word))
    return sum(part in asked for part in parts) / len(parts)
