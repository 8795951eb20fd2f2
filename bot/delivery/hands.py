"""Doing claimed things side by side, and looking for more when there is a hand free."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import Any, Generic, TypeVar

import structlog

from bot.background import in_background

T = TypeVar("T")
logger = structlog.get_logger()


class Hands(Generic[T]):
    """Claims with `claim(limit)`, does each with `do`, at most `at_once` at a time."""

    def __init__(
        self,
        claim: Callable[[int], Awaitable[Sequence[T]]],
        do: Callable[[T], Awaitable[None]],
        *,
        tick: timedelta,
        at_once: int,
    ) -> None:
        self._claim = claim
        self._do = do
        self._tick = tick.total_seconds()
        self._at_once = at_once
        self._woken = asyncio.Event()
        self._busy: set[asyncio.Task[None]] = set()

    def wake(self) -> None:
        """There is something to do; do not wait for the next tick."""
        self._woken.set()

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            self._woken.clear()
            free = self._at_once - len(self._busy)
            taken = await self._take(free) if free > 0 else ()
            for thing in taken:
                self._start(thing)
            if free <= 0 or len(taken) < free:
                await self._rest()

    async def _take(self, free: int) -> Sequence[T]:
        try:
            return await self._claim(free)
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
        except Exception as error:  # noqa: BLE001 - its lease runs out and it is taken again
            logger.warning("settle.failed", error=type(error).__name__)

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._busy.discard(task)
        self.wake()

    async def _rest(self) -> None:
        with suppress(TimeoutError):  # wait_for would sometimes swallow our being cancelled
            async with asyncio.timeout(self._tick):
                await self._woken.wait()

    async def finish(self) -> None:
        """Wait for what is in hand; call after `run` was cancelled."""
        if self._busy:
            await asyncio.wait(self._busy)


@asynccontextmanager
async def working(hands: Hands[Any]) -> AsyncIterator[None]:
    """Takes no more at the end of the block, and lets what is in hand come to its own end."""
    async with in_background(hands.run()):
        yield
    await hands.finish()
