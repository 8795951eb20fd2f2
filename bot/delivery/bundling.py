"""A message that tells somebody several things that came due together."""

from collections.abc import Mapping

from bot.delivery.kinds import Kind
from bot.delivery.sender import Sent
from bot.delivery.voice import SYSTEM
from storage import voice
from storage.delivery import Delivery
from storage.engine import Session

NO_LONGER = "no longer wanted"


def bundle(kinds: Mapping[str, Kind]) -> Kind:
    """The kind of a bundle of these kinds."""

    async def still_wanted(session: Session, carrier: Delivery) -> bool:
        """Whether anything of it is; what is not is left out."""
        told = await voice.told_by(session, SYSTEM, carrier)
        wanted = [one for one in told if await kinds[one.kind].still_wanted(session, one)]
        for gone in told:
            if gone not in wanted:
                await voice.leave_out(session, gone, reason=NO_LONGER)
        return bool(wanted)

    async def on_sent(session: Session, carrier: Delivery, sent: Sent) -> None:
        for one in await voice.told_by(session, SYSTEM, carrier):
            await voice.told(session, one, channel=sent.channel, ts=sent.ts)
            await kinds[one.kind].on_sent(session, one, sent)

    return Kind(still_wanted, on_sent)
