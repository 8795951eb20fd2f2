"""A quarter of all calls to Slack go wrong, and processes die at random moments meanwhile."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from playground.web_api.faults import ANY, Fault, Moment
from storage import delivery, inbox
from tests.conversations.slack import Slack
from tests.faults.office import Count, Office
from tests.faults.post import PLACES, WORKSPACE, wanted, withdrawal

ALWAYS = 10**9
STALL = 1.6  # seconds: the bot gives a call up after one, and posts again after two at the earliest
MOST_WAITING = 500  # messages that are not settled: more come when there is room
CHANGED, WITHDRAWN = 0.1, 0.05  # of all messages, while they are in flight


def bad_weather() -> Sequence[Fault]:
    """Of a hundred calls about 25: so many before Slack does anything, so many after."""
    before, after = Moment.BEFORE, Moment.AFTER
    return [
        Fault(
            ANY, before, share=0.05, times=ALWAYS, status=429, error="ratelimited", retry_after=1
        ),
        Fault(ANY, before, share=0.04, times=ALWAYS, status=500),
        Fault(ANY, before, share=0.04, times=ALWAYS, drop=True),
        Fault(ANY, before, share=0.02, times=ALWAYS, delay=STALL),
        Fault(ANY, after, share=0.05, times=ALWAYS, status=500),
        Fault(ANY, after, share=0.05, times=ALWAYS, drop=True),
        Fault(ANY, after, share=0.02, times=ALWAYS, delay=STALL),
    ]


@dataclass
class Storm:
    """So many messages and kills, with so many processes."""

    office: Office
    messages: int
    kills: int
    processes: int
    number: int = 0

    def __post_init__(self) -> None:
        self.slack = Slack(self.office.playground)
        self.people = [p.id for p in self.slack.workspace.people.values() if not p.team]
        self.threads = [
            self.slack.say("Assens", f"Spørgsmål {number}", "alliancen")["ts"]
            for number in range(20)
        ]

    async def restarts(self, restart: Callable[[], Awaitable[None]], times: int) -> Count:
        """The database goes away under load so often, and comes again; nobody is killed."""
        for _ in range(self.processes):
            self.office.start()
        for _ in range(times):
            await self._want(-(-self.messages // times))
            await asyncio.sleep(self.office.dice.random())
            await restart()
        return await self.office.count(await self.office.settled())

    async def blow(self) -> Count:
        """Let it happen, and say what became of all when the sky is clear again."""
        faults, dice = self.office.playground.faults, self.office.dice
        for fault in bad_weather():
            faults.add(fault)
        for _ in range(self.processes):
            self.office.start()
        each = -(-self.messages // self.kills)
        while self.office.kills < self.kills or self.number < self.messages:
            if await self.office.waiting() < MOST_WAITING:
                await self._want(min(each, self.messages - self.number))
            await asyncio.sleep(dice.random() * 0.8)
            self.office.kill(dice.choice(self.office.staff))
            self.office.start()
        for fault in faults.waiting:
            faults.remove(fault.number)
        return await self.office.count(await self.office.settled())

    async def _want(self, number: int) -> None:
        dice = self.office.dice
        async with self.office.begin() as session:
            for _ in range(number):
                self.number += 1
                kind = PLACES[self.number % len(PLACES)]
                where = dice.choice(self.people), dice.choice(self.threads)
                await delivery.want(session, wanted(kind, self.number, *where))
                earlier = dice.randint(max(1, self.number - 50), self.number)
                of_kind = PLACES[earlier % len(PLACES)]
                fate = dice.random()
                if fate < CHANGED:
                    await delivery.want_again(session, WORKSPACE, f"test:{earlier}", of_kind)
                elif fate < CHANGED + WITHDRAWN:
                    await inbox.record(session, withdrawal(of_kind, earlier))
