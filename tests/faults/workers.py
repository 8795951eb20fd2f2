"""Processes that work on the knowledge, as the test sees them."""

import asyncio
import json
import random
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any


class Worker:
    """One of them."""

    def __init__(self, process: Process, log: Path) -> None:
        self._process = process
        self._log = log

    def ask(self, number: int) -> None:
        assert self._process.stdin
        self._process.stdin.write(b"%d\n" % number)

    async def answer(self, number: int = 0) -> Any:
        self.ask(number)
        return await self.says()

    async def says(self) -> Any:
        """What it says next."""
        assert self._process.stdout
        line = await asyncio.wait_for(self._process.stdout.readline(), 60)
        assert line, self._log.read_text()[-2000:]
        return json.loads(line)

    async def kill(self) -> None:
        """SIGKILL, now."""
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()


class Workplace:
    """Where they work: a database, a folder for copies of the index, and what they log."""

    def __init__(self, database_url: str, folder: Path) -> None:
        self.folder = folder / "index"
        self.log = folder / "workers.log"
        self.dice = random.Random(2026)
        self._url = database_url

    @asynccontextmanager
    async def worker(self, role: str) -> AsyncIterator[Worker]:
        """A process in this role; killed when the block ends, if not before."""
        seed = str(self.dice.randrange(10**9))
        command = ("-m", "tests.faults.worker", role, self._url, str(self.folder), seed)
        with self.log.open("a") as log:
            process = await asyncio.create_subprocess_exec(
                sys.executable, *command, stdin=PIPE, stdout=PIPE, stderr=log
            )
        worker = Worker(process, self.log)
        try:
            yield worker
        finally:
            await worker.kill()

    async def moment(self, longest: float) -> None:
        """Wait for a random while of so many seconds at most."""
        await asyncio.sleep(self.dice.random() * longest)
