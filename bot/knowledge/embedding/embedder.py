"""What embeds texts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.knowledge.vectors import Vector


class EmbeddingFailed(Exception):
    """No vectors came; what needed them goes on without, or tries again later."""


class Embedder(Protocol):
    """A model that gives texts vectors of length 1. `name` is kept beside each vector."""

    @property
    def name(self) -> str: ...

    async def question(self, text: str) -> Vector:
        """The vector of a question. Raises EmbeddingFailed."""
        ...

    async def passages(self, texts: Sequence[str]) -> Sequence[Vector]:
        """The vectors of passages, in order. Raises EmbeddingFailed."""
        ...


@dataclass(frozen=True)
class Embedders:
    """The embedder that the settings ask for, and those that older vectors may be from."""

    wanted: Embedder | None = None
    others: Callable[[str], Embedder | None] = lambda name: None

    def named(self, model: str) -> Embedder | None:
        """The embedder of this model, if we can have it."""
        if self.wanted is not None and self.wanted.name == model:
            return self.wanted
        return self.others(model)


NO_EMBEDDERS = Embedders()


def embedded_text(title: str, heading: str, text: str) -> str:
    """What of a passage is embedded: it stands under its title and heading."""
    return ". ".join(part for part in (title, heading, text) if part)
