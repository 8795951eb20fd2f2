"""Many documents from the command line: read side by side, each kept in its own transaction."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Sequence
from pathlib import Path

from bot.clock import SystemClock
from bot.knowledge.about import About
from bot.knowledge.publish import publish_reading
from bot.knowledge.reading import Readers, Reading
from storage.engine import Begin
from storage.knowledge import Published
from storage.terms import KlimabotError, System

VIEWER = System("command line")
File = tuple[Path, About]


async def published(
    begin: Begin, readers: Readers, files: Sequence[File]
) -> AsyncGenerator[Published | KlimabotError]:
    """What came of each file, in order; the next ones are read while one is kept."""
    ahead = deque[asyncio.Task[Reading]]()
    coming = iter(files)
    try:
        for path, told in files:
            while len(ahead) <= readers.size and (following := next(coming, None)):
                ahead.append(asyncio.create_task(readers.read(following[0])))
            [reading] = await asyncio.gather(ahead.popleft(), return_exceptions=True)
            yield await _kept(begin, path, told, reading)
    finally:
        for task in ahead:
            task.cancel()
        await asyncio.gather(*ahead, return_exceptions=True)


async def _kept(
    begin: Begin, path: Path, told: About, reading: Reading | BaseException
) -> Published | KlimabotError:
    """One file, one transaction: what fails leaves nothing behind."""
    try:
        if isinstance(reading, BaseException):
            raise reading
        async with begin() as session:
            return await publish_reading(session, VIEWER, path, reading, SystemClock(), told)
    except KlimabotError as error:
        return error
