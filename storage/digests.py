"""The week's digest: what it reaches from and to, what is left out, held back and sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import DigestRemovedRow, DigestRow
from storage.once import insert_once
from storage.terms import System


@dataclass(frozen=True)
class Digest:
    """Of a week. `shown` are the ids of the updates that were in it when it was sent."""

    workspace: str
    period: str
    since: datetime
    cut: datetime
    held_by: str | None = None
    held_at: datetime | None = None
    sent_at: datetime | None = None
    shown: Sequence[int] = ()


NAMES = tuple(Digest.__dataclass_fields__)


async def open_digest(
    session: AsyncSession, workspace: str, period: str, cut: datetime, *, first: datetime
) -> bool:
    """Begin it where the last that was sent ends; before one was, where the first began, which
    is at `first`. False: it was."""
    here = DigestRow.workspace == workspace
    sent = select(func.max(DigestRow.cut)).where(here, DigestRow.sent_at.is_not(None))
    began = select(func.min(DigestRow.since)).where(here)
    since = await session.scalar(sent) or await session.scalar(began) or first
    row = {"workspace": workspace, "period": period, "since": since, "cut": cut, "shown": []}
    return await insert_once(session, DigestRow, row, ["workspace", "period"])


async def find_digest(
    session: AsyncSession, viewer: System, workspace: str, period: str
) -> Digest | None:
    """That week's, if it has begun."""
    return _digest(await session.get(DigestRow, (workspace, period), populate_existing=True))


async def newest_digest(session: AsyncSession, viewer: System, workspace: str) -> Digest | None:
    """The one that has begun last."""
    query = select(DigestRow).where(DigestRow.workspace == workspace)
    newest = query.order_by(DigestRow.cut.desc()).limit(1)
    options = {"populate_existing": True}
    return _digest(await session.scalar(newest, execution_options=options))


async def hold_back(session: AsyncSession, digest: Digest, by: str, *, now: datetime) -> bool:
    """It is not to be sent. False: that was so, or it was sent."""
    waits = (DigestRow.held_at.is_(None), DigestRow.sent_at.is_(None))
    return await _change(session, digest, *waits, held_by=by, held_at=now)


async def let_go(session: AsyncSession, digest: Digest) -> bool:
    """It is to be sent after all. False: it was."""
    held = DigestRow.held_at.is_not(None)
    return await _change(session, digest, held, held_by=None, held_at=None)


async def mark_sent(
    session: AsyncSession, digest: Digest, shown: Sequence[int], *, now: datetime
) -> bool:
    """It stands in Slack, with these updates. False: it did before."""
    values = {"sent_at": now, "shown": list(shown), "held_by": None, "held_at": None}
    return await _change(session, digest, DigestRow.sent_at.is_(None), **values)


async def leave_out(session: AsyncSession, id: int, by: str, *, now: datetime) -> bool:
    """An update is in no digest from now on. False: it was not."""
    row = {"update_id": id, "removed_by": by, "removed_at": now}
    return await insert_once(session, DigestRemovedRow, row, ["update_id"])


async def _change(session: AsyncSession, digest: Digest, *where: object, **values: object) -> bool:
    same = (DigestRow.workspace == digest.workspace, DigestRow.period == digest.period)
    statement = update(DigestRow).where(*same, *where).values(**values)  # type: ignore[arg-type]
    options = {"synchronize_session": False}
    done = await session.execute(statement.returning(DigestRow.period), execution_options=options)
    return done.first() is not None


def _digest(row: DigestRow | None) -> Digest | None:
    return Digest(**{name: getattr(row, name) for name in NAMES}) if row else None
