"""The meaning's side: one vector a row, and how near each is to the question's."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]
BLOCK = 8192  # rows


class Meaning:
    """The vectors of one model, in blocks so that growing copies nothing."""

    def __init__(self, model: str) -> None:
        self.model = model
        self._blocks: list[Vector] = []
        self._known = np.zeros(0, np.bool_)

    def put(self, vectors: Iterable[tuple[int, Vector]]) -> None:
        """Give these rows their vectors. Raises ValueError for one of another length."""
        for row, vector in vectors:
            while row >= len(self._known):
                self._grow(len(vector))
            self._blocks[row // BLOCK][row % BLOCK] = vector
            self._known[row] = True

    def _grow(self, dimensions: int) -> None:
        self._blocks.append(np.zeros((BLOCK, dimensions), np.float32))
        self._known = np.concatenate([self._known, np.zeros(BLOCK, np.bool_)])

    def known(self, size: int) -> NDArray[np.bool_]:
        """Which of the first `size` rows have a vector."""
        known = np.zeros(size, np.bool_)
        known[: len(self._known)] = self._known[:size]
        return known

    def nearness(self, question: Vector, size: int) -> Vector:
        """The cosine of each of the first `size` rows; it means nothing where none is known."""
        near = np.zeros(size, np.float32)
        for number, block in enumerate(self._blocks):
            here = near[number * BLOCK : (number + 1) * BLOCK]
            np.dot(block[: len(here)], question, out=here)
        return near

    def vectors(self, size: int) -> Vector:
        """The vectors of the first `size` rows, as far as they go, for the disk cache."""
        if not self._blocks:
            return np.zeros((0, 0), np.float32)
        return np.concatenate(self._blocks)[:size]

    @classmethod
    def from_file(cls, model: str, vectors: Vector, known: NDArray[np.bool_]) -> "Meaning":
        """What `vectors` and `known` gave."""
        meaning = cls(model)
        for start in range(0, len(vectors), BLOCK):
            meaning._grow(vectors.shape[1])
            some = vectors[start : start + BLOCK]
            meaning._blocks[-1][: len(some)] = some
        meaning._known[: len(vectors)] = known[: len(vectors)]
        return meaning
