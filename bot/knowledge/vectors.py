"""Vectors as they are computed with, and as the database keeps them."""

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]


def encode(vector: Vector) -> bytes:
    """16-bit floats, little-endian."""
    return vector.astype("<f2").tobytes()


def decode(kept: bytes) -> Vector:
    """What `encode` gave, to the precision of 16 bits."""
    return np.frombuffer(kept, "<f2").astype(np.float32)
