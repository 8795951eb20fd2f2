"""The child as its parent sees it: started clean, watched, and always ended."""

import asyncio
import json
import os
import signal
import sys
import tempfile
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil

from bot.errors import DocumentUnreadable
from bot.knowledge.reading.limits import GUARD, WALL_SECONDS

LENGTH = 8
LONGEST = 200_000_000  # bytes of an answer; ten million characters may each be escaped
LOOK = 0.01  # seconds between two looks at its memory
LAST_BREATH = 2.0  # seconds in which a child that answers no more ends by itself
HOUSE = Path(__file__).parents[3]
MODULE = "bot.knowledge.reading.child"
ENDED: Mapping[int, str] = {
    -signal.SIGXCPU: "document.too_slow",
    -signal.SIGKILL: "document.too_heavy",  # not by us: the kernel, for want of memory
}  # by any other exit code a library gave up on the file
KEPT = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT")


class Child:
    """One child process. After anything but an answer it is no longer `alive`."""

    def __init__(
        self, process: asyncio.subprocess.Process, folder: tempfile.TemporaryDirectory[str]
    ):
        self._process = process
        self._folder = folder
        self.files = 0

    @classmethod
    async def start(cls) -> "Child":
        """A new one, in an empty folder of its own and without our secrets."""
        folder = tempfile.TemporaryDirectory(prefix="klimabot-")
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        own = {"HOME": folder.name, "TMPDIR": folder.name, "PYTHONPATH": str(HOUSE)}
        command = (sys.executable, "-B", "-m", MODULE)
        process = await asyncio.create_subprocess_exec(
            *command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, cwd=folder.name, env=kept | own
        )
        child = cls(process, folder)
        try:
            if await asyncio.wait_for(child._answer(), WALL_SECONDS) is None:
                raise RuntimeError("the child that reads documents does not start")
        except BaseException:
            await child.end()
            raise
        return child

    @property
    def alive(self) -> bool:
        return self._process.returncode is None

    async def ask(self, path: Path, name: str, as_table: bool) -> dict[str, Any]:
        """What the child says of a file. Raises DocumentUnreadable where it had to be stopped."""
        self.files += 1
        told = asyncio.create_task(self._told([str(path), name, as_table]))
        watch = asyncio.create_task(self._watch())
        try:
            done, _ = await asyncio.wait(
                {told, watch}, timeout=WALL_SECONDS, return_when=asyncio.FIRST_COMPLETED
            )
            if told in done and (answer := told.result()) is not None:
                return answer
            key = await self._why(watch in done, not done)
        except BaseException:
            await self.end()
            raise
        finally:
            for task in (told, watch):
                task.cancel()
            await asyncio.gather(told, watch, return_exceptions=True)
        raise DocumentUnreadable(key, name=name)

    async def _told(self, asked: Sequence[object]) -> dict[str, Any] | None:
        assert self._process.stdin  # noqa: S101 - it is a pipe
        try:
            self._process.stdin.write(json.dumps(asked).encode() + b"\n")
            await self._process.stdin.drain()
        except ConnectionError:
            return None
        return await self._answer()

    async def _answer(self) -> dict[str, Any] | None:
        """The next answer, or None if the child ended or talked nonsense instead."""
        assert self._process.stdout  # noqa: S101 - it is a pipe
        try:
            length = int.from_bytes(await self._process.stdout.readexactly(LENGTH), "big")
            told = await self._process.stdout.readexactly(min(length, LONGEST))
            answer = await asyncio.to_thread(json.loads, told)
        except (asyncio.IncompleteReadError, ValueError, RecursionError):
            return None
        return answer if isinstance(answer, dict) else None

    async def _watch(self) -> None:
        """Until the child holds too much memory."""
        try:
            process = psutil.Process(self._process.pid)
            while process.memory_info().rss < GUARD:  # noqa: ASYNC110 - nobody tells us
                await asyncio.sleep(LOOK)
        except psutil.Error:
            await asyncio.sleep(WALL_SECONDS)  # it has ended, and that is seen elsewhere

    async def _why(self, heavy: bool, late: bool) -> str:
        """End the child and say why the file was not read."""
        if heavy or late:
            await self.end()
            return "document.too_heavy" if heavy else "document.too_slow"
        with suppress(TimeoutError):
            await asyncio.wait_for(self._process.wait(), LAST_BREATH)
        code = self._process.returncode
        await self.end()
        return ENDED.get(code or 0, "document.broken")

    async def end(self) -> None:
        """Kill the child if it lives, and remove its folder."""
        if self.alive:
            self._process.kill()
        await self._process.wait()
        self._folder.cleanup()
