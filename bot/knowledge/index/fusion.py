"""Words and meaning together: scores are added, not ranks (docs/decisions/0016)."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.knowledge.index.rows import Mask
from bot.knowledge.index.words import Hits
from bot.knowledge.vectors import Vector

CANDIDATES = 200  # of each side; more changed nothing that was measured
WORDS_WEIGHT = 1.0  # against meaning's 1; make bench chooses it anew on halves of the questions
Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Similarities:
    """How near each row's vector is to the question's, and which rows have one that may be
    found."""

    cosines: Vector
    seen: Mask


@dataclass(frozen=True)
class Fused:
    """Rows, best first; their scores and their words' strengths, each from 0 to 1."""

    rows: Numbers
    scores: Vector
    strengths: Vector


def fuse(hits: Hits, similarities: Similarities | None, limit: int) -> Fused:
    """The best rows by both sides; by words alone where there are none.

    A side's scores are spread over 0 to 1 among all that may be found. The words count by the root
    of how much of the question the best passage has: of a question in another language that is
    little, and then meaning decides. A row without a vector yet is taken at its words.
    """
    rows = np.sort(hits.rows)
    if similarities is not None:
        rows = np.union1d(rows, _nearest(similarities))
    bm25 = np.zeros(len(rows), np.float32)
    bm25[np.searchsorted(rows, hits.rows)] = hits.scores
    strengths = bm25 / np.float32(max(hits.max_score, 1e-9))
    words = _spread_words(bm25, hits)
    meaning = words if similarities is None else _spread(similarities, rows, words)
    scores = (WORDS_WEIGHT * words + meaning).astype(np.float32)
    best = np.lexsort((rows, -scores))[:limit]
    return Fused(rows[best], scores[best], strengths[best])


def _spread_words(bm25: Vector, hits: Hits) -> Vector:
    if not len(hits.rows):
        return bm25
    top = float(hits.scores.max())
    return (bm25 * np.float32(math.sqrt(top / hits.max_score) / top)).astype(np.float32)


def _spread(similarities: Similarities, rows: Numbers, words: Vector) -> Vector:
    low = similarities.cosines.min(where=similarities.seen, initial=np.inf)
    high = similarities.cosines.max(where=similarities.seen, initial=-np.inf)
    spread = (similarities.cosines[rows] - low) / max(high - low, np.float32(1e-6))
    return np.where(similarities.seen[rows], spread, words).astype(np.float32)


def _nearest(similarities: Similarities) -> Numbers:
    """The nearest rows that may be found; nothing farther can come out on top."""
    seen = np.flatnonzero(similarities.seen)
    farther = max(0, len(seen) - CANDIDATES)
    if not farther:
        return seen
    return seen[np.argpartition(similarities.cosines[seen], farther)[farther:]]
