"""What becomes of a message that Slack does not take: later, not there, or not at all."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import timedelta

import structlog

from bot.counts import AMBIGUOUS
from bot.delivery.crash_points import Point, at
from bot.delivery.hands import Process
from bot.delivery.kinds import Kind
from bot.delivery.sender import TURN, Fault, FaultClass, Sender
from bot.delivery.twins import Twins
from storage import delivery as deliveries
from storage import stops
from storage.delivery import Delivery
from storage.models.trays import DeliveryState
from storage.tasks import Task, raise_task
from storage.terms import StopScope

logger = structlog.get_logger()

LATER = timedelta(seconds=5)  # when Slack does not say how long
# What the secretariat is told of.
PARKED = "delivery.parked"
NOT_SENT = "delivery.not_sent"


class Setbacks:
    """Writes down what is to be done about a fault. `wake` says that there is something to do."""

    def __init__(
        self,
        process: Process,
        kinds: Mapping[str, Kind],
        sender: Sender,
        twins: Twins,
        wake: Callable[[], None],
    ) -> None:
        self._begin = process.begin
        self._clock = process.clock
        self._pace = process.pace
        self._kinds = kinds
        self._sender = sender
        self._twins = twins
        self._wake = wake

    async def meet(self, delivery: Delivery, fault: Fault, *, surely: bool = True) -> None:
        """`surely`: what Slack refuses now was surely not posted before either."""
        if fault.code != TURN:
            logger.warning("delivery.fault", id=delivery.id, fault=fault.kind, code=fault.code)
        match fault.kind:
            case FaultClass.LATER:
                wait = fault.retry_after or self._soon(delivery)
                await self.wait(delivery, wait, fault.code, surely=surely)
            case FaultClass.WORKSPACE:
                await self._stop(delivery, fault)
                await self.wait(delivery, LATER, fault.code, surely=surely)
            case FaultClass.AMBIGUOUS:
                AMBIGUOUS.inc()
                await self.wait(delivery, self._pace.resend_after, fault.code, surely=False)
            case FaultClass.MEMBER | FaultClass.CHANNEL | FaultClass.BUG:
                await self._park(delivery, fault)

    async def later(self, delivery: Delivery, fault: Fault, *, surely: bool) -> None:
        """Try again soon, however it went."""
        await self.wait(delivery, self._soon(delivery), fault.code, surely=surely)

    async def wait(self, delivery: Delivery, wait: timedelta, reason: str, *, surely: bool) -> None:
        """Try again after that; whoever does looks first, unless it surely was not posted."""
        at(Point.LATER, delivery.kind)
        async with self._begin() as session:
            held = await deliveries.settle_later(
                session, delivery, wait=wait, reason=reason, surely_not_posted=surely
            )
        if held:  # precisely then, rather than at the tick after it
            asyncio.get_running_loop().call_later(wait.total_seconds(), self._wake)
        elif not surely:
            found = await self._sender.look(delivery)
            await self._twins.tidy(delivery, [] if isinstance(found, Fault) else found)

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
            if parked and (task := _told(delivery, fault)):
                await raise_task(session, task, now=self._clock.now())
            at(Point.PARKING, delivery.kind)


def _told(delivery: Delivery, fault: Fault) -> Task | None:
    """Our own bug is told once for each kind of message; who is gone, where nothing stands."""
    if fault.kind is FaultClass.BUG:
        subject = {"kind": delivery.kind}
        return Task(delivery.workspace, f"not_sent:{delivery.kind}", NOT_SENT, subject)
    return _nobody_there(delivery, fault) if delivery.ts is None else None


def _nobody_there(delivery: Delivery, fault: Fault) -> Task:
    """What the secretariat is told of a member or channel that is gone, however much is for it."""
    channel = delivery.channel if fault.kind is FaultClass.CHANNEL else None
    where = {"channel": channel} if channel else {"user": delivery.recipient}
    subject = {**where, "kind": delivery.kind, "code": fault.code}
    return Task(delivery.workspace, f"parked:{channel or delivery.recipient}", PARKED, subject)
