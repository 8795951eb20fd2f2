"""What people wrote and gave is forgotten when the work has been settled for long."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from storage.drafts import forget_drafts
from storage.engine import Begin, database_now
from storage.inbox import forget_payloads
from storage.sheets import forget_sheets


@asynccontextmanager
async def forgetting(begin: Begin, keep: timedelta) -> AsyncIterator[None]:
    """Empty old payloads, drafts and words about old sheets, now and every hour in the block."""

    async def forget() -> None:
        async with begin() as session:
            before = await database_now(session) - keep
            await forget_payloads(session, settled_before=before)
            await forget_drafts(session, saved_before=before)
            await forget_sheets(session, changed_before=before)

    await forget()
    scheduler = AsyncIOScheduler(timezone="UTC")
    scheduler.add_job(forget, "interval", hours=1, misfire_grace_time=None)
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)
