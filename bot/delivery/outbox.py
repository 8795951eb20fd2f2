"""The out-tray's loop: make Slack agree with what is wanted, once, whatever happens on the way.

Claimed and committed before the post; after any outcome that may have been a post, it looks
before it posts again, and a late twin is deleted. Why so: docs/decisions/0004.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.counts import SENT
from bot.delivery.crash_points import Point, at
from bot.delivery.hands import Hands, Process
from bot.delivery.kinds import Kind, unasked
from bot.delivery.manners import Reach
from bot.delivery.sender import Fault, FaultClass, Sender, Sent
from bot.delivery.setbacks import Setbacks
from bot.delivery.twins import Twins
from bot.delivery.voice import BUNDLE, Voice, skip_late
from storage import delivery as deliveries
from storage.delivery import Delivery
from storage.models.trays import DeliveryState
from storage.terms import System

logger = structlog.get_logger()

FIRST = 1  # revision of a message
TAKEN_BACK_LATER = (FaultClass.LATER, FaultClass.AMBIGUOUS, FaultClass.WORKSPACE)


class Outbox:
    """Sends what the out-tray wants, as one of any number of processes."""

    viewer = System("out-tray")

    def __init__(
        self,
        process: Process,
        kinds: Mapping[str, Kind],
        sender: Sender,
        voice: Voice | None = None,
    ) -> None:
        """Without a voice everything is said at once."""
        self._begin = process.begin
        self._clock = process.clock
        self._pace = process.pace
        self._kinds = kinds
        self._sender = sender
        self._voice = voice
        claim = partial(deliveries.claim, unasked=frozenset({*unasked(kinds), BUNDLE}))
        self.hands = Hands(process, self.viewer, claim, self._do, self._give_back, Point.TAKING)
        self._twins = Twins(process.begin, process.pace, sender, self.viewer)
        self._setbacks = Setbacks(process, kinds, sender, self._twins, self.hands.wake)

    async def _do(self, delivery: Delivery) -> None:
        # No time limit of its own: each call to Slack has one, and what is done too late must
        # still be tidied up after.
        at(Point.TAKEN, delivery.kind)
        if not await self._still_wanted(delivery):
            return
        at(Point.WANTED, delivery.kind)
        if stands := _where_it_stands(delivery):
            await self._make_agree(delivery, stands)
        elif delivery.posting_since is None:
            if await self._is_the_moment(delivery):
                await self._post(delivery)
        else:
            await self._look_first(delivery, delivery.posting_since)

    async def _still_wanted(self, delivery: Delivery) -> bool:
        kind = self._kinds.get(delivery.kind)
        async with self._begin() as session:
            if kind is None:
                logger.error("delivery.unknown", id=delivery.id, kind=delivery.kind)
                await deliveries.settle_ended(
                    session, delivery, DeliveryState.PARKED, reason="unknown kind"
                )
                return False
            if await kind.still_wanted(session, delivery):
                return True
        await self._withdraw(delivery)
        return False

    async def _is_the_moment(self, delivery: Delivery) -> bool:
        """Whether it is said now: not too late, nor too early for who gets it."""
        now, reach = self._clock.now(), self._kinds[delivery.kind].reach
        is_late = delivery.until is not None and now > delivery.until
        if not is_late and (self._voice is None or reach is Reach.ASKED):
            return True
        async with self._begin() as session:
            if is_late or self._voice is None:
                await skip_late(session, delivery)
                return False
            return await self._voice.may_speak(session, delivery, reach, now)

    async def _withdraw(self, delivery: Delivery) -> None:
        """Take back what stands in Slack. What may stand there unseen is looked for first."""
        known = _where_it_stands(delivery)
        stands = [known] if known else []
        if delivery.posting_since is not None:
            found = await self._sender.look(delivery)
            if isinstance(found, Fault):
                await self._setbacks.meet(delivery, found, surely=False)
                return
            stands += [sent for sent in found if sent != known]
        reason = "no longer wanted"
        for sent in stands:
            at(Point.BEFORE_DELETE, delivery.kind)
            fault = await self._sender.delete(sent)
            at(Point.DELETED, delivery.kind)
            if fault and fault.kind in TAKEN_BACK_LATER:
                await self._setbacks.meet(delivery, fault, surely=False)
                return
            reason = fault.code if fault else reason
        async with self._begin() as session:
            ended = DeliveryState.WITHDRAWN
            await deliveries.settle_ended(session, delivery, ended, reason=reason)

    async def _make_agree(self, delivery: Delivery, stands: Sent) -> None:
        """Alone, and as it is wanted now."""
        if delivery.posting_since is not None:
            if fault := await self._twins.delete_others(delivery, stands):
                await self._setbacks.meet(delivery, fault, surely=False)
                return
            if delivery.sent_revision >= delivery.revision:
                await self._sent(delivery, stands)
                return
        await self._update(delivery, stands)

    async def _update(self, delivery: Delivery, stands: Sent) -> None:
        at(Point.BEFORE_UPDATE, delivery.kind)
        fault = await self._sender.update(delivery, stands)
        at(Point.UPDATED, delivery.kind)
        if fault is None:
            await self._sent(delivery, stands)
        elif fault.kind is FaultClass.AMBIGUOUS:  # once more does no harm
            await self._setbacks.later(delivery, fault, surely=True)
        else:
            await self._setbacks.meet(delivery, fault)

    async def _look_first(self, delivery: Delivery, since: datetime) -> None:
        """An earlier try may have been accepted unseen."""
        at(Point.BEFORE_LOOK, delivery.kind)
        found = await self._sender.look(delivery)
        at(Point.LOOKED, delivery.kind)
        if isinstance(found, Fault):
            await self._setbacks.meet(delivery, found, surely=False)
        elif found:
            if await self._twins.first_counts(delivery, found):
                await self._sent(delivery, found[0], revision=FIRST)  # at least
        elif (wait := self._pace.resend_after - (delivery.claimed_at - since)) > timedelta():
            await self._setbacks.wait(delivery, wait, "looked, not there yet", surely=False)
        elif await self._is_the_moment(delivery):  # it may be weeks since the first try
            await self._post(delivery)

    async def _post(self, delivery: Delivery) -> None:
        async with self._begin() as session:
            if not await deliveries.about_to_post(session, delivery):
                return
            at(Point.POSTING, delivery.kind)
        at(Point.BEFORE_POST, delivery.kind)
        outcome = await self._sender.send(delivery)
        at(Point.POSTED, delivery.kind)
        if isinstance(outcome, Sent):
            is_second = delivery.posting_since is not None
            await self._sent(delivery, outcome, look=self._pace.lease if is_second else None)
        else:
            await self._setbacks.meet(delivery, outcome)

    async def _sent(
        self,
        delivery: Delivery,
        sent: Sent,
        revision: int | None = None,
        look: timedelta | None = None,
    ) -> None:
        """Slack has it. `look` says how long after a second post a late first one is looked for."""
        async with self._begin() as session:
            held = await deliveries.settle_sent(
                session,
                delivery,
                channel=sent.channel,
                ts=sent.ts,
                revision=delivery.revision if revision is None else revision,
                now=self._clock.now(),
                look=look,
            )
            if held:
                await self._kinds[delivery.kind].on_sent(session, delivery, sent)
            at(Point.SETTLING, delivery.kind)
        at(Point.SETTLED, delivery.kind)
        if held:
            SENT.inc()
        else:
            await self._twins.tidy(delivery, [sent])

    async def _give_back(self, delivery: Delivery) -> None:
        """Whoever takes it next looks first, if it may have been posted."""
        async with self._begin() as session:
            await deliveries.settle_later(
                session, delivery, wait=timedelta(), reason="stopped", surely_not_posted=False
            )


def _where_it_stands(delivery: Delivery) -> Sent | None:
    known = delivery.channel is not None and delivery.ts is not None
    return Sent(str(delivery.channel), str(delivery.ts)) if known else None
