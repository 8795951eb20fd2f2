"""Writing down what a person did, before it is acknowledged."""

import asyncio
from collections.abc import Awaitable, Callable

from storage import inbox
from storage.engine import Begin
from storage.inbox import Work

WITHIN_SECONDS = 2.0  # Slack waits three

Record = Callable[[Work], Awaitable[None]]


def recorder(begin: Begin, wake: Callable[[], None]) -> Record:
    """What records work and wakes the worker. Raises if it could not be written in time."""

    async def record(work: Work) -> None:
        async with asyncio.timeout(WITHIN_SECONDS), begin() as session:
            await inbox.record(session, work)
        wake()

    return record
