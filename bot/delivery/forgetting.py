"""What people wrote leaves the in-tray when the work has been settled for long."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from storage.engine import Begin, database_now
from storage.inbox import forget_payloads


@asynccontextmanager
async def forgetting(begin: Begin, keep: timedelta) -> AsyncIterator[None]:
    """Empty old payloads now and every hour, while the block lasts."""

    async def forget() -> None:
        async with begin() as session:
            await forget_payloads(session, settled_before=await database_now(session) - keep)

    await forget()
    scheduler = AsyncIOScheduler(timezone="UTC")
    scheduler.add_job(forget, "interval", hours=1, misfire_grace_time=None)
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)
