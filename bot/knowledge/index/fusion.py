"""Words and meaning together: scores are added, not ranks (docs/decisions/0016)."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.knowledge.index.meaning import Vector
from bot.knowledge.index.rows import Mask
from bot.knowledge.index.words import Hits

CANDIDATES = 200  # of each side; more changes nothing that was measured


@dataclass(frozen=True)
class Fused:
    """Rows, best first; their scores and their words' strengths, each from 0 to 1."""

    rows: NDArray[np.int64]
    scores: NDArray[np.float32]
    strengths: NDArray[np.float32]


def fuse(hits: Hits, nearness: Vector | None, allowed: Mask, limit: int) -> Fused:
    """The best rows by both sides; by words alone where there is no nearness.

    A side's scores are spread over 0 to 1 among all that may be found. The words count by the root
    of how much of the question the best passage has: of a question in another language that is
    little, and then meaning decides.
    """
    words = np.zeros(len(allowed), np.float32)
    if len(hits.rows):
        trust = math.sqrt(float(hits.scores[0]) / hits.most)
        words[hits.rows] = trust * hits.scores / hits.scores[0]
    strengths = np.zeros(len(allowed), np.float32)
    strengths[hits.rows] = hits.scores / max(hits.most, 1e-9)
    meaning = words if nearness is None else _spread(nearness, allowed, words)
    rows = _candidates(hits, None if nearness is None else meaning, allowed)
    scores = (words[rows] + meaning[rows]) / 2
    order = np.lexsort((rows, -scores))[:limit]
    best = rows[order]
    return Fused(best, scores[order].astype(np.float32), strengths[best])


def _spread(nearness: Vector, allowed: Mask, words: Vector) -> Vector:
    """Nearness over 0 to 1; a row without a vector yet is taken at its words."""
    seen = allowed & ~np.isnan(nearness)
    if not seen.any():
        return words
    low, high = nearness[seen].min(), nearness[seen].max()
    spread = (nearness - low) / max(high - low, np.float32(1e-6))
    return np.where(seen, spread, words)


def _candidates(hits: Hits, meaning: Vector | None, allowed: Mask) -> NDArray[np.int64]:
    """The best of each side that may be found; nothing else can come out on top."""
    found = hits.rows[allowed[hits.rows]]
    if meaning is None:
        return found
    open_rows = np.flatnonzero(allowed)
    if len(open_rows) > CANDIDATES:
        nearest = np.argpartition(-meaning[open_rows], CANDIDATES)[:CANDIDATES]
        open_rows = open_rows[nearest]
    return np.union1d(found, open_rows)
