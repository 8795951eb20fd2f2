"""What is known of each kind of message, beside how it looks."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.delivery.manners import Reach
from bot.delivery.sender import Sent
from storage.delivery import Delivery
from storage.engine import Session


async def _always(session: Session, delivery: Delivery) -> bool:
    return True


async def _nothing(session: Session, delivery: Delivery, sent: Sent) -> None:
    return None


@dataclass(frozen=True)
class Kind:
    """A kind of message: is it still wanted, and what follows when it is sent or changed.

    `instead` is the kind that is sent where Slack refuses what we made of this one, so that
    nobody is left without a word. `reach` says whether anybody asked for it: what nobody did waits
    where the secretariat has stopped it.
    """

    still_wanted: Callable[[Session, Delivery], Awaitable[bool]] = _always
    on_sent: Callable[[Session, Delivery, Sent], Awaitable[None]] = _nothing
    instead: str | None = None
    reach: Reach = Reach.ASKED


def unasked(kinds: Mapping[str, Kind]) -> frozenset[str]:
    """Those that nobody asked for."""
    return frozenset(name for name, kind in kinds.items() if kind.reach is not Reach.ASKED)
