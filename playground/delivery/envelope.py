"""What is on its way to an app, and how it can fail to arrive."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol


class Kind(StrEnum):
    """As Socket Mode names them."""

    EVENT = "events_api"
    COMMAND = "slash_commands"
    INTERACTION = "interactive"


@dataclass(frozen=True)
class Envelope:
    """One delivery. `attempt` counts the retries, and is 0 at first."""

    kind: Kind
    payload: Mapping[str, Any]
    attempt: int = 0
    reason: str = ""


class NotAcknowledged(Exception):
    """The app did not take it in time; `reason` is Slack's name for why.

    docs.slack.dev, apis/events-api: http_timeout, http_error, connection_failed.
    """

    def __init__(self, reason: str, *, again: bool = True) -> None:
        super().__init__(reason)
        self.reason = reason
        self.again = again


class Transport(Protocol):
    """How an app is reached: over its own sockets, or at its address."""

    connected: asyncio.Event

    async def send(self, envelope: Envelope) -> Any:
        """What the app acknowledged with. Raises NotAcknowledged."""

    async def close(self) -> None: ...
