import numpy as np

from bot.knowledge.index.meaning import Meaning
from bot.knowledge.vectors import Vector


def vector(*numbers: float) -> Vector:
    return np.array(numbers, np.float32)


def test_the_first_vector_says_how_long_all_are() -> None:
    meaning = Meaning("ord-1")

    meaning.put([(0, vector(1, 0, 0)), (1, vector(1)), (9000, vector(1, 0)), (2, vector(0, 1, 0))])

    assert meaning.known(3).tolist() == [True, False, True]
    assert not meaning.known(9001)[9000]
    assert meaning.similarities(vector(1, 0, 0), 3).round(2).tolist() == [1, 0, 0]
    assert not meaning.fits(vector(1, 0))
