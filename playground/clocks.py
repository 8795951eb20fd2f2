"""Two clocks: the alliance's, which people may move on, and Slack's own."""

import asyncio
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")  # where the alliance lives, picks dates and reads


class ClockRunsForwards(ValueError):
    """Somebody asked a clock to go back."""


class AllianceClock:
    """What the bot takes for now. Runs with the real one, ahead by what it was moved."""

    def __init__(self, start: datetime | None = None) -> None:
        self._ahead = (start - datetime.now(UTC)) if start else timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    @property
    def ahead(self) -> timedelta:
        """How far it has been moved."""
        return self._ahead

    def keep(self, ahead: timedelta) -> None:
        """Be at least this far ahead, as in an earlier run."""
        self._ahead = max(self._ahead, ahead)

    def move_to(self, moment: datetime) -> None:
        """Raises ClockRunsForwards for a moment that has passed."""
        if moment < self.now():
            raise ClockRunsForwards(moment.isoformat())
        self._ahead = moment - datetime.now(UTC)

    def move_by(self, step: timedelta) -> None:
        self.move_to(self.now() + step)


class SlackTime:
    """Slack's own clock, for message timestamps and Slack's limits. Tests advance it."""

    def __init__(self) -> None:
        self._ahead = 0.0
        self._moved = asyncio.Event()
        self._last = 0

    def now(self) -> float:
        return time.time() + self._ahead

    def advance(self, seconds: float) -> None:
        self._ahead += seconds
        self._moved.set()
        self._moved = asyncio.Event()

    async def sleep(self, seconds: float) -> None:
        until = self.now() + seconds
        while (left := until - self.now()) > 0:
            with suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await self._moved.wait()

    def next_ts(self) -> str:
        """A message's timestamp, later than every one before it."""
        self._last = max(self._last + 1, int(self.now() * 1_000_000))
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"

    def not_before(self, ts: str) -> None:
        """Timestamps to come are later than this one, which an earlier run gave out."""
        seconds, micro = ts.split(".")
        self._last = max(self._last, int(seconds) * 1_000_000 + int(micro))
