"""The starter pages' vectors come with the bot: they are found by meaning from the first minute.

`make vectors` makes them anew when the pages or the model have changed; a test says when.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from bot.knowledge.vectors import Vector

FILE = Path(__file__).parents[1] / "starter" / "vectors.npz"


def key(text: str) -> bytes:
    """What a text's vector is found by."""
    return hashlib.sha256(text.encode("utf-8", "replace")).digest()


def ready_made(model: str) -> Mapping[bytes, Vector]:
    """Vectors by their texts' keys; none for another model than they were made with."""
    if not FILE.exists():
        return {}
    with np.load(FILE) as kept:
        if str(kept["model"]) != model:
            return {}
        keys = [row.tobytes() for row in kept["keys"]]
        return dict(zip(keys, kept["vectors"].astype(np.float32), strict=True))
