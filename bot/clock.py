"""The alliance's clock: decides what is due. Leases go by the database's own clock instead."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Protocol

import aiohttp
import structlog

logger = structlog.get_logger()
POLL_SECONDS = 1.0


class Clock(Protocol):
    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class FollowedClock:
    """Follows a clock that can be moved, served as {"now": ISO} (the demo's playground)."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self._url = url
        self._session = session
        self._ahead = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    async def follow(self) -> None:
        """Read it each second, for ever."""
        while True:
            await self.read()
            await asyncio.sleep(POLL_SECONDS)

    async def read(self) -> None:
        """Look at the served clock once; while it is away, ours runs on."""
        try:
            async with self._session.get(self._url) as response:
                told = datetime.fromisoformat((await response.json())["now"])
            self._ahead = told - datetime.now(UTC)
        except (aiohttp.ClientError, TimeoutError, ValueError, KeyError) as error:
            logger.warning("clock.away", error=type(error).__name__)
