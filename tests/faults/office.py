"""The processes with the trays, as a test sees them, and what became of every message."""

import asyncio
import json
import multiprocessing
import random
import signal
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from playground import Playground
from storage.engine import Begin
from storage.models import DeliveryRow, InboxRow
from storage.models.trays import DeliveryState, InboxState
from tests.faults.postman import Orders, run

SETTLED_WITHIN = 120.0  # seconds after the last fault
ENDED = (DeliveryState.SENT, DeliveryState.WITHDRAWN)

# Every process is forked from one that has imported the bot: a fresh one is there in a moment.
FRESH = multiprocessing.get_context("forkserver")
FRESH.set_forkserver_preload(["tests.faults.postman"])


@dataclass(frozen=True)
class Count:
    """What a run is for. `twins` were posted and deleted again; `twice` still stand there."""

    wanted: int
    lost: int
    twice: int
    old: int  # say less than what is wanted
    twins: int
    ambiguous: int
    kills: int
    seconds: float  # until all was settled

    @property
    def wrong(self) -> int:
        return self.lost + self.twice + self.old

    def __str__(self) -> str:
        return (
            f"{self.wanted} wanted: lost {self.lost}, visible twice {self.twice},"
            f" outdated {self.old}; twins deleted {self.twins}, ambiguous {self.ambiguous},"
            f" kills {self.kills}, settled {self.seconds:.0f} s after the last fault"
        )


@dataclass
class Office:
    """One database, one workspace, any number of processes."""

    playground: Playground
    begin: Begin
    database_url: str
    log: Path
    dice: random.Random = field(default_factory=lambda: random.Random(2020))
    kills: int = 0
    staff: list[BaseProcess] = field(default_factory=list)
    names: dict[BaseProcess, str] = field(default_factory=dict)

    def start(self, **orders: Any) -> BaseProcess:
        """One more, with these orders."""
        api = f"{self.playground.address}/api/"
        owner = f"postman-{len(self.names)}"
        given = Orders(self.database_url, api, owner, str(self.log), **orders)
        process = FRESH.Process(target=run, args=(given,), daemon=True)
        process.start()
        self.staff.append(process)
        self.names[process] = owner
        return process

    async def dies(self, process: BaseProcess, within: float = 60) -> None:
        """Wait until it killed itself."""
        async with asyncio.timeout(within):
            while process.is_alive():
                await asyncio.sleep(0.01)
        assert process.exitcode == -signal.SIGKILL, self.log.read_text()[-3000:]
        self.kills += 1
        self.staff.remove(process)

    def kill(self, process: BaseProcess) -> None:
        process.kill()
        self.kills += 1
        self.staff.remove(process)

    async def close(self) -> None:
        for process in self.staff:
            process.kill()  # whether it sleeps or not
        for process in self.staff:
            await asyncio.to_thread(process.join)

    async def settled(self, within: float = SETTLED_WITHIN) -> float:
        """Wait until nothing is left to do in either tray; the seconds it took."""
        began = time.monotonic()
        while await self.waiting():
            if time.monotonic() - began > within:
                break
            await asyncio.sleep(0.2)
        return time.monotonic() - began

    async def waiting(self) -> int:
        """How much is left to do in both trays."""
        count = select(func.count())
        messages = count.where(DeliveryRow.state.in_((DeliveryState.WANTED, DeliveryState.CLAIMED)))
        work = count.where(InboxRow.state.in_((InboxState.NEW, InboxState.CLAIMED)))
        async with self.begin(read_only=True) as session:
            return (await session.scalar(messages) or 0) + (await session.scalar(work) or 0)

    async def count(self, seconds: float = 0) -> Count:
        """Compare what was wanted with what stands in Slack."""
        async with self.begin(read_only=True) as session:
            rows = list(await session.scalars(select(DeliveryRow)))
        standing, posted = self.standing(), self._posted()
        lost = twice = old = twins = 0
        for row in rows:
            stands = standing.get(row.id, [])
            should = 0 if row.state is DeliveryState.WITHDRAWN else 1
            lost += row.state not in ENDED or len(stands) < should
            twice += len(stands) > should
            twins += max(0, posted[row.id] - 1)
            newest = f"udgave {row.wanted_revision}"
            old += any("udgave" in m["text"] and not m["text"].endswith(newest) for m in stands)
        return Count(len(rows), lost, twice, old, twins, self._ambiguous(), self.kills, seconds)

    def standing(self) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """The messages in Slack by the delivery that they are of."""
        found: dict[str, list[Mapping[str, Any]]] = {}
        [workspace] = self.playground.workspaces.values()
        for channel in workspace.channels:
            for message in self.playground.messages.all(workspace.id, channel):
                if key := _key(message):
                    found.setdefault(key, []).append(message)
        return found

    def _posted(self) -> Counter[str]:
        entries = self.playground.ledger.entries
        return Counter(_key(e["message"]) for e in entries if e["what"] == "posted")

    def _ambiguous(self) -> int:
        count = 0
        for line in self.log.read_text().splitlines() if self.log.exists() else ():
            with suppress(ValueError):
                count += json.loads(line).get("fault") == "ambiguous"
        return count


def _key(message: Mapping[str, Any]) -> str:
    return str(((message.get("metadata") or {}).get("event_payload") or {}).get("key") or "")
