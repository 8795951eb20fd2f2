"""What is not sent to a workspace, and why."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import StopRow
from storage.once import insert_once
from storage.terms import StopScope, System, Viewer, may_administer


async def stop(
    session: AsyncSession, workspace: str, scope: StopScope, reason: str, now: datetime
) -> bool:
    """Send no more of it. False when that was stopped before, which stays as it is."""
    row = {"workspace": workspace, "scope": scope, "reason": reason, "since": now}
    return await insert_once(session, StopRow, row, ["workspace", "scope"])


async def go_on(session: AsyncSession, workspace: str, scope: StopScope) -> bool:
    """Send it again. False when it was not stopped."""
    same = (StopRow.workspace == workspace, StopRow.scope == scope)
    gone = await session.execute(delete(StopRow).where(*same).returning(StopRow.scope))
    return gone.first() is not None


async def stops(
    session: AsyncSession, viewer: Viewer, workspace: str
) -> Mapping[StopScope, tuple[str, datetime]]:
    """What is stopped there: Slack's code or who stopped it, and since when. For the secretariat
    alone."""
    here = isinstance(viewer, System) or viewer.workspace == workspace
    if not (here and may_administer(viewer)):
        return {}
    rows = await session.scalars(select(StopRow).where(StopRow.workspace == workspace))
    return {row.scope: (row.reason, row.since) for row in rows}
