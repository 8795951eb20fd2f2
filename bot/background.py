"""Something that runs beside a block, and ends with it."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress


@asynccontextmanager
async def in_background(endless: Coroutine[None, None, None]) -> AsyncIterator[None]:
    """Run an endless coroutine until the block is left; then cancel it and wait for that."""
    task = asyncio.create_task(endless)
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
