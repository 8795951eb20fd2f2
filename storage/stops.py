"""What is not sent to a workspace, and why."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import StopRow
from storage.once import insert_once
from storage.terms import Role, StopScope, System, Viewer


async def stop(
    session: AsyncSession, workspace: str, scope: StopScope, reason: str, now: datetime
) -> bool:
    """Send nothing of that scope there from now on. False when that was so before."""
    row = {"workspace": workspace, "scope": scope, "reason": reason, "since": now}
    return await insert_once(session, StopRow, row, ["workspace", "scope"])


async def go_on(session: AsyncSession, workspace: str, scope: StopScope) -> bool:
    """Send again. False when nothing was stopped."""
    same = (StopRow.workspace == workspace, StopRow.scope == scope)
    ended = await session.execute(delete(StopRow).where(*same).returning(StopRow.workspace))
    return ended.first() is not None


async def stops(
    session: AsyncSession, viewer: Viewer, workspace: str
) -> Mapping[StopScope, tuple[str, datetime]]:
    """What is stopped there: Slack's code or who stopped it, and since when."""
    if not _may_know(viewer):
        return {}
    rows = await session.scalars(select(StopRow).where(StopRow.workspace == workspace))
    return {row.scope: (row.reason, row.since) for row in rows}


def _may_know(viewer: Viewer) -> bool:
    return isinstance(viewer, System) or getattr(viewer, "role", None) is Role.SECRETARIAT
