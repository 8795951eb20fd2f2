"""The in-tray's loop: claim work, do it, settle it; give it up with an apology if it cannot be."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import timedelta

import structlog

from bot.background import in_background
from bot.clock import Clock
from bot.delivery.crash_points import Point, at
from bot.delivery.hands import Hands, Process
from storage import inbox
from storage.engine import Begin, Session
from storage.inbox import ClaimedWork
from storage.models.trays import InboxState
from storage.tasks import Task, raise_task
from storage.terms import System

logger = structlog.get_logger()

GIVEN_UP = "work.given_up"  # what the secretariat is told of

Work = Callable[[ClaimedWork, Clock, Begin], Awaitable[str]]
GiveUp = Callable[[Session, ClaimedWork, Clock], Awaitable[None]]


async def say_nothing(session: Session, work: ClaimedWork, clock: Clock) -> None:
    """How work is given up that nobody waits for a word about."""


@dataclass(frozen=True)
class Duty:
    """How one kind of work is done, and what the person hears when it cannot be.

    `work` says in a word how it ended, and doing it twice has the effect of once. `give_up`
    writes the apology in the transaction that parks the work. `longest` is how long it may take, if
    that is long: it is held on to, and keeps no other work waiting.
    """

    work: Work
    give_up: GiveUp
    longest: timedelta | None = None


class Inbox:
    """Does the work in the in-tray, as one of any number of processes."""

    viewer = System("in-tray")

    def __init__(
        self, process: Process, duties: Mapping[str, Duty], then: Callable[[], None]
    ) -> None:
        """`then` is called when a piece of work is over: there may be something to send."""
        self._begin = process.begin
        self._clock = process.clock
        self._pace = process.pace
        self._duties = duties
        self._then = then
        self.hands = Hands(
            process, self.viewer, inbox.claim, self._do, self._give_back, Point.WORK_TAKING
        )

    async def _do(self, work: ClaimedWork) -> None:
        at(Point.WORK_TAKEN, work.kind)
        duty = self._duties.get(work.kind)
        if duty is None:
            logger.error("work.unknown", id=work.id, kind=work.kind)
            async with self._begin() as session:
                await self._park(session, work, "unknown kind")
        elif work.attempt > self._pace.deaths:  # it may be what takes the process down
            await self._give_up(work, duty, "too many deaths")
        else:
            await self._try(work, duty)
        at(Point.WORK_SETTLED, work.kind)
        self._then()

    async def _try(self, work: ClaimedWork, duty: Duty) -> None:
        try:
            result = await self._result(work, duty)
            at(Point.WORK_DONE, work.kind)
        except Exception as error:
            name = type(error).__name__
            logger.exception("work.failed", id=work.id, kind=work.kind, attempt=work.attempt)
            if work.attempt >= self._pace.tries:
                await self._give_up(work, duty, name)
            else:
                await self._again(work)
        else:
            await self._settle(work, InboxState.DONE, result)

    async def _result(self, work: ClaimedWork, duty: Duty) -> str:
        longest = duty.longest or self._pace.lease * 0.8
        aside = self.hands.aside() if duty.longest else nullcontext()
        async with asyncio.timeout(longest.total_seconds()), in_background(self._keep(work)):
            with aside:
                return await duty.work(work, self._clock, self._begin)

    async def _keep(self, work: ClaimedWork) -> None:
        """Hold on to the work while it is done; whoever lost it finds out when it writes.

        What has begun ends by itself: cut off in a transaction, it would keep SQLite's lock.
        """
        while True:
            await asyncio.sleep(self._pace.lease.total_seconds() / 3)
            kept = asyncio.create_task(self._keep_once(work))
            try:
                await asyncio.shield(kept)
            except asyncio.CancelledError:
                await kept
                raise

    async def _keep_once(self, work: ClaimedWork) -> None:
        try:
            async with self._begin() as session:
                await inbox.keep(session, work, lease=self._pace.lease)
        except Exception as error:  # noqa: BLE001 - the database may be back before the lease ends
            logger.warning("work.not_kept", id=work.id, error=type(error).__name__)

    async def _settle(self, work: ClaimedWork, state: InboxState, result: str) -> None:
        async with self._begin() as session:
            await inbox.settle(session, work, state, result)

    async def _give_up(self, work: ClaimedWork, duty: Duty, why: str) -> None:
        try:
            async with self._begin() as session:
                if await self._park(session, work, why):
                    await duty.give_up(session, work, self._clock)
        except Exception:  # it cannot even be apologised for, and must not come round for ever
            logger.exception("work.unapologised", id=work.id, kind=work.kind)
            async with self._begin() as session:
                await self._park(session, work, why)

    async def _park(self, session: Session, work: ClaimedWork, why: str) -> bool:
        """It will not be done, and the secretariat is told so, once of each kind."""
        parked = await inbox.settle(session, work, InboxState.PARKED, why)
        if parked:
            task = Task(work.workspace, f"given_up:{work.kind}", GIVEN_UP, {"kind": work.kind})
            await raise_task(session, task, now=self._clock.now())
        return parked

    async def _give_back(self, work: ClaimedWork) -> None:
        async with self._begin() as session:
            await inbox.give_back(session, work, due=self._clock.now())

    async def _again(self, work: ClaimedWork) -> None:
        due = self._clock.now() + timedelta(seconds=2.0**work.attempt)
        async with self._begin() as session:
            await inbox.give_back(session, work, due=due)
