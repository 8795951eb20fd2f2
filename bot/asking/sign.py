"""A sign of life where the answer will come, so that nobody wonders."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.asking.occasion import Occasion

Sign = Callable[[Occasion], Awaitable[None]]  # never raises for what Slack or the network does

PATIENCE = 1.0  # seconds that an answer waits for its sign


@dataclass(frozen=True)
class Given:
    """A sign that is on its way."""

    task: asyncio.Task[None]

    async def over(self) -> None:
        """Wait until it is there: one that came after the answer would stand for minutes."""
        await asyncio.wait({self.task}, timeout=PATIENCE)
        self.task.cancel()


@asynccontextmanager
async def given(sign: Sign, occasion: Occasion) -> AsyncIterator[Given]:
    """Give a sign beside what is done in the block."""
    one = Given(asyncio.ensure_future(sign(occasion)))
    try:
        yield one
    finally:
        one.task.cancel()
        await asyncio.gather(one.task, return_exceptions=True)
