"""What is said to one person unasked: how much already, and what else waits to be said."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.changes import one_at_a_time
from storage.delivery import Delivery, Wanted, drawn, want
from storage.leases import let_go
from storage.models import DeliveryRow
from storage.models.trays import DeliveryState
from storage.terms import AGAIN, System

WAITS = (DeliveryState.WANTED, DeliveryState.CLAIMED)
STANDS = (DeliveryState.BUNDLED, DeliveryState.SENT)


async def one_voice(session: AsyncSession, workspace: str, user: str) -> None:
    """Whoever else wants to speak to them waits until our transaction ends."""
    await one_at_a_time(session, f"voice:{workspace}:{user}")


async def said_to(
    session: AsyncSession,
    viewer: System,
    delivery: Delivery,
    kinds: Collection[str],
    since: datetime,
) -> Sequence[datetime]:
    """When messages of these kinds were said to its recipient; what came together is one."""
    message = func.coalesce(DeliveryRow.bundle, DeliveryRow.id)
    query = select(func.min(DeliveryRow.sent_at)).where(
        DeliveryRow.workspace == delivery.workspace,
        DeliveryRow.recipient == delivery.recipient,
        DeliveryRow.kind.in_(kinds),
        DeliveryRow.id != delivery.id,
        DeliveryRow.sent_at > since,
        DeliveryRow.state.not_in((DeliveryState.PARKED, DeliveryState.SKIPPED)),
    )
    return [at for at in await session.scalars(query.group_by(message)) if at is not None]


async def others_due(
    session: AsyncSession,
    viewer: System,
    delivery: Delivery,
    kinds: Collection[str],
    *,
    now: datetime,
    limit: int,
) -> Sequence[Delivery]:
    """What else of these kinds is due to its recipient and not being said yet; oldest first.

    Somebody may hold it, and finds out that it was taken over when they want to say it.
    """
    query = (
        select(DeliveryRow)
        .where(
            DeliveryRow.workspace == delivery.workspace,
            DeliveryRow.recipient == delivery.recipient,
            DeliveryRow.kind.in_(kinds),
            DeliveryRow.state.in_(WAITS),
            DeliveryRow.due <= now,
            or_(DeliveryRow.until.is_(None), DeliveryRow.until >= now),
            DeliveryRow.ts.is_(None),
            DeliveryRow.posting_since.is_(None),
            DeliveryRow.sent_at.is_(None),
            DeliveryRow.id != delivery.id,
        )
        .order_by(DeliveryRow.due, DeliveryRow.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return [drawn(row, delivery.claimed_at) for row in await session.scalars(query)]


async def speak(session: AsyncSession, delivery: Delivery, *, now: datetime) -> None:
    """Write down that it is being said: from now on it counts."""
    mine = (DeliveryRow.id == delivery.id, DeliveryRow.attempt == delivery.attempt)
    await session.execute(update(DeliveryRow).where(*mine).values(sent_at=now))


async def say_together(
    session: AsyncSession,
    delivery: Delivery,
    others: Sequence[Delivery],
    carrier: Wanted,
    *,
    now: datetime,
) -> bool:
    """One message, the carrier, says all of them. False when the delivery is not ours any more."""
    await want(session, carrier)
    names = ("workspace", "occasion", "recipient", "kind")
    same = [getattr(DeliveryRow, name) == getattr(carrier, name) for name in names]
    id = await session.scalar(select(DeliveryRow.id).where(*same))
    joined = {"state": DeliveryState.BUNDLED, "bundle": id, "sent_at": now}
    if not await let_go(session, DeliveryRow, delivery.id, delivery.attempt, **joined):
        return False
    ids = [other.id for other in others]
    taken = {**joined, "owner": None, "lease_until": None, "attempt": DeliveryRow.attempt + 1}
    waiting = (DeliveryRow.id.in_(ids), DeliveryRow.state.in_(WAITS))
    await session.execute(update(DeliveryRow).where(*waiting).values(**taken))
    return True


async def told_by(session: AsyncSession, viewer: System, carrier: Delivery) -> Sequence[Delivery]:
    """What the carrier's message says, oldest first."""
    query = select(DeliveryRow).where(
        DeliveryRow.bundle == carrier.id, DeliveryRow.state.in_(STANDS)
    )
    rows = await session.scalars(query.order_by(DeliveryRow.due, DeliveryRow.id))
    return [drawn(row, carrier.claimed_at) for row in rows]


async def is_promised(
    session: AsyncSession, viewer: System, about: Wanted, kind: str, *, now: datetime
) -> bool:
    """Whether its recipient is to hear of the same occasion later anyway, by a message of that
    kind which they asked for."""
    again = about.occasion.partition(AGAIN)[0] + AGAIN
    query = select(DeliveryRow.id).where(
        DeliveryRow.workspace == about.workspace,
        DeliveryRow.recipient == about.recipient,
        DeliveryRow.occasion.startswith(again, autoescape=True),
        DeliveryRow.kind == kind,
        DeliveryRow.state.in_(WAITS),
        DeliveryRow.due > now,
    )
    return await session.scalar(query.limit(1)) is not None


async def leave_out(session: AsyncSession, told: Delivery, *, reason: str) -> None:
    """The carrier says it no longer."""
    gone = {"state": DeliveryState.WITHDRAWN, "reason": reason}
    await session.execute(update(DeliveryRow).where(DeliveryRow.id == told.id).values(**gone))


async def told(session: AsyncSession, told: Delivery, *, channel: str, ts: str) -> bool:
    """It stands in the carrier's message. False when that was known already."""
    stands = {"state": DeliveryState.SENT, "channel": channel, "ts": ts, "reason": None}
    statement = (
        update(DeliveryRow)
        .where(DeliveryRow.id == told.id, DeliveryRow.state == DeliveryState.BUNDLED)
        .values(**stands, sent_revision=DeliveryRow.wanted_revision)
        .returning(DeliveryRow.id)
    )
    options = {"synchronize_session": False}
    return (await session.execute(statement, execution_options=options)).first() is not None
