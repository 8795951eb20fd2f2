"""Passages made to be searched: rows, words and meaning kept in step. Knows no database."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from threading import Lock

import tantivy

from bot.knowledge.index.fusion import CANDIDATES, Similarities, fuse
from bot.knowledge.index.meaning import Meaning
from bot.knowledge.index.rows import Mask, Rows
from bot.knowledge.index.within import ANYTHING, Bounds, Within, bounds
from bot.knowledge.index.words import Hits, Words
from bot.knowledge.vectors import Vector
from storage.passages import FoundPassage
from storage.terms import Viewer


@dataclass(frozen=True)
class Match:
    """A passage that was found.

    `score` is of words and meaning together, 0 to 1, and says nothing across questions. `strength`
    is the share of the question's words, by weight, that the passage has: it can be held against
    other questions' (0 to 1).
    """

    passage: int
    score: float
    strength: float


@dataclass(frozen=True)
class Question:
    """What is searched for: its text, and its vector by one model."""

    text: str
    model: str | None = None
    vector: Vector | None = None


class PassageIndex:
    """One writer at a time; any number may search meanwhile, each seeing a whole state of the
    passages. Vectors are seen as soon as they come.

    Everything here computes or reads files, and belongs into a thread.
    """

    def __init__(self, words: Words, rows: Rows | None = None) -> None:
        self.words = words
        self.rows = rows or Rows()
        self._swapping = Lock()
        self.meaning: Meaning | None = None  # none: words alone

    def change(self, removed: Collection[int], added: Sequence[FoundPassage]) -> None:
        """Take documents out and put passages in."""
        new = [(self.rows.add(found), found) for found in added]
        self.words.write(removed, new)
        with self._swapping:
            self.words.show()
            self.rows.swap(removed, [(found.document, row) for row, found in new])

    def snapshot(self, viewer: Viewer, within: Within = ANYTHING) -> "Snapshot":
        """What the viewer may find now, whatever changes meanwhile."""
        kept_to = bounds(viewer, within)
        with self._swapping:
            view, allowed = self.words.view(), self.rows.allowed(kept_to)
        return Snapshot(self, view, kept_to, allowed)

    def search(
        self, viewer: Viewer, question: Question, limit: int, within: Within = ANYTHING
    ) -> Sequence[Match]:
        """The best passages that the viewer may see, best first."""
        snapshot = self.snapshot(viewer, within)
        return snapshot.best(snapshot.by_words(question.text), question, limit)

    def lacking(self, meaning: Meaning) -> Sequence[str]:
        """The hashes of what may be found and has no vector yet."""
        alive = self.rows.column("alive")
        without = alive & ~meaning.known(len(alive))
        return [self.rows.hashes[row] for row in without.nonzero()[0]]


@dataclass(frozen=True)
class Snapshot:
    """One search, in the two steps that may run side by side with embedding the question."""

    index: PassageIndex
    view: tantivy.Searcher
    kept_to: Bounds
    allowed: Mask

    def by_words(self, text: str) -> Hits:
        """The first step needs the words alone."""
        hits = self.index.words.search(self.view, text, self.kept_to, CANDIDATES)
        found = self.allowed[hits.rows]
        return Hits(hits.rows[found], hits.scores[found], hits.max_score)

    def best(self, hits: Hits, question: Question, limit: int) -> Sequence[Match]:
        """The best by words and meaning, best first; nothing for a text without words."""
        if not hits.max_score:
            return []
        fused = fuse(hits, self._nearness(question), limit)
        ids = self.index.rows.column("id")[fused.rows]
        return [
            Match(int(id), float(score), float(strength))
            for id, score, strength in zip(ids, fused.scores, fused.strengths, strict=True)
        ]

    def _nearness(self, question: Question) -> Similarities | None:
        meaning = self.index.meaning
        if meaning is None or question.vector is None or meaning.model != question.model:
            return None  # words alone, until both go by the same model
        if not meaning.fits(question.vector):
            return None
        size = len(self.allowed)
        seen = self.allowed & meaning.known(size)  # first, since vectors come meanwhile
        return Similarities(meaning.similarities(question.vector, size), seen)
