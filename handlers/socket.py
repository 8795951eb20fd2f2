"""The Socket Mode connection, and leaving it without losing what is being acknowledged."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

PING_SECONDS = 5  # a silent connection is noticed after one and a half of these


class Connection(AsyncSocketModeHandler):
    """Bolt's handler, which would close at once and leave acknowledgements unsent."""

    def __init__(self, app: AsyncApp, app_token: str) -> None:
        super().__init__(app, app_token, ping_interval=PING_SECONDS)
        self._acknowledging = 0
        self._all_acknowledged = asyncio.Event()
        self._all_acknowledged.set()
        self._leaving = False

    async def handle(self, client: AsyncBaseSocketModeClient, req: SocketModeRequest) -> None:
        if self._leaving:  # unacknowledged, so Slack sends the event again
            return
        self._acknowledging += 1
        self._all_acknowledged.clear()
        try:
            await super().handle(client, req)  # type: ignore[arg-type]
        finally:
            self._acknowledging -= 1
            if not self._acknowledging:
                self._all_acknowledged.set()

    async def leave(self, within_seconds: float = 4) -> None:
        """Take nothing new, let what is under way be acknowledged, and close."""
        self._leaving = True
        with suppress(TimeoutError):
            async with asyncio.timeout(within_seconds):
                await self._all_acknowledged.wait()
        await self.close_async()  # type: ignore[no-untyped-call]


@asynccontextmanager
async def connected(app: AsyncApp, app_token: str) -> AsyncIterator[None]:
    """Hears what happens in the workspace, while the block lasts."""
    connection = Connection(app, app_token)
    try:
        await connection.connect_async()  # type: ignore[no-untyped-call]
        yield
    finally:
        await connection.leave()
