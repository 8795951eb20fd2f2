"""The loop of both trays: claim under a lease, do side by side, look for more."""

import asyncio
import math
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, Protocol, TypeVar

import structlog

from bot.background import in_background
from bot.clock import Clock
from bot.delivery.crash_points import Point, at
from bot.delivery.pace import Pace
from storage.engine import Begin, Session
from storage.terms import System


class Thing(Protocol):
    """What lies in a tray."""

    @property
    def kind(self) -> str: ...


T = TypeVar("T", bound=Thing)
T_co = TypeVar("T_co", covariant=True)
logger = structlog.get_logger()

STUCK_SECONDS = 60.0  # SQLite waits half as long for its lock


class Claim(Protocol[T_co]):
    """A tray's way to take what is due: `storage.inbox.claim`, `storage.delivery.claim`."""

    async def __call__(
        self,
        session: Session,
        viewer: System,
        *,
        owner: str,
        now: datetime,
        lease: timedelta,
        limit: int,
    ) -> Sequence[T_co]: ...


@dataclass(frozen=True)
class Process:
    """This process, as one of any number that share the trays. `owner` is its name."""

    begin: Begin
    clock: Clock
    pace: Pace
    owner: str


class Hands(Generic[T]):
    """Takes what is due with `claim`, and does each with `do`, a few at a time."""

    def __init__(
        self,
        process: Process,
        viewer: System,
        claim: Claim[T],
        do: Callable[[T], Awaitable[None]],
        give_back: Callable[[T], Awaitable[None]],
        taking: Point,
    ) -> None:
        """`give_back` lets others have at once what is cut off because this process ends."""
        self._process = process
        self._viewer = viewer
        self._claim = claim
        self._do = do
        self._give_back = give_back
        self._taking = taking
        self._woken = asyncio.Event()
        self._busy: set[asyncio.Task[None]] = set()
        self._aside = 0
        self._turned = -math.inf

    def are_at_work(self) -> bool:
        """Whether the loop came round lately."""
        return asyncio.get_running_loop().time() - self._turned < STUCK_SECONDS

    def wake(self) -> None:
        """There is something to do; do not wait for the next tick."""
        self._woken.set()

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            self._turned = asyncio.get_running_loop().time()
            self._woken.clear()
            free = self._free()
            taken = await self._taken(free) if free > 0 else ()
            if len(taken) < free or free <= 0:
                await self._rest()

    def _free(self) -> int:
        pace = self._process.pace
        return pace.at_once + min(self._aside, pace.long_at_once) - len(self._busy)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """What is done in the block mostly waits: it keeps no other from being taken."""
        self._aside += 1
        self.wake()
        try:
            yield
        finally:
            self._aside -= 1

    async def _taken(self, free: int) -> Sequence[T]:
        """A claim that has begun ends by itself: cut off in a transaction, it would keep SQLite's
        lock for as long as others wait for it."""
        claim = asyncio.create_task(self._take(free))
        try:
            taken = await asyncio.shield(claim)
        except asyncio.CancelledError:
            self._start_all(await claim)
            raise
        self._start_all(taken)
        return taken

    def _start_all(self, things: Sequence[T]) -> None:
        for thing in things:
            self._start(thing)

    async def _take(self, free: int) -> Sequence[T]:
        process = self._process
        try:
            async with process.begin() as session:
                taken = await self._claim(
                    session,
                    self._viewer,
                    owner=process.owner,
                    now=process.clock.now(),
                    lease=process.pace.lease,
                    limit=free,
                )
                for thing in taken:
                    at(self._taking, thing.kind)
                return taken
        except Exception as error:  # noqa: BLE001 - the database may be away; we try again
            logger.warning("claim.failed", error=type(error).__name__)
            return ()

    def _start(self, thing: T) -> None:
        task = asyncio.create_task(self._safely(thing))
        self._busy.add(task)  # the loop keeps only a weak reference
        task.add_done_callback(self._finished)

    async def _safely(self, thing: T) -> None:
        try:
            await self._do(thing)
        except asyncio.CancelledError:
            await self._give_back_safely(thing)
            raise
        except Exception:  # its lease runs out and it is taken again
            logger.exception("hands.failed", tray=self._viewer.reason)

    async def _give_back_safely(self, thing: T) -> None:
        try:
            await self._give_back(thing)
        except Exception:  # its lease runs out instead
            logger.exception("hands.not_given_back", tray=self._viewer.reason)

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._busy.discard(task)
        self.wake()

    async def _rest(self) -> None:
        with suppress(TimeoutError):  # wait_for would sometimes swallow our being cancelled
            async with asyncio.timeout(self._process.pace.tick.total_seconds()):
                await self._woken.wait()

    async def finish(self) -> None:
        """Wait a part of a lease for what is in hand; call after `run` was cancelled.

        A call to Slack ends within that. What takes longer is cut off and given back.
        """
        if self._busy:
            limit = self._process.pace.lease.total_seconds() * 0.4
            _, late = await asyncio.wait(self._busy, timeout=limit)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)


@asynccontextmanager
async def working(hands: Hands[Any]) -> AsyncIterator[None]:
    """Takes no more at the end of the block, and lets what is in hand come to its own end."""
    try:
        async with in_background(hands.run()):
            yield
    finally:
        await hands.finish()
