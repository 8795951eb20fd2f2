"""Embeddings from any server that speaks OpenAI's language."""

from collections.abc import Sequence

import numpy as np

from bot.knowledge.embedding.embedder import EmbeddingFailed
from bot.knowledge.vectors import Vector
from bot.llm import Model, ModelFailed


class RemoteEmbedder:
    """Asks the server; `name` is the model's, so that another server with the same is the same."""

    def __init__(self, model: Model, name: str) -> None:
        self.name = name
        self._model = model

    async def question(self, text: str) -> Vector:
        [vector] = await self.passages([text])
        return vector

    async def passages(self, texts: Sequence[str]) -> Sequence[Vector]:
        try:
            made = await self._model.embed(self.name, texts)
        except ModelFailed as error:
            raise EmbeddingFailed(str(error)) from error
        return [_unit(np.asarray(vector, np.float32)) for vector in made]


def _unit(vector: Vector) -> Vector:
    """Cosines are compared, and not every server's vectors have length 1."""
    length = float(np.linalg.norm(vector))
    return vector / np.float32(length) if length > 0 else vector
