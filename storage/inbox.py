"""The in-tray's rows: recorded once, claimed under a lease, settled by whoever still holds it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Text, and_, case, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.engine import database_now
from storage.leases import NOW, Claiming, clock_of_claim, let_go, while_held
from storage.models import InboxRow
from storage.models.trays import InboxState
from storage.once import insert_once
from storage.terms import System


@dataclass(frozen=True)
class Work:
    """Something to do. `key` is what makes it the same work when it arrives twice."""

    kind: str
    key: str
    workspace: str
    due: datetime
    payload: dict[str, Any] = field(repr=False)  # a person's words: not for logs


@dataclass(frozen=True)
class ClaimedWork(Work):
    """Work that this process holds until its lease ends. `attempt` is the fence."""

    id: int
    attempt: int


async def record(session: AsyncSession, work: Work) -> bool:
    """Write down what is to be done. False when it was written down before."""
    return await insert_once(session, InboxRow, row_of(work), ["key"])


def row_of(work: Work) -> dict[str, Any]:
    """The row of work that waits to be done."""
    values = {name: getattr(work, name) for name in ("kind", "key", "workspace", "due", "payload")}
    return {**values, "state": InboxState.NEW, "attempt": 0}


CLAIMING = Claiming.of(InboxRow, and_(InboxRow.state == InboxState.NEW, InboxRow.due <= NOW))


async def claim(
    session: AsyncSession,
    viewer: System,
    *,
    owner: str,
    now: datetime,
    lease: timedelta,
    limit: int,
) -> Sequence[ClaimedWork]:
    """Take up to `limit` pieces that are due, or whose holder's lease has run out.

    `now` is the alliance's clock and decides what is due; leases go by the database's.
    """
    clock = await clock_of_claim(session)
    rows = await CLAIMING.take(session, owner=owner, clock=clock, lease=lease, limit=limit, now=now)
    return [_claimed(row) for row in rows]


def _claimed(row: InboxRow) -> ClaimedWork:
    return ClaimedWork(
        kind=row.kind,
        key=row.key,
        workspace=row.workspace,
        due=row.due,
        payload=row.payload,
        id=row.id,
        attempt=row.attempt,
    )


async def settle(
    session: AsyncSession, work: ClaimedWork, state: InboxState, result: str | None = None
) -> bool:
    """Say how the work ended. False when somebody else has taken it over since."""
    ended = {"state": state, "result": result, "settled_at": await database_now(session)}
    return await let_go(session, InboxRow, work.id, work.attempt, **ended)


async def give_back(session: AsyncSession, work: ClaimedWork, *, due: datetime) -> bool:
    """Let go of the work until `due`, for whoever is there then."""
    return await let_go(session, InboxRow, work.id, work.attempt, state=InboxState.NEW, due=due)


async def keep(session: AsyncSession, work: ClaimedWork, *, lease: timedelta) -> bool:
    """Hold on to work that takes longer than a lease. False: somebody else has taken it over."""
    until = await database_now(session) + lease
    return await while_held(session, InboxRow, work.id, work.attempt, lease_until=until)


async def hold(session: AsyncSession, work: ClaimedWork) -> bool:
    """Make sure, to the end of this transaction, that the work is still ours to do.

    What follows from the work is written in such a transaction: whoever took it over since may
    have ended it otherwise.
    """
    return await while_held(session, InboxRow, work.id, work.attempt, state=InboxState.CLAIMED)


async def forget_payloads(session: AsyncSession, *, settled_before: datetime) -> int:
    """Empty what was said in work settled before then; the row stays, so nothing is done twice."""
    statement = (
        update(InboxRow)
        .where(InboxRow.settled_at < settled_before, InboxRow.payload.cast(Text) != "{}")
        .values(payload={})
        .returning(InboxRow.id)
    )
    return len((await session.execute(statement)).all())


async def forget(session: AsyncSession, key: str) -> None:
    """Empty what was recorded under this key and as changes to it; what waits is not done."""
    waits = InboxRow.state == InboxState.NEW
    ended = {"state": case((waits, InboxState.DONE), else_=InboxRow.state), "payload": {}}
    same = or_(InboxRow.key == key, InboxRow.key.startswith(f"{key}:", autoescape=True))
    await session.execute(update(InboxRow).where(same).values(**ended))


async def forget_words(session: AsyncSession, work: ClaimedWork) -> None:
    """Empty what was recorded, of something that was taken back since."""
    await session.execute(update(InboxRow).where(InboxRow.id == work.id).values(payload={}))


async def is_known(session: AsyncSession, viewer: System, key: str) -> bool:
    """Whether something was recorded under this key."""
    return await session.scalar(select(InboxRow.id).where(InboxRow.key == key)) is not None


async def payload_of(session: AsyncSession, viewer: System, key: str) -> dict[str, Any]:
    """What was recorded under this key; empty when it was forgotten since."""
    payload = await session.scalar(select(InboxRow.payload).where(InboxRow.key == key))
    return payload or {}
