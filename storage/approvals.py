"""What a schedule sends to many, and who of the secretariat has approved it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import ApprovalRow
from storage.once import insert_once
from storage.terms import Person, Viewer, may_administer, may_administer_in


@dataclass(frozen=True)
class Approval:
    """Of one look of what a schedule sends: another text or rule has another fingerprint."""

    schedule: str
    fingerprint: str
    approved_by: str
    approved_at: datetime


NAMES = tuple(Approval.__dataclass_fields__)


async def approve(
    session: AsyncSession, by: Person, schedule: str, fingerprint: str, *, now: datetime
) -> bool:
    """Approve it where somebody belongs. False when it is approved already, or they may not."""
    if not may_administer(by):
        return False
    same = {"workspace": by.workspace, "schedule": schedule, "fingerprint": fingerprint}
    row = {**same, "approved_by": by.user, "approved_at": now}
    return await insert_once(session, ApprovalRow, row, list(same))


async def find_approval(
    session: AsyncSession, viewer: Viewer, workspace: str, schedule: str, fingerprint: str
) -> Approval | None:
    """Who approved it; None if nobody did, and to those who are not of the secretariat."""
    if not may_administer_in(viewer, workspace):
        return None
    query = select(ApprovalRow).where(
        ApprovalRow.workspace == workspace,
        ApprovalRow.schedule == schedule,
        ApprovalRow.fingerprint == fingerprint,
    )
    row = await session.scalar(query)
    return _approval(row) if row else None


async def approved_between(
    session: AsyncSession, viewer: Viewer, workspace: str, since: datetime, until: datetime
) -> Sequence[Approval]:
    """What was approved from one moment to another, in order; nothing as with one."""
    if not may_administer_in(viewer, workspace):
        return []
    then = (ApprovalRow.approved_at >= since, ApprovalRow.approved_at < until)
    query = select(ApprovalRow).where(ApprovalRow.workspace == workspace, *then)
    found = await session.scalars(query.order_by(ApprovalRow.approved_at, ApprovalRow.schedule))
    return [_approval(row) for row in found]


def _approval(row: ApprovalRow) -> Approval:
    return Approval(**{name: getattr(row, name) for name in NAMES})
