"""Many documents from the command line: read side by side, and kept as they become ready."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Iterator, Sequence
from itertools import islice
from pathlib import Path

from bot.clock import SystemClock
from bot.knowledge.about import About
from bot.knowledge.publish import ReadFile, publish_readings
from bot.knowledge.reading import Readers, Reading
from storage.engine import Begin
from storage.knowledge import Published
from storage.terms import KlimabotError, System

VIEWER = System("command line")
MOMENT = 0.05  # seconds
AHEAD = 16  # files read and waiting, for each may hold ten million characters
PASSAGES = 500  # kept in one transaction, for whoever else would write waits for it
File = tuple[Path, About]
Ahead = deque[tuple[Path, About, asyncio.Task[Reading]]]


async def published(
    begin: Begin, readers: Readers, files: Sequence[File]
) -> AsyncGenerator[Published | KlimabotError]:
    """What came of each file, in order; the next ones are read while some are kept."""
    ahead: Ahead = deque()
    coming = iter(files)
    try:
        while _filled(ahead, coming, readers):
            ready = await _ready(ahead)
            async with begin() as session:
                outcomes = await publish_readings(session, VIEWER, ready, SystemClock())
            for outcome in outcomes:
                yield outcome
    finally:
        tasks = [task for _, _, task in ahead]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _filled(ahead: Ahead, coming: Iterator[File], readers: Readers) -> bool:
    """Start on more files; False when there is nothing left."""
    for path, told in islice(coming, AHEAD - len(ahead)):
        ahead.append((path, told, asyncio.create_task(readers.read(path))))
    return bool(ahead)


async def _ready(ahead: Ahead) -> Sequence[ReadFile]:
    """The next file when it has been read, and those after it that are read a moment later."""
    await asyncio.wait([ahead[0][2]])
    await asyncio.wait([task for _, _, task in ahead], timeout=MOMENT)
    ready, passages = list[ReadFile](), 0
    while ahead and ahead[0][2].done() and passages < PASSAGES:
        path, told, task = ahead.popleft()
        try:
            reading: Reading | KlimabotError = task.result()
        except KlimabotError as error:
            reading = error
        ready.append((path, reading, told))
        passages += len(reading.passages) if isinstance(reading, Reading) else 0
    return ready
