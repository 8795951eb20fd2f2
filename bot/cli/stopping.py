"""Running until somebody says stop: Ctrl-C, or a service manager's SIGTERM."""

import asyncio
import signal
from collections.abc import Coroutine
from contextlib import suppress


async def until_stopped(endless: Coroutine[None, None, None]) -> None:
    """Run it; a signal cancels it wherever it is, and it puts its things away."""
    task = asyncio.create_task(endless)
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    with suppress(asyncio.CancelledError):
        await task
