"""Events that come twice, late, or in another order than they happened."""

import asyncio
import random

from playground.clocks import SlackTime

PATIENCE = 2.0  # seconds that a held event waits at most for others to overtake it


class Disorder:
    """How many of the next events come twice, and how many are shuffled among themselves."""

    def __init__(self, time: SlackTime) -> None:
        self._time = time
        self._chance = random.Random(2020)  # noqa: S311 - the same every time
        self._held: list[asyncio.Event] = []
        self._to_hold = 0
        self.twice = 0

    @property
    def to_shuffle(self) -> int:
        """How many events are still to be held back before they are let go."""
        return self._to_hold

    def copies(self) -> int:
        """How often the event that now happened is sent."""
        if self.twice <= 0:
            return 1
        self.twice -= 1
        return 2

    def shuffle(self, number: int) -> None:
        """Hold the next so many events back, and let them go in another order."""
        self._to_hold = number
        self._held = []

    async def turn(self) -> None:
        """Wait until it is this event's turn."""
        if self._to_hold <= 0:
            return
        self._to_hold -= 1
        mine = asyncio.Event()
        self._held.append(mine)
        if self._to_hold == 0:
            await self._let_go()
        waiting = asyncio.ensure_future(mine.wait())
        patience = asyncio.ensure_future(self._time.sleep(PATIENCE))
        await asyncio.wait({waiting, patience}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        patience.cancel()

    async def _let_go(self) -> None:
        held, self._held = self._held, []
        order = held[:]
        while len(held) > 1 and order == held:
            self._chance.shuffle(order)
        for event in order:
            event.set()
            await asyncio.sleep(0)
