"""The model's server. Nobody else imports openai."""

from collections.abc import Sequence

from openai import AsyncOpenAI, OpenAIError

SECONDS = 30.0  # for one call; openai's own default is 600
BATCH = 64  # texts in one call


class ModelFailed(Exception):
    """The server cannot be reached, refuses, or answers nonsense."""


class Model:
    """A server by its address and key; both are settings."""

    def __init__(self, base_url: str | None, key: str) -> None:
        self._client = AsyncOpenAI(base_url=base_url, api_key=key, timeout=SECONDS, max_retries=0)

    async def embed(self, model: str, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        """Each text's vector, in order. Raises ModelFailed."""
        made: list[Sequence[float]] = []
        for start in range(0, len(texts), BATCH):
            made += await self._embed(model, texts[start : start + BATCH])
        return made

    async def _embed(self, model: str, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        try:
            answer = await self._client.embeddings.create(
                model=model, input=list(texts), encoding_format="float"
            )
        except (OpenAIError, ValueError) as error:
            raise ModelFailed(type(error).__name__) from error
        made = getattr(answer, "data", None) or ()  # a page that is no JSON comes as its text
        if len(made) != len(texts):
            raise ModelFailed("another number of vectors than of texts")
        return [one.embedding for one in sorted(made, key=lambda one: one.index)]

    async def close(self) -> None:
        await self._client.close()
