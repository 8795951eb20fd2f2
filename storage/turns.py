"""Writing to SQLite by turns, within one process.

SQLite lets one write at a time, and whoever finds it busy looks again after a while: under load
somebody waits a second while others pass. Here they stand in line, and what is urgent goes first.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Turns:
    """One at a time: first those who are urgent, then the others, each as they came."""

    def __init__(self) -> None:
        self._taken = False
        self._urgent = deque[asyncio.Future[None]]()
        self._others = deque[asyncio.Future[None]]()

    @asynccontextmanager
    async def turn(self, *, urgent: bool = False) -> AsyncIterator[None]:
        """Wait for one's turn, and have it for the block."""
        await self._wait(self._urgent if urgent else self._others)
        try:
            yield
        finally:
            self._pass_on()

    async def _wait(self, line: deque[asyncio.Future[None]]) -> None:
        if not self._taken:
            self._taken = True
            return
        called = asyncio.get_running_loop().create_future()
        line.append(called)
        try:
            await called
        except asyncio.CancelledError:
            if called.done() and not called.cancelled():  # called, and gone all the same
                self._pass_on()
            raise

    def _pass_on(self) -> None:
        for line in (self._urgent, self._others):
            while line:
                called = line.popleft()
                if not called.done():
                    called.set_result(None)
                    return
        self._taken = False
