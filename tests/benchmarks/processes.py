"""The other side of a benchmark, in a process of its own, so that the two share no event loop."""

import asyncio
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


@asynccontextmanager
async def child(module: str, *arguments: str) -> AsyncIterator[str]:
    """`python -m module` until the block ends. Gives the first line that it prints once ready."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, *arguments, stdout=PIPE
    )
    assert process.stdout is not None
    try:
        line = (await process.stdout.readline()).decode().strip()
        if not line:
            sys.exit(f"{module} did not start.")
        yield line
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()
