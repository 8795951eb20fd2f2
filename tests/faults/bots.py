"""The bot as real processes, to be killed."""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from pathlib import Path

from playground import Playground

PACE = {
    "KLIMABOT_EMBEDDING_MODEL": "none",
    "KLIMABOT_LEASE_SECONDS": "3",
    "KLIMABOT_CALL_SECONDS": "1",
    "KLIMABOT_RESEND_SECONDS": "2",
}


class Bots:
    """`count` processes of `klimabot run` against one playground and one database."""

    def __init__(self, playground: Playground, database_url: str, log: Path, count: int) -> None:
        self.kills = 0
        self._environment = os.environ | {
            "KLIMABOT_ENV_FILE": os.devnull,
            "SLACK_BOT_TOKEN": "xoxb-playground",
            "SLACK_APP_TOKEN": "xapp-playground",
            "SLACK_API_URL": f"{playground.address}/api/",
            "DATABASE_URL": database_url,
            "KLIMABOT_INDEX_FOLDER": str(log.parent / "index"),
            "KLIMABOT_CHANNELS": "C0ALLIANCEN",
            **PACE,
        }
        self._log = log
        self._count = count
        self._running: list[Process] = []

    def set(self, **settings: str) -> None:
        """For those that are started from now on."""
        self._environment |= settings

    async def start_another(self) -> None:
        await self._start_one()

    def terminate_oldest(self) -> Process:
        """SIGTERM; it is no longer one of ours."""
        oldest = self._running.pop(0)
        oldest.terminate()
        return oldest

    async def start(self) -> None:
        """Bring up what is not running, and wait until it is connected."""
        missing = self._count - len(self._running)
        await asyncio.gather(*(self._start_one() for _ in range(missing)))

    async def _start_one(self) -> None:
        with self._log.open("a") as log:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "bot",
                "run",
                stdin=DEVNULL,
                stdout=PIPE,
                stderr=log,
                env=self._environment,
            )
        self._running.append(process)
        assert process.stdout is not None
        line = await asyncio.wait_for(process.stdout.readline(), 60)
        assert line or process not in self._running, self._log.read_text()[-2000:]

    def kill_all(self) -> None:
        """SIGKILL, now. Safe to call from within a request that the bot is making."""
        for process in self._running:
            if process.returncode is None:
                process.kill()
        self.kills += 1
        self._dying = list(self._running)
        self._running.clear()

    async def buried(self) -> None:
        for process in self._dying:
            await process.wait()

    async def stop(self) -> None:
        self.kill_all()
        await self.buried()
