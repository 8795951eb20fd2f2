"""How far each schedule is planned, and occasions that ended without being done."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.engine import database_now
from storage.inbox import Work, row_of
from storage.models import InboxRow, ScheduleRow
from storage.models.trays import InboxState
from storage.once import insert_once
from storage.terms import System


async def start_planning(session: AsyncSession, name: str, now: datetime) -> bool:
    """Plan a schedule from now on, unless it is planned already. Whether it was new."""
    return await insert_once(session, ScheduleRow, {"name": name, "planned_until": now}, ["name"])


async def planned_until(session: AsyncSession, viewer: System, name: str) -> datetime | None:
    """What falls due up to this moment is in the in-tray."""
    query = select(ScheduleRow.planned_until).where(ScheduleRow.name == name)
    return await session.scalar(query)


async def all_planned_until(session: AsyncSession, viewer: System) -> Mapping[str, datetime]:
    """As `planned_until`, of every schedule, by name."""
    rows = await session.execute(select(ScheduleRow.name, ScheduleRow.planned_until))
    return {name: until for name, until in rows}


async def move_planned_until(session: AsyncSession, name: str, until: datetime) -> None:
    """Only ever forwards: somebody else may be further."""
    behind = (ScheduleRow.name == name, ScheduleRow.planned_until < until)
    await session.execute(update(ScheduleRow).where(*behind).values(planned_until=until))


async def record_ended(session: AsyncSession, work: Work, result: str) -> bool:
    """Write down work that will not be done, and why. False when it was written down before."""
    ended = {
        "state": InboxState.DONE,
        "result": result,
        "settled_at": await database_now(session),
    }
    return await insert_once(session, InboxRow, row_of(work) | ended, ["key"])


async def put_back(session: AsyncSession, work: Work, was: str) -> bool:
    """Let work be done that had ended as `was`. False when it had not."""
    ended = (InboxRow.key == work.key, InboxRow.state == InboxState.DONE, InboxRow.result == was)
    fresh = row_of(work) | {"result": None, "settled_at": None}
    fresh.pop("attempt")  # it only ever counts on
    statement = update(InboxRow).where(*ended).values(**fresh).returning(InboxRow.id)
    options = {"synchronize_session": False}
    return (await session.execute(statement, execution_options=options)).first() is not None
