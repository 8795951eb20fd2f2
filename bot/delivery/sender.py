"""What the out-tray asks of whoever reaches Slack."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Protocol

from storage.delivery import Delivery

TURN = "waits its turn"  # the code where it was not sent since others were sent just now


class FaultClass(StrEnum):
    """What went wrong, by what can be done about it."""

    LATER = "later"  # surely not posted; may be tried again
    AMBIGUOUS = "ambiguous"  # may have been posted: look before trying again
    MEMBER = "member"  # this person cannot be written to
    CHANNEL = "channel"  # this channel cannot be written to
    WORKSPACE = "workspace"  # nothing in this workspace works: a token, an account
    BUG = "bug"  # what we sent is wrong


@dataclass(frozen=True)
class Sent:
    channel: str
    ts: str


@dataclass(frozen=True)
class Fault:
    kind: FaultClass
    code: str  # Slack's word for it, or the exception's name
    retry_after: timedelta | None = None


class Sender(Protocol):
    """Makes a delivery exist in Slack. Never raises for what Slack or the network does."""

    async def send(self, delivery: Delivery) -> Sent | Fault: ...

    async def look(self, delivery: Delivery) -> Sequence[Sent] | Fault:
        """The messages in Slack that carry the delivery's key, oldest first."""
        ...

    async def update(self, delivery: Delivery, sent: Sent) -> Fault | None:
        """Make the message say what is wanted now. Done twice, it is done once."""
        ...

    async def delete(self, sent: Sent) -> Fault | None: ...
