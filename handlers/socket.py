"""Socket Mode over two connections: while Slack renews one, what happens comes over the other.

The SDK closes a connection before it opens the next. Here the next is there first, and an
acknowledgement whose own connection is gone takes the other.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress

import structlog
from aiohttp import WSMsgType
from slack_bolt.adapter.socket_mode.async_base_handler import AsyncBaseSocketModeHandler
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from bot.background import in_background
from bot.counts import ACKNOWLEDGED, RENEWALS, UNACKNOWLEDGED
from handlers.faults import CALL_FAILED, fault_of

logger = structlog.get_logger()

CONNECTIONS = 2
PING_SECONDS = 5  # a silent connection is noticed after one and a half of these
CONNECT_SECONDS = 10  # an address that Slack gave is good for a short while only
PAUSE_SECONDS = 5.0  # after a try that failed; at most, after connections that end as they begin
SHORT_SECONDS = 0.3
STILL_SENDS_SECONDS = 10  # over a connection that it wants renewed, unless Slack closes it first


class Line(SocketModeClient):
    """One session with Slack. It is never renewed in place: it is `over`, and then `ended`."""

    def __init__(
        self, app: AsyncApp, app_token: str, others: Callable[[], Sequence["Line"]]
    ) -> None:
        super().__init__(app_token, app.logger, app.client, ping_interval=PING_SECONDS)
        self._others = others
        self.over = asyncio.Event()  # Slack wants another in its place, or it is cut
        self.ended = asyncio.Event()  # nothing comes over it any more
        self.acknowledged: set[str] = set()

    async def open(self) -> None:
        opened = await self.web_client.apps_connections_open(app_token=self.app_token)
        self.wss_uri = str(opened["url"])
        async with asyncio.timeout(CONNECT_SECONDS):
            await self.connect()  # type: ignore[no-untyped-call]

    async def connect_to_new_endpoint(self, force: bool = False) -> None:
        self.over.set()

    async def monitor_current_session(self) -> None:
        """Nothing: aiohttp's heartbeat ends a silent session, and so its messages."""

    async def receive_messages(self) -> None:
        session = self.current_session
        assert session is not None  # noqa: S101 - connect() has just made it
        try:
            async for message in session:
                if message.type is WSMsgType.TEXT:
                    await self.enqueue_message(message.data)
                elif message.type is WSMsgType.PING:
                    await session.pong(message.data)
        finally:
            self.over.set()
            self.ended.set()

    async def send_message(self, message: str) -> None:
        for line in (self, *self._others()):
            if line.current_session is None:
                continue
            with suppress(ConnectionError):
                await line.current_session.send_str(message)
                return
        raise ConnectionError

    async def send_socket_mode_response(
        self, response: SocketModeResponse | dict[str, object]
    ) -> None:
        await super().send_socket_mode_response(response)
        if isinstance(response, SocketModeResponse):
            self.acknowledged.add(response.envelope_id)


class Connection(AsyncBaseSocketModeHandler):
    """Bolt at the end of a line. Bolt's own handler would leave acknowledgements unsent."""

    def __init__(
        self,
        app: AsyncApp,
        app_token: str,
        others: Callable[[], Sequence[Line]] = tuple,
    ) -> None:
        self._app = app
        self.line = self.client = Line(app, app_token, others)
        self.line.socket_mode_request_listeners.append(self.handle)
        self._acknowledging = 0
        self._all_acknowledged = asyncio.Event()
        self._all_acknowledged.set()
        self._leaving = False

    async def handle(self, client: AsyncBaseSocketModeClient, req: SocketModeRequest) -> None:
        if self._leaving:  # unacknowledged, so Slack sends the event again
            return
        came = asyncio.get_running_loop().time()
        self._acknowledging += 1
        self._all_acknowledged.clear()
        try:
            answer = await run_async_bolt_app(self._app, req)
            await send_async_response(client, req, answer, came)
        finally:
            self._count(req.envelope_id, came)
            self._acknowledging -= 1
            if not self._acknowledging:
                self._all_acknowledged.set()

    def _count(self, envelope: str, came: float) -> None:
        if envelope in self.line.acknowledged:
            self.line.acknowledged.remove(envelope)
            ACKNOWLEDGED.observe(asyncio.get_running_loop().time() - came)
        else:
            UNACKNOWLEDGED.inc()

    async def leave(self, within_seconds: float = 4) -> None:
        """Take nothing new, let what is under way be acknowledged, and close."""
        self._leaving = True
        with suppress(TimeoutError):
            async with asyncio.timeout(within_seconds):
                await self._all_acknowledged.wait()
        await self.close_async()  # type: ignore[no-untyped-call]


class Connections:
    """Two connections, each renewed by itself, that lead to one app."""

    def __init__(self, app: AsyncApp, app_token: str) -> None:
        self._app = app
        self._app_token = app_token
        self._open: list[Connection] = []
        self._fading: set[asyncio.Task[None]] = set()
        self.connected = asyncio.Event()  # once

    @property
    def up(self) -> int:
        """How many there are over which something may come."""
        return len(self._lines())

    def _lines(self) -> Sequence[Line]:
        return [one.line for one in self._open if not one.line.ended.is_set()]

    async def keep_one(self) -> None:
        """Be connected until cancelled."""
        now = asyncio.get_running_loop().time
        old, short = None, 0
        while True:
            one = await self._opened()
            began = now()
            self.connected.set()
            if old is not None:
                RENEWALS.inc()
                self._fade(old)
            await one.line.over.wait()
            short = short + 1 if now() - began < SHORT_SECONDS else 0
            if short > 1:  # there are too many of us, or Slack is not well
                await asyncio.sleep(min(PAUSE_SECONDS, 0.05 * 2**short))
            old = one

    async def _opened(self) -> Connection:
        while True:
            one = Connection(self._app, self._app_token, self._lines)
            try:
                await one.line.open()
            except (*CALL_FAILED, OSError) as error:
                await one.close_async()  # type: ignore[no-untyped-call]
                fault = fault_of(error)
                logger.warning("slack.not_connected", code=fault.code)
                asked = fault.retry_after.total_seconds() if fault.retry_after else 0
                await asyncio.sleep(max(asked, PAUSE_SECONDS))
            except BaseException:
                await one.close_async()  # type: ignore[no-untyped-call]
                raise
            else:
                self._open.append(one)
                return one

    def _fade(self, old: Connection) -> None:
        task = asyncio.create_task(self._leave_later(old))
        self._fading.add(task)  # the loop keeps only a weak reference
        task.add_done_callback(self._fading.discard)

    async def _leave_later(self, old: Connection) -> None:
        """What Slack still sends over it is taken."""
        with suppress(TimeoutError):
            async with asyncio.timeout(STILL_SENDS_SECONDS):
                await old.line.ended.wait()
        await old.leave()
        self._open.remove(old)

    async def leave(self) -> None:
        """Take nothing new on any, let what is under way be acknowledged, and close."""
        for task in list(self._fading):
            task.cancel()
        await asyncio.gather(*(one.leave() for one in self._open))


@asynccontextmanager
async def connected(app: AsyncApp, app_token: str) -> AsyncIterator[Connections]:
    """Hears what happens in the workspace, while the block lasts."""
    connections = Connections(app, app_token)
    try:
        async with AsyncExitStack() as stack:
            for _ in range(CONNECTIONS):
                await stack.enter_async_context(in_background(connections.keep_one()))
            await connections.connected.wait()
            yield connections
    finally:
        await connections.leave()
