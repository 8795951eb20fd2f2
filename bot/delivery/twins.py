"""A message that stands in Slack twice: one counts, and the other goes.

It comes about when a post was accepted unseen, or later than anybody waited for it.
"""

import asyncio
from collections.abc import Sequence

import structlog

from bot.counts import TWINS_DELETED
from bot.delivery.crash_points import Point, at
from bot.delivery.pace import Pace
from bot.delivery.sender import Fault, Sender, Sent
from storage import delivery as deliveries
from storage.delivery import Delivery
from storage.engine import Begin
from storage.terms import System

logger = structlog.get_logger()


class Twins:
    """Leaves one message of each delivery."""

    def __init__(self, begin: Begin, pace: Pace, sender: Sender, viewer: System) -> None:
        self._begin = begin
        self._pace = pace
        self._sender = sender
        self._viewer = viewer

    async def first_counts(self, delivery: Delivery, found: Sequence[Sent]) -> bool:
        """The first counts, and the others go: in this order, whoever of us dies in between.

        False when the delivery is not ours any more.
        """
        first, *twins = found
        if twins:
            async with self._begin() as session:
                held = await deliveries.stands_as(session, delivery, first.channel, first.ts)
            if not held:
                await self.tidy(delivery, found)
                return False
            for twin in twins:
                await self._delete(delivery, twin)
        return True

    async def delete_others(self, delivery: Delivery, stands: Sent) -> Fault | None:
        """Somebody died over the twins of this message, or may have posted since. A fault: we do
        not know."""
        found = await self._sender.look(delivery)
        if isinstance(found, Fault):
            return found
        for twin in found:
            if twin.ts != stands.ts:
                await self._delete(delivery, twin)
        return None

    async def tidy(self, delivery: Delivery, ours: Sequence[Sent]) -> None:
        """Somebody took the row over while we were away: theirs counts, ours goes."""
        theirs = await self._what_counts(delivery)
        for sent in ours if theirs else ():
            if sent.ts != theirs:
                await self._delete(delivery, sent)

    async def _what_counts(self, delivery: Delivery) -> str | None:
        """The message that the other holder settles on; None if that takes too long."""
        tick = self._pace.tick
        for _ in range(4 * int((self._pace.lease + self._pace.resend_after) / tick)):
            async with self._begin(read_only=True) as session:
                theirs = await deliveries.sent_as(session, self._viewer, delivery.id)
            if theirs is not None:
                return theirs
            await asyncio.sleep(tick.total_seconds())
        return None

    async def _delete(self, delivery: Delivery, twin: Sent) -> None:
        at(Point.BEFORE_TWIN, delivery.kind)
        fault = await self._sender.delete(twin)
        at(Point.TWIN_DELETED, delivery.kind)
        code = fault.code if fault else "deleted"
        TWINS_DELETED.inc(fault is None)
        logger.warning("delivery.twin", id=delivery.id, ts=twin.ts, outcome=code)
