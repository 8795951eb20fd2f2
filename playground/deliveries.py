"""Socket Mode: what happens in the workspace reaches the app, and is acknowledged or sent again."""

import asyncio
import itertools
import json
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from aiohttp import WSMsgType, web

from playground.clocks import SlackTime

ACKNOWLEDGE_WITHIN = 3.0  # seconds; docs.slack.dev, apis/events-api and bolt-python acknowledge
RETRY_AFTER = (0.0, 60.0, 300.0)  # seconds before the first, second and third retry, likewise


class Deliveries:
    """One app's connections, and the envelopes on their way to it."""

    def __init__(self, slack_time: SlackTime) -> None:
        self._time = slack_time
        self._connections: list[web.WebSocketResponse] = []
        self._turn = itertools.count()
        self._waiting: dict[str, asyncio.Future[Any]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self.connected = asyncio.Event()
        self.acknowledged = 0

    async def hold(self, request: web.Request, *, app_id: str) -> web.WebSocketResponse:
        """Serve one connection until it closes."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._connections.append(socket)
        hello = {"type": "hello", "num_connections": len(self._connections)}
        await socket.send_json(hello | {"connection_info": {"app_id": app_id}})
        self.connected.set()
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._acknowledge(json.loads(message.data))
        finally:
            self._connections.remove(socket)
            if not self._connections:
                self.connected.clear()
        return socket

    def _acknowledge(self, reply: Mapping[str, Any]) -> None:
        waiting = self._waiting.pop(str(reply.get("envelope_id")), None)
        if waiting is not None and not waiting.done():
            self.acknowledged += 1
            waiting.set_result(reply.get("payload"))

    async def once(self, kind: str, payload: Mapping[str, Any], **extra: Any) -> Any:
        """Send one envelope. The acknowledgement's payload; raises TimeoutError without one."""
        if not self._connections:
            raise TimeoutError("no connection")
        envelope = str(uuid4())
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[envelope] = answer
        socket = self._connections[next(self._turn) % len(self._connections)]
        body = {"envelope_id": envelope, "type": kind, "payload": payload, **extra}
        try:
            await socket.send_json(body)
            return await self._within(answer)
        except ConnectionError as error:
            raise TimeoutError("the connection closed") from error
        finally:
            self._waiting.pop(envelope, None)

    async def _within(self, answer: asyncio.Future[Any]) -> Any:
        limit = asyncio.ensure_future(self._time.sleep(ACKNOWLEDGE_WITHIN))
        done, _ = await asyncio.wait({answer, limit}, return_when=asyncio.FIRST_COMPLETED)
        limit.cancel()
        if answer in done:
            return answer.result()
        raise TimeoutError("not acknowledged")

    def event(self, payload: Mapping[str, Any]) -> None:
        """Send an event, again when it is not acknowledged: at once, after 1 and 5 minutes."""
        task = asyncio.create_task(self._until_acknowledged(payload))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _until_acknowledged(self, payload: Mapping[str, Any]) -> None:
        for attempt, wait in enumerate((None, *RETRY_AFTER)):
            if wait is not None:
                await self._time.sleep(wait)
            reason = "timeout" if attempt else ""
            try:
                await self.once(
                    "events_api",
                    payload,
                    accepts_response_payload=False,
                    retry_attempt=attempt,
                    retry_reason=reason,
                )
            except TimeoutError:
                continue
            return

    async def close(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        for socket in list(self._connections):
            await socket.close()
