"""A model's server on loopback: it speaks as OpenAI's does, and does what a test wants."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

PIECE = 12  # characters in one chunk
Messages = Sequence[Mapping[str, str]]


@dataclass
class Behaviour:
    """How the next answers come. `cut` and `stall` are after so many chunks."""

    status: int = 200
    before: float = 0.0  # seconds until the first chunk
    between: float = 0.0
    cut: int | None = None
    reset: int | None = None
    stall: int | None = None
    page: bool = False
    refuses: bool = False
    ends: str = "stop"
    knows_schemas: bool = True


@dataclass
class ModelServer:
    """Answers with what `reply` makes of the messages."""

    reply: Callable[[Messages], str]
    behaviour: Behaviour = field(default_factory=Behaviour)
    asked: list[dict[str, Any]] = field(default_factory=list)
    address: str = ""
    prompt: int = 900  # tokens, as it says at the end

    async def complete(self, request: web.Request) -> web.StreamResponse:
        asked = await request.json()
        self.asked.append(asked)
        how = self.behaviour
        if how.status != 200 or ("response_format" in asked and not how.knows_schemas):
            status = how.status if how.status != 200 else 400
            return web.json_response({"error": {"message": "no", "code": "no"}}, status=status)
        if how.page:
            return web.Response(text="<html>Velkommen</html>", content_type="text/html")
        await asyncio.sleep(how.before)
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        text = self.reply(asked["messages"])
        pieces = [text[at : at + PIECE] for at in range(0, len(text), PIECE)]
        for number, piece in enumerate(pieces):
            if number == how.cut:
                return response
            if number == how.reset and request.transport:
                request.transport.abort()
                return response
            if number == how.stall:
                await asyncio.sleep(60)
            delta = {"refusal": "no"} if how.refuses else {"content": piece}
            await _send(response, {"choices": [{"index": 0, "delta": delta}]})
            await asyncio.sleep(how.between)
        await _send(response, {"choices": [{"index": 0, "delta": {}, "finish_reason": how.ends}]})
        usage = {"prompt_tokens": self.prompt, "completion_tokens": 80}
        usage["total_tokens"] = sum(usage.values())
        await _send(response, {"choices": [], "usage": usage})
        await response.write(b"data: [DONE]\n\n")
        return response


async def _send(response: web.StreamResponse, chunk: Mapping[str, Any]) -> None:
    told = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", **chunk}
    await response.write(f"data: {json.dumps(told)}\n\n".encode())


@asynccontextmanager
async def model_server(reply: Callable[[Messages], str]) -> AsyncIterator[ModelServer]:
    server = ModelServer(reply)
    app = web.Application()
    app.router.add_post("/v1/chat/completions", server.complete)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server.address = f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
    try:
        yield server
    finally:
        await runner.cleanup()


def passages(messages: Messages) -> Sequence[Mapping[str, Any]]:
    """The passages that the model was given."""
    lines = messages[-1]["content"].split("\n")
    return [json.loads(line) for line in lines if line.startswith("{")]


def answer(verdict: str, *claims: tuple[str, int, str]) -> str:
    told = [{"text": text, "passage": number, "quote": quote} for text, number, quote in claims]
    return json.dumps({"verdict": verdict, "claims": told}, ensure_ascii=False)
