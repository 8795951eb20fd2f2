"""Figures about the trays for whoever runs it: counts and ages, of nobody in particular."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.engine import database_now
from storage.models import DeliveryRow, InboxRow, RestoredRow, StopRow
from storage.models.trays import DeliveryState, InboxState
from storage.once import insert_once
from storage.terms import StopScope, System

CATCHING_UP = timedelta(hours=1)
TRAYS: Mapping[str, tuple[type[InboxRow | DeliveryRow], type[StrEnum], StrEnum]] = {
    "in": (InboxRow, InboxState, InboxState.NEW),
    "out": (DeliveryRow, DeliveryState, DeliveryState.WANTED),
}


@dataclass(frozen=True)
class Queue:
    """A tray: its rows by state, and how long the oldest that is due has waited."""

    rows: Mapping[str, int]
    age: timedelta


async def queues(session: AsyncSession, viewer: System, now: datetime) -> Mapping[str, Queue]:
    """Both trays, as of `now` on the alliance's clock."""
    return {name: await _queue(session, *tray, now) for name, tray in TRAYS.items()}


async def _queue(
    session: AsyncSession,
    tray: type[InboxRow | DeliveryRow],
    states: type[StrEnum],
    waits: StrEnum,
    now: datetime,
) -> Queue:
    counted = await session.execute(select(tray.state, func.count()).group_by(tray.state))
    rows = dict.fromkeys(map(str, states), 0) | {str(state): n for state, n in counted}
    open_ = tray.state.in_((waits, "claimed"))
    oldest = await session.scalar(select(func.min(tray.due)).where(open_, tray.due <= now))
    return Queue(rows, now - oldest if oldest else timedelta())


async def stopped_workspaces(session: AsyncSession, viewer: System) -> int:
    """How many workspaces nothing can be sent to."""
    everything = StopRow.scope == StopScope.EVERYTHING
    query = select(func.count()).select_from(StopRow).where(everything)
    return await session.scalar(query) or 0


async def look_first(
    session: AsyncSession, *, since: datetime, until: datetime | None = None
) -> int:
    """This database is of that moment: what was unsent then may stand in Slack by now.

    It is looked for before it is sent, and so is what is wanted anew before `until`; where that is
    not known yet, `put_to_use` says it. Says how many messages wait.
    """
    await insert_once(session, RestoredRow, {"since": since, "until": until}, ["since"])
    unsent = DeliveryRow.state.in_((DeliveryState.WANTED, DeliveryState.CLAIMED))
    statement = (
        update(DeliveryRow)
        .where(unsent, DeliveryRow.ts.is_(None), DeliveryRow.posting_since.is_(None))
        .values(posting_since=since)
        .returning(DeliveryRow.id)
    )
    return len((await session.execute(statement)).all())


async def put_to_use(session: AsyncSession) -> None:
    """A process starts from this database; if it is a copy, it has an hour to catch up."""
    until = await database_now(session) + CATCHING_UP
    await session.execute(
        update(RestoredRow).where(RestoredRow.until.is_(None)).values(until=until)
    )
