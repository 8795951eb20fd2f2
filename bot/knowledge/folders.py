"""Many documents at once: which ones, and what came of each."""

import asyncio
import os
from collections import deque
from collections.abc import AsyncGenerator, Iterator, Sequence
from pathlib import Path

from bot.clock import SystemClock
from bot.knowledge.about import About
from bot.knowledge.publish import publish_reading
from bot.knowledge.reading import Readers, Reading
from bot.knowledge.reading.content import SUFFIXES
from storage.engine import Begin
from storage.knowledge import Published
from storage.terms import KlimabotError, System

VIEWER = System("ingesting")
File = tuple[Path, About]


def documents_in(path: Path) -> Sequence[Path]:
    """The file itself, or every document in a folder and below.

    Hidden files, folders that are links, and the lock files of Office (`~$plan.docx`) are left out.
    """
    return sorted(_below(path)) if path.is_dir() else [path]


def _below(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            file = Path(place, name)
            wanted = file.suffix.lower() in SUFFIXES and not name.startswith((".", "~$"))
            if wanted and file.is_file():
                yield file


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
