"""What the tests of both trays' loops share."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from bot.clock import SystemClock
from bot.delivery.hands import Hands, Process, working
from bot.delivery.pace import Pace
from bot.delivery.sender import Fault, FaultClass, Sent
from storage.delivery import Delivery
from storage.engine import Begin

QUICK = Pace(
    lease=timedelta(seconds=10),
    resend_after=timedelta(seconds=0.3),
    tick=timedelta(seconds=0.02),
)
HASTY = replace(QUICK, lease=timedelta(seconds=0.6))
TIMED_OUT = Fault(FaultClass.AMBIGUOUS, "TimeoutError")


def process(begin: Begin, owner: str = "one", pace: Pace = QUICK) -> Process:
    return Process(begin, SystemClock(), pace, owner)


@asynccontextmanager
async def at_work(*hands: Hands[Any]) -> AsyncIterator[None]:
    if not hands:
        yield
        return
    async with working(hands[0]), at_work(*hands[1:]):
        yield


async def until(condition: Callable[[], Any], within: float = 15.0) -> None:
    async with asyncio.timeout(within):
        while not condition():
            await asyncio.sleep(0.01)


@dataclass
class Post:
    """One try at a post: is it accepted, what does the caller learn, and after how long."""

    accepted: bool = True
    fault: Fault | None = None
    takes: float = 0.0


@dataclass
class Channel:
    """A Sender that keeps what stands in the channel. Posts that are not planned go well."""

    plan: list[Post] = field(default_factory=list)
    stands: list[tuple[str, Sent]] = field(default_factory=list)
    tries: int = 0
    looks: int = 0
    updates: int = 0
    update_takes: float = 0.0
    refusals: list[Fault] = field(default_factory=list)  # of updates
    deleted: list[str] = field(default_factory=list)

    async def send(self, delivery: Delivery) -> Sent | Fault:
        self.tries += 1
        post = self.plan.pop(0) if self.plan else Post()
        sent = Sent("C0ALLIANCEN", f"{self.tries}.000000")
        await asyncio.sleep(post.takes)
        if post.accepted:
            self.stands.append((delivery.id, sent))
        return post.fault or sent

    async def look(self, delivery: Delivery) -> Sequence[Sent] | Fault:
        self.looks += 1
        return [sent for key, sent in self.stands if key == delivery.id]

    async def update(self, delivery: Delivery, sent: Sent) -> Fault | None:
        self.updates += 1
        await asyncio.sleep(self.update_takes)
        return self.refusals.pop(0) if self.refusals else None

    async def delete(self, sent: Sent) -> Fault | None:
        self.stands = [(key, other) for key, other in self.stands if other != sent]
        self.deleted.append(sent.ts)
        return None
