"""The other side of a benchmark, in a process of its own, so that the two share no event loop."""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator, Mapping
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


@asynccontextmanager
async def bot(settings: Mapping[str, str]) -> AsyncIterator[asyncio.subprocess.Process]:
    """`klimabot run` with the starter pages, until the block ends; it may not be connected yet."""
    told = {**settings, "PATH": os.environ["PATH"], "KLIMABOT_ENV_FILE": os.devnull}
    ingest = await _klimabot("ingest", "--starter", env=told)
    if await ingest.wait():
        sys.exit("The starter pages were not taken in.")
    process = await _klimabot("run", env=told)
    try:
        yield process
    finally:
        process.terminate()
        await process.wait()


async def _klimabot(*arguments: str, env: Mapping[str, str]) -> asyncio.subprocess.Process:
    command = (sys.executable, "-m", "bot", *arguments)
    return await asyncio.create_subprocess_exec(*command, env=env, stdout=DEVNULL, stderr=DEVNULL)
