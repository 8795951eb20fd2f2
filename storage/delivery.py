"""The out-tray's rows: what we want to exist in Slack, and what was seen to exist."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import (
    ColumnElement,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from storage.engine import database_now
from storage.leases import CLOCK, NOW, Claiming, clock_of_claim, let_go, while_held
from storage.models import DeliveryRow, RestoredRow, StopRow
from storage.models.base import UtcDateTime
from storage.models.trays import DeliveryState
from storage.once import insert_all_once, insert_once
from storage.terms import AGAIN, StopScope, System

THERE = (DeliveryState.WANTED, DeliveryState.CLAIMED, DeliveryState.SENT)

SENT_AGAIN = "sent again, a twin may follow"

OURS = UUID("6f1dd1c0-4a53-4d0e-9a55-2020d2020d20")


@dataclass(frozen=True)
class Wanted:
    """A message that should exist once per (workspace, occasion, recipient, kind).

    The recipient is a Slack user or channel; a person's channel is opened when it is sent. Later
    than `until` it is not sent any more.
    """

    workspace: str
    occasion: str
    recipient: str
    kind: str
    language: str
    due: datetime
    channel: str | None = None
    thread: str | None = None
    until: datetime | None = None

    def of_kind(self, kind: str) -> "Wanted":
        """Another message in the same place, on the same occasion."""
        names = (n for n in WANTED if n != "kind")
        return Wanted(kind=kind, **{name: getattr(self, name) for name in names})


WANTED = tuple(field.name for field in fields(Wanted))


@dataclass(frozen=True, kw_only=True)
class Delivery(Wanted):
    """A wanted message that this process holds until its lease ends. `attempt` is the fence."""

    id: str
    attempt: int
    revision: int  # that is wanted; what is drawn is at least as new
    sent_revision: int  # that stands in Slack
    ts: str | None  # once it stands there
    posting_since: datetime | None  # since then a post may have been accepted unseen
    claimed_at: datetime  # on the database's clock
    reason: str | None = None  # why the last try was not the end


async def want(session: AsyncSession, wanted: Wanted) -> bool:
    """Write down that a message should exist. False when that was written before."""
    since = await _looked_for_since(session)
    return await insert_once(session, DeliveryRow, _row(wanted, since), ())


async def want_all(session: AsyncSession, wanted: Sequence[Wanted]) -> int:
    """As `want`, of many at once: how many were new."""
    since = await _looked_for_since(session)
    return await insert_all_once(session, DeliveryRow, [_row(each, since) for each in wanted], ())


def _row(wanted: Wanted, posting_since: datetime | None) -> dict[str, Any]:
    return {name: getattr(wanted, name) for name in WANTED} | {
        "id": key_of(wanted),
        "state": DeliveryState.WANTED,
        "wanted_revision": 1,
        "sent_revision": 0,
        "attempt": 0,
        "posting_since": posting_since,
    }


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
    )
    told = aliased(DeliveryRow)
    carriers = select(told.bundle).where(
        told.workspace == workspace,
        told.occasion == occasion,
        told.kind == kind,
        told.bundle.is_not(None),
    )
    own_message = and_(*same, DeliveryRow.bundle.is_(None))
    there = DeliveryRow.state.in_(THERE)
    in_hand = DeliveryRow.state == DeliveryState.CLAIMED
    statement = (
        update(DeliveryRow)
        .where(or_(own_message, DeliveryRow.id.in_(carriers)), there)
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
    fresh: dict[str, Any] = {"state": DeliveryState.WANTED, "sent_revision": 0}
    fresh |= dict.fromkeys(("ts", "posting_since", "bundle", "sent_at"))
    fresh |= {"due": wanted.due, "until": wanted.until}
    await session.execute(update(DeliveryRow).where(*same, gone).values(**fresh))
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
    unasked: Collection[str] = (),
) -> Sequence[Delivery]:
    """Take up to `limit` messages that are due, or whose holder's lease has run out.

    Workspaces that are stopped are passed over; where the secretariat has stopped what nobody asked
    for, so are the `unasked` kinds, unless they stand in Slack already.
    """
    clock = await clock_of_claim(session)
    rows = await CLAIMING.take(
        session,
        owner=owner,
        clock=clock,
        lease=lease,
        limit=limit,
        now=now,
        unasked=list(unasked),
    )
    return [drawn(row, clock) for row in rows]


def _claiming() -> Claiming[DeliveryRow]:
    allowed = or_(DeliveryRow.not_before.is_(None), DeliveryRow.not_before <= CLOCK)
    waiting = and_(DeliveryRow.state == DeliveryState.WANTED, DeliveryRow.due <= NOW, allowed)
    return Claiming.of(DeliveryRow, waiting, among=~_stopped())


def _stopped() -> ColumnElement[bool]:
    unasked = DeliveryRow.kind.in_(bindparam("unasked", expanding=True))
    held = and_(StopRow.scope == StopScope.UNASKED, unasked, DeliveryRow.ts.is_(None))
    scope = or_(StopRow.scope == StopScope.EVERYTHING, held)
    return exists().where(StopRow.workspace == DeliveryRow.workspace, scope)


CLAIMING = _claiming()


def drawn(row: DeliveryRow, clock: datetime) -> Delivery:
    """What a row wants, as it is now."""
    return Delivery(
        **{name: getattr(row, name) for name in WANTED},
        id=row.id,
        attempt=row.attempt,
        revision=row.wanted_revision,
        sent_revision=row.sent_revision,
        ts=row.ts,
        posting_since=row.posting_since,
        claimed_at=clock,
        reason=row.reason,
    )


async def about_to_post(session: AsyncSession, delivery: Delivery) -> bool:
    """Write down, before the call, that a post may exist from now on. False: not ours any more."""
    first = func.coalesce(
        DeliveryRow.posting_since, literal(await database_now(session), UtcDateTime())
    )
    return await while_held(
        session, DeliveryRow, delivery.id, delivery.attempt, posting_since=first
    )


async def stands_as(session: AsyncSession, delivery: Delivery, channel: str, ts: str) -> bool:
    """Of several messages this one counts; the row stays ours. False: it is not any more."""
    return await while_held(
        session, DeliveryRow, delivery.id, delivery.attempt, channel=channel, ts=ts
    )


async def settle_sent(
    session: AsyncSession,
    delivery: Delivery,
    *,
    channel: str,
    ts: str,
    revision: int,
    now: datetime,
    look: timedelta | None = None,
) -> bool:
    """Slack has it. False when somebody else has taken the row over since.

    What was wanted anew since this revision is sent next. `now` is the alliance's clock. `look`:
    it was posted a second time, and after so long the first may have come too.
    """
    ends = {
        "channel": channel,
        "ts": ts,
        "sent_revision": revision,
        "sent_at": func.coalesce(DeliveryRow.sent_at, literal(now, UtcDateTime())),
    }
    if look is None:
        outdated = DeliveryRow.wanted_revision > revision
        state = case((outdated, DeliveryState.WANTED), else_=DeliveryState.SENT)
        ends |= {"state": state, "posting_since": None, "reason": None}
    else:
        again = await database_now(session) + look
        ends |= {"state": DeliveryState.WANTED, "not_before": again, "reason": SENT_AGAIN}
    return await let_go(session, DeliveryRow, delivery.id, delivery.attempt, **ends)


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


async def postpone(
    session: AsyncSession, delivery: Delivery, *, due: datetime, reason: str
) -> bool:
    """It is not to be said before `due`, on the alliance's clock."""
    waits = {"state": DeliveryState.WANTED, "due": due, "reason": reason}
    return await let_go(session, DeliveryRow, delivery.id, delivery.attempt, **waits)


async def settle_ended(
    session: AsyncSession, delivery: Delivery, state: DeliveryState, *, reason: str
) -> bool:
    """It will not be sent: withdrawn, skipped or parked, and why; nor what it should have told."""
    ended = {"state": state, "reason": reason}
    if not await let_go(session, DeliveryRow, delivery.id, delivery.attempt, **ended):
        return False
    told = (DeliveryRow.bundle == delivery.id, DeliveryRow.state == DeliveryState.BUNDLED)
    await session.execute(update(DeliveryRow).where(*told).values(**ended))
    return True


async def sent_as(session: AsyncSession, viewer: System, delivery_id: str) -> str | None:
    """The timestamp of the message that counts, once one is known."""
    return await session.scalar(select(DeliveryRow.ts).where(DeliveryRow.id == delivery_id))
