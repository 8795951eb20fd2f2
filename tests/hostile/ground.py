"""Where hostile files are read: with a real Reader, and an eye on what it leaves and takes."""

import asyncio
import os
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from bot.errors import DocumentUnreadable
from bot.knowledge.reading import Reader
from bot.knowledge.reading.limits import WALL_SECONDS
from tests.hostile.good import SAYS, good
from tests.hostile.hostile_file import READ

PATIENCE = 3 * WALL_SECONDS  # a child is started anew, has its time, and a machine may stall
RESIDENT = 512 * 1024 * 1024  # bytes that the child may hold
SILENT = "nothing was said in time"


@dataclass(frozen=True)
class Outcome:
    """What came of a file: READ and its passages' texts, or the key of an error and none."""

    key: str
    passages: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join(self.passages)


class Watch(threading.Thread):
    """Looks at the resident memory of the processes that were started after it."""

    def __init__(self, every: float = 0.02) -> None:
        super().__init__(daemon=True)
        self._me = psutil.Process()
        self._before = set(self._children())
        self._every = every
        self._done = threading.Event()
        self.peak = 0

    def run(self) -> None:
        while not self._done.wait(self._every):
            self.peak = max(self.peak, sum(map(_resident, self.started())))

    def stop(self) -> None:
        self._done.set()
        self.join()

    def started(self) -> list[psutil.Process]:
        return [child for child in self._children() if child not in self._before]

    def _children(self) -> list[psutil.Process]:
        return self._me.children(recursive=True)


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:  # it has ended meanwhile
        return 0


class Ground:
    """A Reader, and what is known of its child."""

    def __init__(self, reader: Reader, watch: Watch, good_file: Path) -> None:
        self.reader = reader
        self.watch = watch
        self._good = good_file

    async def read(self, path: Path) -> Outcome:
        """What the Reader makes of a file; the peak is counted from here."""
        self.watch.peak = 0
        try:
            reading = await asyncio.wait_for(self.reader.read(path), PATIENCE)
        except DocumentUnreadable as refused:
            return Outcome(refused.key)
        except TimeoutError:
            return Outcome(SILENT)
        except Exception as wrong:
            wrong.add_note(f"while reading {path.name!r}")
            raise
        return Outcome(READ, tuple(passage.text for passage in reading.passages))

    async def still_reads(self) -> bool:
        """Whether the next file, a good one, is read as if nothing had happened."""
        outcome = await self.read(self._good)
        return SAYS in outcome.text


@asynccontextmanager
async def on_ground(folder: Path) -> AsyncIterator[Ground]:
    """A Reader whose temporary files lie in `folder`/temporary; none may be left at the end."""
    temporary = folder / "temporary"
    temporary.mkdir()
    good_file = folder / "klimaplan.docx"
    good_file.write_bytes(good("docx"))
    here = set(os.listdir())
    watch = Watch()
    watch.start()
    try:
        async with Reader() as reader:
            yield Ground(reader, watch, good_file)
    finally:
        watch.stop()
    assert watch.started() == [], "a process stayed"
    assert list(temporary.iterdir()) == [], "a temporary file stayed"
    assert set(os.listdir()) - here <= {".pytest_cache"}
