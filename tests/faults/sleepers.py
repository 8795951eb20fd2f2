"""Processes that are stopped just before they post, for longer than their lease, and go on then."""

import asyncio
import os
import signal
import time
from dataclasses import dataclass, field, replace
from multiprocessing.process import BaseProcess

import psutil
from sqlalchemy import select

from bot.delivery.crash_points import Point
from storage import delivery
from storage.models import DeliveryRow
from storage.models.trays import DeliveryState
from tests.conversations.slack import Slack
from tests.faults.office import Count, Office
from tests.faults.post import PLACES, wanted

SLEEPERS = 4
EVERY = 5  # posts of a sleeper, it falls asleep
TAKEN_OVER_WITHIN = 12.0  # seconds; on SQLite it may have fallen asleep while it wrote
UNDONE_WITHIN = 60.0


@dataclass
class Sleepers:
    """Some that fall asleep, one that does not, and always something to send."""

    office: Office
    number: int = 0
    pauses: int = 0
    wakers: list[asyncio.Task[None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.slack = Slack(self.office.playground)
        self.people = [p.id for p in self.slack.workspace.people.values() if not p.team]
        self.thread = self.slack.say("Assens", "Hvem har solceller?", "alliancen")["ts"]

    async def sleep(self, pauses: int) -> Count:
        """Until they have slept so often; then until every twin is gone."""
        where = f"{Point.BEFORE_POST.name}::{EVERY}"
        self.office.start()
        for _ in range(SLEEPERS):
            sleeper = self.office.start(crash=where, signal="SIGSTOP")
            self.wakers.append(asyncio.create_task(self._wake(sleeper)))
        while self.pauses < pauses:
            await self._want(SLEEPERS * EVERY)
            await asyncio.sleep(1)
        seconds = await self.office.settled()
        return await self._undone(seconds)

    async def _want(self, number: int) -> None:
        async with self.office.begin() as session:
            for _ in range(number):
                self.number += 1
                person = self.office.dice.choice(self.people)
                kind = PLACES[self.number % len(PLACES)]
                await delivery.want(session, wanted(kind, self.number, person, self.thread))

    async def _wake(self, sleeper: BaseProcess) -> None:
        """Whenever it has fallen asleep, and what it held has been done by somebody else."""
        watched = psutil.Process(sleeper.pid)
        while sleeper.is_alive():
            await asyncio.sleep(0.05)
            if watched.status() == psutil.STATUS_STOPPED:
                began = time.monotonic()
                while await self._holds(sleeper) and time.monotonic() - began < TAKEN_OVER_WITHIN:
                    await asyncio.sleep(0.2)
                os.kill(watched.pid, signal.SIGCONT)
                self.pauses += 1

    async def _holds(self, sleeper: BaseProcess) -> bool:
        mine = DeliveryRow.owner == self.office.names[sleeper]
        claimed = DeliveryRow.state == DeliveryState.CLAIMED
        async with self.office.begin(read_only=True) as session:
            query = select(DeliveryRow.id).where(mine, claimed).limit(1)
            return await session.scalar(query) is not None

    async def _undone(self, seconds: float) -> Count:
        began = time.monotonic()
        while (count := await self.office.count(seconds)).twice:
            if time.monotonic() - began > UNDONE_WITHIN:
                break
            await asyncio.sleep(0.5)
        for waker in self.wakers:
            waker.cancel()
        await asyncio.gather(*self.wakers, return_exceptions=True)
        return replace(count, seconds=seconds + time.monotonic() - began)
