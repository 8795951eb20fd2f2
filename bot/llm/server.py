"""The model's server, over openai. Nobody else imports it."""

from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from contextlib import aclosing
from typing import Any

from openai import APIStatusError, APITimeoutError, AsyncOpenAI, OpenAIError, RateLimitError

from bot.llm import Message, ModelFailed, Spent

SECONDS = 30.0  # for a call that embeds; openai's own default is 600
BATCH = 64  # texts in one call
NO_SCHEMA = (400, 404, 415, 422)  # what servers say that know no JSON schema
FINISHED = "stop"


class Server:
    """A Model by its server's address and key."""

    def __init__(self, base_url: str | None, key: str) -> None:
        self._client = AsyncOpenAI(base_url=base_url, api_key=key, timeout=SECONDS, max_retries=0)
        self._knows_schemas = True

    async def embed(self, model: str, texts: Sequence[str]) -> Sequence[Sequence[float]]:
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

    async def write(
        self,
        model: str,
        messages: Sequence[Message],
        schema: Mapping[str, Any],
        *,
        most_tokens: int,
        seconds: float,
        spent: Spent,
    ) -> AsyncGenerator[str]:
        asked: dict[str, Any] = {
            "model": model,
            "messages": list(messages),
            "max_tokens": most_tokens,
            "timeout": seconds,
        }
        if self._knows_schemas:
            try:
                async with aclosing(self._stream(asked | _form(schema), spent)) as pieces:
                    async for piece in pieces:
                        yield piece
                return
            except _SchemaUnknown:
                self._knows_schemas = False
        async with aclosing(self._stream(asked, spent)) as pieces:
            async for piece in pieces:
                yield piece

    async def _stream(self, asked: Mapping[str, Any], spent: Spent) -> AsyncGenerator[str]:
        try:
            stream = await self._client.chat.completions.create(
                **asked, temperature=0, stream=True, stream_options={"include_usage": True}
            )
            async with stream:
                async for piece in _pieces(stream, spent):
                    yield piece
        except RateLimitError as error:
            spent.is_known = True
            raise ModelFailed("rate limited") from error
        except APITimeoutError as error:
            raise ModelFailed("too slow") from error
        except APIStatusError as error:
            if error.status_code in NO_SCHEMA and "response_format" in asked:
                raise _SchemaUnknown from error
            spent.is_known = True
            raise ModelFailed(f"http {error.status_code}") from error
        except (OpenAIError, ValueError, AttributeError, TypeError) as error:
            raise ModelFailed(type(error).__name__) from error  # a page that is no stream, too

    async def close(self) -> None:
        await self._client.close()


class _SchemaUnknown(Exception):
    """The server does not take our form. Never shown."""


def _form(schema: Mapping[str, Any]) -> dict[str, Any]:
    told = {"name": "answer", "strict": True, "schema": schema}
    return {"response_format": {"type": "json_schema", "json_schema": told}}


async def _pieces(stream: AsyncIterator[Any], spent: Spent) -> AsyncIterator[str]:
    """The words of each chunk. A stream that is cut may end without an error."""
    ended = None
    async for chunk in stream:
        if chunk.usage:
            spent.prompt, spent.completion = (
                chunk.usage.prompt_tokens,
                chunk.usage.completion_tokens,
            )
            spent.is_known = True
        if chunk.choices:
            if chunk.choices[0].delta.refusal:
                raise ModelFailed("refused")
            if piece := chunk.choices[0].delta.content:
                yield piece
            ended = chunk.choices[0].finish_reason or ended
    if ended != FINISHED:
        raise ModelFailed(f"ended by {ended}")
