"""The out-tray's loop: make Slack agree with what is wanted, once, whatever happens on the way.

Claimed and committed before the post; after any outcome that may have been a post, it looks
before it posts again, and a late twin is deleted. Why so: docs/decisions/0004.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.counts import AMBIGUOUS, SENT, TWINS_DELETED
from bot.delivery.crash_points import Point, at
from bot.delivery.hands import Hands, Process
from bot.delivery.manners import Reach
from bot.delivery.sender import TURN, Fault, FaultClass, Sender, Sent
from bot.delivery.voice import BUNDLE, Voice, skip_late
from storage import delivery as deliveries
from storage import stops
from storage.delivery import Delivery
from storage.engine import Session
from storage.models.trays import DeliveryState
from storage.tasks import Task, raise_task
from storage.terms import StopScope, System

logger = structlog.get_logger()

LATER = timedelta(seconds=5)  # when Slack does not say how long
FIRST = 1  # revision of a message
PARKED = "delivery.parked"  # the secretariat's task
TAKEN_BACK_LATER = (FaultClass.LATER, FaultClass.AMBIGUOUS, FaultClass.WORKSPACE)


async def _always(session: Session, delivery: Delivery) -> bool:
    return True


async def _nothing(session: Session, delivery: Delivery, sent: Sent) -> None:
    return None


@dataclass(frozen=True)
class Kind:
    """A kind of message: is it still wanted, and what follows once it is sent.

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

    async def _do(self, delivery: Delivery) -> None:
        # No time limit of its own: each call to Slack has one, and what is done too late must
        # still be tidied up after.
        at(Point.TAKEN, delivery.kind)
        if not await self._still_wanted(delivery):
            return
        at(Point.WANTED, delivery.kind)
        if stands := _where_it_stands(delivery):
            if delivery.posting_since is None or await self._is_alone(delivery, stands):
                await self._update(delivery, stands)
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
                await self._faulted(delivery, found, surely=False)
                return
            stands += [sent for sent in found if sent != known]
        reason = "no longer wanted"
        for sent in stands:
            at(Point.BEFORE_DELETE, delivery.kind)
            fault = await self._sender.delete(sent)
            at(Point.DELETED, delivery.kind)
            if fault and fault.kind in TAKEN_BACK_LATER:
                await self._faulted(delivery, fault, surely=False)
                return
            reason = fault.code if fault else reason
        async with self._begin() as session:
            ended = DeliveryState.WITHDRAWN
            await deliveries.settle_ended(session, delivery, ended, reason=reason)

    async def _update(self, delivery: Delivery, stands: Sent) -> None:
        at(Point.BEFORE_UPDATE, delivery.kind)
        fault = await self._sender.update(delivery, stands)
        at(Point.UPDATED, delivery.kind)
        if fault is None:
            await self._sent(delivery, stands)
        elif fault.kind is FaultClass.AMBIGUOUS:  # once more does no harm
            await self._later(delivery, LATER, fault.code, surely=True)
        else:
            await self._faulted(delivery, fault)

    async def _look_first(self, delivery: Delivery, since: datetime) -> None:
        """An earlier try may have been accepted unseen."""
        at(Point.BEFORE_LOOK, delivery.kind)
        found = await self._sender.look(delivery)
        at(Point.LOOKED, delivery.kind)
        if isinstance(found, Fault):
            await self._faulted(delivery, found, surely=False)
        elif found:
            if await self._counts(delivery, found):
                await self._sent(delivery, found[0], revision=FIRST)  # at least
        elif (wait := self._pace.resend_after - (delivery.claimed_at - since)) > timedelta():
            await self._later(delivery, wait, "looked, not there yet", surely=False)
        else:
            await self._post(delivery)

    async def _counts(self, delivery: Delivery, found: Sequence[Sent]) -> bool:
        """The first counts, and the others go: in this order, whoever of us dies in between."""
        first, *twins = found
        if twins:
            async with self._begin() as session:
                held = await deliveries.stands_as(session, delivery, first.channel, first.ts)
            if not held:
                await self._tidy(delivery, found)
                return False
            for twin in twins:
                await self._delete(delivery, twin)
        return True

    async def _is_alone(self, delivery: Delivery, stands: Sent) -> bool:
        """Somebody died over the twins of this message, or we are not sure that he did not."""
        found = await self._sender.look(delivery)
        if isinstance(found, Fault):
            await self._faulted(delivery, found, surely=False)
            return False
        for twin in found:
            if twin.ts != stands.ts:
                await self._delete(delivery, twin)
        return True

    async def _post(self, delivery: Delivery) -> None:
        async with self._begin() as session:
            if not await deliveries.about_to_post(session, delivery):
                return
            at(Point.POSTING, delivery.kind)
        at(Point.BEFORE_POST, delivery.kind)
        outcome = await self._sender.send(delivery)
        at(Point.POSTED, delivery.kind)
        if isinstance(outcome, Sent):
            await self._sent(delivery, outcome)
        else:
            await self._faulted(delivery, outcome)

    async def _sent(self, delivery: Delivery, sent: Sent, revision: int | None = None) -> bool:
        async with self._begin() as session:
            held = await deliveries.settle_sent(
                session,
                delivery,
                channel=sent.channel,
                ts=sent.ts,
                revision=delivery.revision if revision is None else revision,
                now=self._clock.now(),
            )
            if held:
                await self._kinds[delivery.kind].on_sent(session, delivery, sent)
            at(Point.SETTLING, delivery.kind)
        at(Point.SETTLED, delivery.kind)
        if not held:
            await self._tidy(delivery, [sent])
        else:
            SENT.inc()
        return held

    async def _tidy(self, delivery: Delivery, ours: Sequence[Sent]) -> None:
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
                theirs = await deliveries.sent_as(session, self.viewer, delivery.id)
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

    async def _faulted(self, delivery: Delivery, fault: Fault, *, surely: bool = True) -> None:
        """`surely`: what Slack refuses now was surely not posted before either."""
        if fault.code != TURN:
            logger.warning("delivery.fault", id=delivery.id, fault=fault.kind, code=fault.code)
        match fault.kind:
            case FaultClass.LATER:
                wait = fault.retry_after or self._soon(delivery)
                await self._later(delivery, wait, fault.code, surely=surely)
            case FaultClass.WORKSPACE:
                await self._stop(delivery, fault)
                await self._later(delivery, LATER, fault.code, surely=surely)
            case FaultClass.AMBIGUOUS:
                AMBIGUOUS.inc()
                await self._later(delivery, self._pace.resend_after, fault.code, surely=False)
            case FaultClass.MEMBER | FaultClass.CHANNEL | FaultClass.BUG:
                await self._park(delivery, fault)

    def _soon(self, delivery: Delivery) -> timedelta:
        """Soon the first time; what goes wrong again and again is tried seldom."""
        before = delivery.reason not in (None, TURN)
        return max(LATER, self._pace.resend_after) if before else LATER

    async def _stop(self, delivery: Delivery, fault: Fault) -> None:
        """Nothing more is sent there until it is known to work again."""
        async with self._begin() as session:
            scope, now = StopScope.EVERYTHING, self._clock.now()
            await stops.stop(session, delivery.workspace, scope, fault.code, now)

    async def _park(self, delivery: Delivery, fault: Fault) -> None:
        instead = None if delivery.ts else self._kinds[delivery.kind].instead
        async with self._begin() as session:
            state = DeliveryState.PARKED
            parked = await deliveries.settle_ended(session, delivery, state, reason=fault.code)
            if parked and instead and fault.kind is FaultClass.BUG:
                await deliveries.want(session, delivery.of_kind(instead))
            if parked and delivery.ts is None and fault.kind is not FaultClass.BUG:
                await raise_task(session, _nobody_there(delivery, fault), now=self._clock.now())
            at(Point.PARKING, delivery.kind)
        self.hands.wake()

    async def _give_back(self, delivery: Delivery) -> None:
        """Whoever takes it next looks first, if it may have been posted."""
        async with self._begin() as session:
            await deliveries.settle_later(
                session, delivery, wait=timedelta(), reason="stopped", surely_not_posted=False
            )

    async def _later(
        self, delivery: Delivery, wait: timedelta, reason: str, *, surely: bool
    ) -> None:
        at(Point.LATER, delivery.kind)
        async with self._begin() as session:
            held = await deliveries.settle_later(
                session, delivery, wait=wait, reason=reason, surely_not_posted=surely
            )
        if held:  # precisely then, rather than at the tick after it
            asyncio.get_running_loop().call_later(wait.total_seconds(), self.hands.wake)
        elif not surely:
            found = await self._sender.look(delivery)
            await self._tidy(delivery, [] if isinstance(found, Fault) else found)


def _nobody_there(delivery: Delivery, fault: Fault) -> Task:
    """What the secretariat is told of a member or channel that is gone, however much is for it."""
    channel = delivery.channel if fault.kind is FaultClass.CHANNEL else None
    where = {"channel": channel} if channel else {"user": delivery.recipient}
    subject = {**where, "kind": delivery.kind, "code": fault.code}
    return Task(delivery.workspace, f"parked:{channel or delivery.recipient}", PARKED, subject)


def _where_it_stands(delivery: Delivery) -> Sent | None:
    known = delivery.channel is not None and delivery.ts is not None
    return Sent(str(delivery.channel), str(delivery.ts)) if known else None
