"""Counters that rise with every change, so that each process knows when to look."""

from collections.abc import Mapping

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import ChangeRow
from storage.once import insert_once
from storage.terms import Viewer

KNOWLEDGE = "knowledge"
EMBEDDING = "embedding"
HOLDS = "one at a time"  # in a session's notes; a session lives for one transaction


async def one_at_a_time(session: AsyncSession, name: str) -> None:
    """Whoever else changes this waits until our transaction ends."""
    if name in (holds := session.info.setdefault(HOLDS, set())):
        return
    holds.add(name)
    held = select(ChangeRow.name).where(ChangeRow.name == name).with_for_update()
    if await session.scalar(held) is None:
        await insert_once(session, ChangeRow, {"name": name, "counter": 0}, ["name"])
        await session.execute(held)


async def count_change(session: AsyncSession, name: str) -> int:
    """Raise the counter by one; the new value. Call it under `one_at_a_time`."""
    statement = (
        update(ChangeRow)
        .where(ChangeRow.name == name)
        .values(counter=ChangeRow.counter + 1)
        .returning(ChangeRow.counter)
    )
    done = await session.execute(statement, execution_options={"synchronize_session": False})
    return int(done.scalar_one())


async def counters(session: AsyncSession, viewer: Viewer) -> Mapping[str, int]:
    """Every counter there is. They say nothing of what changed."""
    rows = await session.execute(select(ChangeRow.name, ChangeRow.counter))
    return {name: counter for name, counter in rows}
