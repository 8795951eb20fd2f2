"""A plain Bolt app that acknowledges each mention and notes it: a process of socket_mode.py."""

import asyncio
import json
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient


class Notes:
    """What came and what was acknowledged, as JSON lines."""

    def __init__(self, file: Path) -> None:
        self._lines = file.open("a", encoding="utf-8", buffering=1)
        self._ts: dict[str, str] = {}  # of an envelope's message

    async def came(self, _: object, message: Mapping[str, Any], __: object = None) -> None:
        """Everything that Slack sends comes by here before Bolt sees it."""
        if message.get("type") == "hello":
            print("ready", flush=True)
        if message.get("type") == "events_api":
            ts = message["payload"]["event"]["ts"]
            self._ts[message["envelope_id"]] = ts
            self._write("came", ts, attempt=message.get("retry_attempt") or 0)

    def acknowledged(self, envelope: str) -> None:
        self._write("acknowledged", self._ts[envelope])

    def _write(self, what: str, ts: str, **more: int) -> None:
        entry = {"what": what, "ts": ts, "at": time.time(), **more}
        self._lines.write(json.dumps(entry) + "\n")


async def acknowledge(ack: Any) -> None:
    await ack()


async def listen(address: str, bot_token: str, app_token: str, notes: Notes) -> None:
    """Serve until killed."""
    app = AsyncApp(client=AsyncWebClient(bot_token, base_url=f"{address}/api/"))
    app.event("app_mention")(acknowledge)
    handler = AsyncSocketModeHandler(app, app_token)
    send = handler.client.send_socket_mode_response

    async def send_and_note(response: dict[str, Any] | SocketModeResponse) -> None:
        await send(response)
        if isinstance(response, SocketModeResponse):
            notes.acknowledged(response.envelope_id)

    handler.client.send_socket_mode_response = send_and_note  # type: ignore[method-assign]
    handler.client.message_listeners.append(notes.came)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    await asyncio.Event().wait()


if __name__ == "__main__":
    address, bot_token, app_token, file = sys.argv[1:]
    asyncio.run(listen(address, bot_token, app_token, Notes(Path(file))))
