"""A model on a server: what it is asked, and what the call cost.

openai takes a third of the time that the command needs to start; who has no server does without.
"""

from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

Message = Mapping[str, str]


class ModelFailed(Exception):
    """The server cannot be reached, refuses, is too slow, or answers nonsense."""


@dataclass
class Spent:
    """Tokens of one call; the server says so at the end, if it does. A refused call costs none."""

    prompt: int = 0
    completion: int = 0
    is_known: bool = False

    @property
    def tokens(self) -> int | None:
        return self.prompt + self.completion if self.is_known else None


class Model(Protocol):
    """What embeds and writes."""

    async def embed(self, model: str, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        """Each text's vector, in order. Raises ModelFailed."""

    def write(
        self,
        model: str,
        messages: Sequence[Message],
        schema: Mapping[str, Any],
        *,
        most_tokens: int,
        seconds: float,
        spent: Spent,
    ) -> AsyncGenerator[str]:
        """What the model writes, piece by piece; JSON of that schema, if it obeys.

        `seconds` is how long it may be silent: a small machine may read for minutes. A server that
        knows no schemas is asked without. Raises ModelFailed, also for an end that comes too early.
        """

    async def close(self) -> None:
        """Let go of its connections."""


def on_server(base_url: str | None, key: str) -> Model:
    """The models of a server by its address and key; both are settings."""
    from bot.llm.server import Server  # noqa: PLC0415 - see above

    return Server(base_url, key)
