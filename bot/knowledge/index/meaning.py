"""The meaning's side: one vector a row, and how near each is to the question's.

Vectors are held in 8 bits a number: a fourth of the memory to go through for each question, and no
answer differs that was measured (docs/decisions/0016).
"""

from collections.abc import Iterable

import numkong
import numpy as np
import structlog
from numpy.typing import NDArray

from bot.knowledge.vectors import Vector

Small = NDArray[np.int8]
BLOCK = 8192  # rows
LARGEST = 127

logger = structlog.get_logger()


class Meaning:
    """The vectors of one model, in blocks so that growing copies nothing.

    The first says how long all are: a server may have another model under the same name. One
    thread may put vectors in while any number ask.
    """

    def __init__(self, model: str) -> None:
        self.model = model
        self._dimensions = 0  # until the first
        self._blocks: list[Small] = []
        self._units = np.zeros(0, np.float32)  # what a 1 of each row means; 0: no vector

    def put(self, vectors: Iterable[tuple[int, Vector]]) -> None:
        """Give these rows their vectors; those that do not fit are passed over."""
        passed_over = 0
        for row, vector in vectors:
            self._dimensions = self._dimensions or len(vector)
            if self.fits(vector):
                self._put(row, vector)
            else:
                passed_over += 1
        if passed_over:
            logger.warning("index.vectors_do_not_fit", model=self.model, vectors=passed_over)

    def _put(self, row: int, vector: Vector) -> None:
        while row >= len(self._units):
            self._grow(len(vector))
        small, unit = _small(vector)
        self._blocks[row // BLOCK][row % BLOCK] = small
        self._units[row] = unit

    def fits(self, vector: Vector) -> bool:
        """Whether this vector is as long as the model's others."""
        return len(vector) == self._dimensions

    def _grow(self, dimensions: int) -> None:
        self._blocks.append(np.zeros((BLOCK, dimensions), np.int8))
        self._units = np.concatenate([self._units, np.zeros(BLOCK, np.float32)])

    def known(self, size: int) -> NDArray[np.bool_]:
        """Which of the first `size` rows have a vector."""
        known, units = np.zeros(size, np.bool_), self._units[:size]
        known[: len(units)] = units > 0
        return known

    def similarities(self, question: Vector, size: int) -> Vector:
        """The cosine of each of the first `size` rows, to .001; it means nothing where none is
        known."""
        small, unit = _small(question)
        near = np.zeros(size, np.float32)
        for number, block in enumerate(self._blocks):
            here = near[number * BLOCK : (number + 1) * BLOCK]
            if len(here):
                here[:] = np.asarray(numkong.cdist(small[np.newaxis], block[: len(here)], "dot"))
        units = self._units[:size]
        near[: len(units)] *= units * unit
        return near

    def to_file(self, size: int) -> tuple[Small, Vector]:
        """The first `size` rows, as far as they go, for the disk cache."""
        small = np.concatenate(self._blocks) if self._blocks else np.zeros((0, 0), np.int8)
        return small[:size], self._units[:size]

    @classmethod
    def from_file(cls, model: str, small: Small, units: Vector) -> "Meaning":
        """What `to_file` gave."""
        meaning = cls(model)
        if len(small):
            meaning._dimensions = small.shape[1]
        for start in range(0, len(small), BLOCK):
            meaning._grow(small.shape[1])
            some = small[start : start + BLOCK]
            meaning._blocks[-1][: len(some)] = some
        meaning._units[: len(units)] = units
        return meaning


def _small(vector: Vector) -> tuple[Small, np.float32]:
    """The vector in whole numbers, and what a 1 of them means."""
    unit = np.float32(max(float(np.abs(vector).max()), 1e-9) / LARGEST)
    return np.rint(vector / unit).astype(np.int8), unit
