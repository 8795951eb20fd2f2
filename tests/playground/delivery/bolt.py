"""Plain Bolt apps, written as Bolt's documentation writes them."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from playground import Playground
from playground.delivery.socket_mode import SocketMode


async def authorize() -> AuthorizeResult:
    return AuthorizeResult(
        enterprise_id=None,
        team_id="T0DK2020",
        bot_token="xoxb-playground",
        bot_user_id="U0KLIMABOT",
    )


class Example:
    """Answers mentions, takes a command, refuses a modal; notes every event that it got."""

    def __init__(self, playground: Playground, http: aiohttp.ClientSession) -> None:
        client = AsyncWebClient(base_url=f"{playground.address}/api/", session=http)
        self.app = AsyncApp(client=client, authorize=authorize)
        self.events: list[dict[str, Any]] = []
        self.retries: list[str | None] = []

        @self.app.event("app_mention")
        async def mention(body: dict[str, Any], request: Any, say: Any) -> None:
            self.events.append(body)
            self.retries.append((request.headers.get("x-slack-retry-num") or [None])[0])
            await say("Hej", thread_ts=body["event"]["ts"])

        @self.app.command("/klima")
        async def klima(ack: Any) -> None:
            await ack("Modtaget")


@asynccontextmanager
async def over_sockets(playground: Playground, app: AsyncApp) -> AsyncIterator[Any]:
    """The app, connected as `AsyncSocketModeHandler(app, token).start_async()` connects it."""
    handler = AsyncSocketModeHandler(app, "xapp-playground")
    await handler.connect_async()  # type: ignore[no-untyped-call]
    await sockets(playground).connected.wait()
    try:
        yield handler
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]


def sockets(playground: Playground) -> SocketMode:
    [socket] = playground.sockets.values()
    return socket


async def until(condition: Callable[[], Any], within: float = 15.0) -> None:
    async with asyncio.timeout(within):
        while not condition():
            await asyncio.sleep(0.01)
