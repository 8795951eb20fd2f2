"""Socket Mode: an app's own connections, over which envelopes reach it."""

import asyncio
import itertools
from collections.abc import Mapping
from contextlib import suppress
from secrets import token_hex
from typing import Any
from uuid import uuid4

from aiohttp import WSMsgType, web

from playground.clocks import SlackTime
from playground.delivery.envelope import Envelope, Kind, NotAcknowledged
from playground.json_text import NotJson, read_json
from playground.refused import Refused

ACKNOWLEDGE_WITHIN = 3.0  # seconds; docs.slack.dev, apis/events-api and bolt-python acknowledge
MOST_CONNECTIONS = 10  # docs.slack.dev, apis/events-api/using-socket-mode
FAREWELL = 1.0  # seconds for a goodbye
LASTS = 18_060  # seconds until Slack would renew a connection, as it says in its hello
TICKET_LIVES = 30.0  # seconds to come to the address that apps.connections.open gave; ours


class SocketMode:
    """The connections of one app, whichever workspaces it is in."""

    def __init__(self, app_id: str, time: SlackTime) -> None:
        self._app_id = app_id
        self._time = time
        self._connections: list[web.WebSocketResponse] = []
        self._wires: dict[web.WebSocketResponse, asyncio.BaseTransport | None] = {}
        self._turn = itertools.count()
        self._waiting: dict[str, asyncio.Future[Any]] = {}
        self._tickets: dict[str, float] = {}
        self.connected = asyncio.Event()

    @property
    def connections(self) -> int:
        return len(self._connections)

    def ticket(self) -> str:
        """Lets one connection in, soon."""
        ticket = token_hex(16)
        self._tickets[ticket] = self._time.now()
        return ticket

    async def hold(self, request: web.Request, ticket: str) -> web.WebSocketResponse:
        """Serve one connection until it closes. Raises Refused for a ticket used or too old."""
        given = self._tickets.pop(ticket, None)
        if given is None or self._time.now() - given > TICKET_LIVES:
            raise Refused("invalid_ticket")
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        if len(self._connections) >= MOST_CONNECTIONS:
            await socket.send_json(_goodbye("too_many_websockets"))
            await socket.close()
            return socket
        self._connections.append(socket)
        self._wires[socket] = request.transport
        try:
            await socket.send_json(self._hello())
            self.connected.set()
            await self._listen(socket)
        finally:
            self._forget(socket)
            self._wires.pop(socket, None)
        return socket

    def _hello(self) -> dict[str, Any]:
        return {
            "type": "hello",
            "num_connections": len(self._connections),
            "connection_info": {"app_id": self._app_id},
            "debug_info": {"host": "applink-1", "approximate_connection_time": LASTS},
        }

    async def _listen(self, socket: web.WebSocketResponse) -> None:
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                with suppress(NotJson, AttributeError):  # Slack, too, takes no notice of those
                    self._acknowledge(read_json(message.data))

    def _forget(self, socket: web.WebSocketResponse) -> None:
        with suppress(ValueError):
            self._connections.remove(socket)
        if not self._connections:
            self.connected.clear()

    def _acknowledge(self, reply: Mapping[str, Any]) -> None:
        waiting = self._waiting.pop(str(reply.get("envelope_id")), None)
        if waiting is not None and not waiting.done():
            waiting.set_result(reply.get("payload"))

    async def send(self, envelope: Envelope) -> Any:
        """Send over one of the connections; which, the app cannot know."""
        if not self._connections:
            raise NotAcknowledged("connection_failed")
        id_ = str(uuid4())
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[id_] = answer
        socket = self._connections[next(self._turn) % len(self._connections)]
        try:
            await socket.send_json(_body(envelope, id_))
            return await within(self._time, ACKNOWLEDGE_WITHIN, answer)
        except ConnectionError as error:
            raise NotAcknowledged("connection_failed") from error
        finally:
            self._waiting.pop(id_, None)

    def cut(self, number: int) -> None:
        """One connection is gone, without a word; the oldest is number 0."""
        wire = self._wires.get(self._connections[number])
        if isinstance(wire, asyncio.WriteTransport):
            wire.abort()

    async def disconnect(
        self, reason: str = "refresh_requested", number: int | None = None
    ) -> None:
        """Ask the app to come back over new connections, and close these, as Slack does.

        `number` is the one connection that is meant; the oldest is 0.
        """
        for socket in self._connections[:] if number is None else [self._connections[number]]:
            if reason != "warning":
                self._forget(socket)
            with suppress(TimeoutError, ConnectionError):  # an app that hangs does not read
                async with asyncio.timeout(FAREWELL):
                    await socket.send_json(_goodbye(reason))
                    if reason != "warning":
                        await socket.close()

    async def close(self) -> None:
        for socket in list(self._connections):
            await socket.close()


def _goodbye(reason: str) -> dict[str, Any]:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-1"}}


def _body(envelope: Envelope, id_: str) -> dict[str, Any]:
    body: dict[str, Any] = {
        "envelope_id": id_,
        "type": str(envelope.kind),
        "payload": envelope.payload,
        "accepts_response_payload": envelope.kind is not Kind.EVENT,
    }
    if envelope.kind is Kind.EVENT:
        body |= {"retry_attempt": envelope.attempt, "retry_reason": envelope.reason}
    return body


async def within(time: SlackTime, seconds: float, answer: asyncio.Future[Any]) -> Any:
    """The answer, if it comes in time on Slack's clock. Raises NotAcknowledged."""
    limit = asyncio.ensure_future(time.sleep(seconds))
    try:
        done, _ = await asyncio.wait({answer, limit}, return_when=asyncio.FIRST_COMPLETED)
        if answer in done:
            return answer.result()
        raise NotAcknowledged("timeout")
    finally:
        limit.cancel()
        answer.cancel()
