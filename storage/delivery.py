"""The out-tray's rows: what we want to exist in Slack, and what was seen to exist."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from sqlalchemy import and_, case, func, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.engine import database_now
from storage.leases import claim_rows, let_go, while_held
from storage.models import DeliveryRow, RestoredRow
from storage.models.base import UtcDateTime
from storage.models.trays import DeliveryState
from storage.once import insert_once
from storage.terms import AGAIN, System

OURS = UUID("6f1dd1c0-4a53-4d0e-9a55-2020d2020d20")


@dataclass(frozen=True)
class Wanted:
    """A message that should exist once per (workspace, occasion, recipient, kind).

    The recipient is a Slack user or channel; a person's channel is opened when it is sent.
    """

    workspace: str
    occasion: str
    recipient: str
    kind: str
    language: str
    due: datetime
    channel: str | None = None
    thread: str | None = None

    def of_kind(self, kind: str) -> "Wanted":
        """Another message in the same place, on the same occasion."""
        names = ("workspace", "occasion", "recipient", "language", "due", "channel", "thread")
        return Wanted(kind=kind, **{name: getattr(self, name) for name in names})


@dataclass(frozen=True, kw_only=True)
class Delivery(Wanted):
    """A wanted message that this process holds until its lease ends. `attempt` is the fence."""

    id: str
    attempt: int
    revision: int  # that is wanted; what is drawn is at least as new
    ts: str | None  # once it stands in Slack
    posting_since: datetime | None  # since then a post may have been accepted unseen
    claimed_at: datetime  # on the database's clock


async def want(session: AsyncSession, wanted: Wanted) -> bool:
    """Write down that a message should exist. False when that was written before."""
    names = ("workspace", "occasion", "recipient", "kind", "language", "due", "channel", "thread")
    row = {name: getattr(wanted, name) for name in names} | {
        "id": key_of(wanted),
        "state": DeliveryState.WANTED,
        "wanted_revision": 1,
        "sent_revision": 0,
        "attempt": 0,
        "posting_since": await _looked_for_since(session),
    }
    return await insert_once(session, DeliveryRow, row, ())


def key_of(wanted: Wanted) -> str:
    """What the message is found again by in Slack, also by who has forgotten that it was sent."""
    named = (wanted.workspace, wanted.occasion, wanted.recipient, wanted.kind)
    return uuid5(OURS, "\n".join(named)).hex


async def _looked_for_since(session: AsyncSession) -> datetime | None:
    """The moment this database was put back to, while what was sent since is wanted again."""
    now = await database_now(session)
    query = select(func.min(RestoredRow.since)).where(RestoredRow.until > now)
    return await session.scalar(query)


async def want_again(session: AsyncSession, workspace: str, occasion: str, kind: str) -> bool:
    """What the message says has changed, or whether it should be there. False: there is none."""
    same = (
        DeliveryRow.workspace == workspace,
        DeliveryRow.occasion == occasion,
        DeliveryRow.kind == kind,
        DeliveryRow.state.in_((DeliveryState.WANTED, DeliveryState.CLAIMED, DeliveryState.SENT)),
    )
    in_hand = DeliveryRow.state == DeliveryState.CLAIMED
    statement = (
        update(DeliveryRow)
        .where(*same)
        .values(
            wanted_revision=DeliveryRow.wanted_revision + 1,
            state=case((in_hand, DeliveryRow.state), else_=DeliveryState.WANTED),
        )
        .returning(DeliveryRow.id)
    )
    options = {"synchronize_session": False}
    return (await session.execute(statement, execution_options=options)).first() is not None


async def want_anew(session: AsyncSession, wanted: Wanted) -> None:
    """As `want`; what was wanted before is drawn anew, and what was taken back or could not be
    sent is sent again."""
    if await want(session, wanted):
        return
    names = ("workspace", "occasion", "recipient", "kind")
    same = [getattr(DeliveryRow, name) == getattr(wanted, name) for name in names]
    never_sent = and_(DeliveryRow.state == DeliveryState.PARKED, DeliveryRow.ts.is_(None))
    gone = or_(DeliveryRow.state == DeliveryState.WITHDRAWN, never_sent)
    fresh = {"state": DeliveryState.WANTED, "ts": None, "posting_since": None, "sent_revision": 0}
    await session.execute(update(DeliveryRow).where(*same, gone).values(due=wanted.due, **fresh))
    await want_again(session, wanted.workspace, wanted.occasion, wanted.kind)


async def want_all_again(session: AsyncSession, workspace: str, occasion: str) -> None:
    """Whether what was said on an occasion should be there has changed, also when it was asked
    about again."""
    same = or_(
        DeliveryRow.occasion == occasion,
        DeliveryRow.occasion.startswith(f"{occasion}{AGAIN}", autoescape=True),
    )
    query = select(DeliveryRow.occasion, DeliveryRow.kind)
    for said, kind in (
        await session.execute(query.where(DeliveryRow.workspace == workspace, same))
    ).all():
        await want_again(session, workspace, said, kind)


async def is_wanted(
    session: AsyncSession, viewer: System, workspace: str, occasion: str, kind: str | None = None
) -> bool:
    """Whether something was wanted on this occasion, for anybody, of that kind or of any."""
    same = [DeliveryRow.workspace == workspace, DeliveryRow.occasion == occasion]
    same += [DeliveryRow.kind == kind] if kind else []
    return await session.scalar(select(DeliveryRow.id).where(*same).limit(1)) is not None


async def claim(
    session: AsyncSession,
    viewer: System,
    *,
    owner: str,
    now: datetime,
    lease: timedelta,
    limit: int,
) -> Sequence[Delivery]:
    """Take up to `limit` messages that are due, or whose holder's lease has run out."""
    clock = await database_now(session)
    allowed = or_(DeliveryRow.not_before.is_(None), DeliveryRow.not_before <= clock)
    rows = await claim_rows(
        session,
        DeliveryRow,
        and_(DeliveryRow.state == DeliveryState.WANTED, DeliveryRow.due <= now, allowed),
        owner=owner,
        clock=clock,
        lease=lease,
        limit=limit,
    )
    return [_delivery(row, clock) for row in rows]


def _delivery(row: DeliveryRow, clock: datetime) -> Delivery:
    return Delivery(
        workspace=row.workspace,
        occasion=row.occasion,
        recipient=row.recipient,
        kind=row.kind,
        language=row.language,
        due=row.due,
        channel=row.channel,
        thread=row.thread,
        id=row.id,
        attempt=row.attempt,
        revision=row.wanted_revision,
        ts=row.ts,
        posting_since=row.posting_since,
        claimed_at=clock,
    )


async def about_to_post(session: AsyncSession, delivery: Delivery) -> bool:
    """Write down, before the call, that a post may exist from now on. False: not ours any more."""
    first = func.coalesce(
        DeliveryRow.posting_since, literal(await database_now(session), UtcDateTime())
    )
    return await while_held(
        session, DeliveryRow, delivery.id, delivery.attempt, posting_since=first
    )


async def settle_sent(
    session: AsyncSession, delivery: Delivery, *, channel: str, ts: str, revision: int
) -> bool:
    """Slack has it. False when somebody else has taken the row over since.

    What was wanted anew since this revision is sent next.
    """
    outdated = DeliveryRow.wanted_revision > revision
    return await let_go(
        session,
        DeliveryRow,
        delivery.id,
        delivery.attempt,
        state=case((outdated, DeliveryState.WANTED), else_=DeliveryState.SENT),
        channel=channel,
        ts=ts,
        sent_revision=revision,
        posting_since=None,
        reason=None,
    )


async def settle_later(
    session: AsyncSession,
    delivery: Delivery,
    *,
    wait: timedelta,
    reason: str,
    surely_not_posted: bool,
) -> bool:
    """Try again after `wait`. Unless it surely was not posted, the next holder looks first."""
    cleared = {"posting_since": None} if surely_not_posted else {}
    return await let_go(
        session,
        DeliveryRow,
        delivery.id,
        delivery.attempt,
        state=DeliveryState.WANTED,
        not_before=await database_now(session) + wait,
        reason=reason,
        **cleared,
    )


async def settle_ended(
    session: AsyncSession, delivery: Delivery, state: DeliveryState, *, reason: str
) -> bool:
    """It will not be sent: withdrawn, skipped or parked, and why."""
    return await let_go(
        session, DeliveryRow, delivery.id, delivery.attempt, state=state, reason=reason
    )


async def sent_as(session: AsyncSession, viewer: System, delivery_id: str) -> str | None:
    """The timestamp of the message that counts, once one is known."""
    return await session.scalar(select(DeliveryRow.ts).where(DeliveryRow.id == delivery_id))
