"""Messages to many that somebody of the secretariat starts."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import BroadcastRow
from storage.once import insert_once
from storage.terms import BroadcastAudience, BroadcastState, Viewer, may_administer


@dataclass(frozen=True)
class Broadcast:
    """What it says, to whom, and how far it has come. Times are on the alliance's clock."""

    id: str
    workspace: str
    started_by: str
    started_at: datetime
    words: str = field(repr=False)
    audience: BroadcastAudience
    state: BroadcastState = BroadcastState.DRAFT
    proposed_at: datetime | None = None
    approved_by: str | None = None
    due: datetime | None = None
    undo_until: datetime | None = None


NAMES = tuple(Broadcast.__dataclass_fields__)


async def start(session: AsyncSession, broadcast: Broadcast) -> bool:
    """Keep a draft. False when it was kept before."""
    row = {name: getattr(broadcast, name) for name in NAMES}
    return await insert_once(session, BroadcastRow, row, ["id"])


async def find_broadcast(
    session: AsyncSession, viewer: Viewer, workspace: str, id: str
) -> Broadcast | None:
    """A broadcast, for the secretariat and the system; None to others or if there is none."""
    if not may_administer(viewer):
        return None
    same = (BroadcastRow.workspace == workspace, BroadcastRow.id == id)
    row = await session.scalar(select(BroadcastRow).where(*same))
    return Broadcast(**{name: getattr(row, name) for name in NAMES}) if row else None


async def change(
    session: AsyncSession, broadcast: Broadcast, among: Collection[BroadcastState], **values: Any
) -> bool:
    """Change it while it is in one of these states. False when it has gone on since."""
    statement = (
        update(BroadcastRow)
        .where(BroadcastRow.id == broadcast.id, BroadcastRow.state.in_(among))
        .values(**values)
        .returning(BroadcastRow.id)
    )
    options = {"synchronize_session": False}
    return (await session.execute(statement, execution_options=options)).first() is not None
