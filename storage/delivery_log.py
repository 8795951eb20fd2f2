"""What became of each message: read by the secretariat alone, and without a word of its text."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import DeliveryRow
from storage.models.trays import DeliveryState
from storage.terms import System, Viewer, may_administer_in


@dataclass(frozen=True)
class Logged:
    """A message that was wanted; `recipient` is a person or a channel."""

    id: str
    recipient: str
    kind: str
    state: DeliveryState
    reason: str | None
    due: datetime
    sent_at: datetime | None
    changes: int  # of what stands in Slack; below nought while nothing does


@dataclass(frozen=True)
class About:
    """Which messages: all, those to a person or into a channel, or those of some kinds."""

    recipient: str | None = None
    kinds: Collection[str] | None = None


@dataclass(frozen=True)
class Place:
    """Where a page of the log ended."""

    due: datetime
    id: str


async def logged(
    session: AsyncSession,
    viewer: Viewer,
    workspace: str,
    about: About,
    *,
    before: Place | None,
    most: int,
) -> Sequence[Logged]:
    """The newest of them first, from that place on; nothing for who is not of the secretariat."""
    if not may_administer_in(viewer, workspace):
        return []
    query = select(DeliveryRow).where(DeliveryRow.workspace == workspace, *_about(about))
    if before:
        earlier = and_(DeliveryRow.due == before.due, DeliveryRow.id < before.id)
        # What comes first is for the index: it finds no place by an `or`.
        query = query.where(
            DeliveryRow.due <= before.due, or_(DeliveryRow.due < before.due, earlier)
        )
    newest = query.order_by(DeliveryRow.due.desc(), DeliveryRow.id.desc()).limit(most)
    return [_logged(row) for row in await session.scalars(newest)]


def _about(about: About) -> list[Any]:
    where = list[Any]()
    if about.recipient is not None:
        to, there = DeliveryRow.recipient, DeliveryRow.channel
        where += [or_(to == about.recipient, there == about.recipient)]
    if about.kinds is not None:
        where += [DeliveryRow.kind.in_(about.kinds)]
    return where


def _logged(row: DeliveryRow) -> Logged:
    return Logged(
        id=row.id,
        recipient=row.recipient,
        kind=row.kind,
        state=row.state,
        reason=row.reason,
        due=row.due,
        sent_at=row.sent_at,
        changes=row.sent_revision - 1,
    )


async def counts(
    session: AsyncSession, viewer: Viewer, workspace: str, since: datetime, until: datetime
) -> Mapping[DeliveryState, int]:
    """How many messages that fell due from `since` on and before `until` are in each state."""
    if not may_administer_in(viewer, workspace):
        return {}
    query = (
        select(DeliveryRow.state, func.count())
        .where(DeliveryRow.workspace == workspace)
        .where(DeliveryRow.due >= since, DeliveryRow.due < until)
        .group_by(DeliveryRow.state)
    )
    return {state: count for state, count in await session.execute(query)}


async def last_occasion(
    session: AsyncSession, viewer: System, workspace: str, recipient: str, kind: str
) -> str | None:
    """The last occasion, as occasions are spelled, of such a message to somebody."""
    same = (DeliveryRow.workspace == workspace, DeliveryRow.recipient == recipient)
    query = select(func.max(DeliveryRow.occasion)).where(*same, DeliveryRow.kind == kind)
    return await session.scalar(query)
