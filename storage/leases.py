"""Claiming rows under a lease, the same for both trays and for embeddings.

A row is whoever's that claimed it last: each claim raises `attempt`, the fence, and what the
holder of an older one says of the row is refused. Leases go by the database's clock.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, and_, select, true, union_all, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import DeliveryRow, EmbeddingRow, InboxRow

CLAIMED = "claimed"
EVERY_ROW = true()
Row = TypeVar("Row", InboxRow, DeliveryRow, EmbeddingRow)


async def claim_rows(
    session: AsyncSession,
    tray: type[Row],
    waiting: ColumnElement[bool],
    *,
    owner: str,
    clock: datetime,
    lease: timedelta,
    limit: int,
    among: ColumnElement[bool] = EVERY_ROW,
) -> Sequence[Row]:
    """Take up to `limit` rows that are waiting or whose holder's lease has run out, oldest first.

    Two who claim at once get different rows.
    """
    abandoned = and_(tray.state == CLAIMED, tray.lease_until < clock)
    # Each by itself: the index gives the first few in order, and of both at once, all to be sorted.
    # As subqueries PostgreSQL may run them anew for each row, and so pass the limit.
    oldest = [
        select(tray.id, tray.due)
        .where(among, which)
        .order_by(tray.due, tray.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte(name)
        for name, which in (("waiting", waiting), ("abandoned", abandoned))
    ]
    both = union_all(*(select(each.c.id, each.c.due) for each in oldest)).subquery()
    chosen = select(both.c.id).order_by(both.c.due, both.c.id).limit(limit).cte("chosen")
    statement = (
        update(tray)
        .where(tray.id.in_(select(chosen.c.id)))
        .values(state=CLAIMED, owner=owner, lease_until=clock + lease, attempt=tray.attempt + 1)
        .returning(tray)
    )
    rows = await session.scalars(statement, execution_options={"synchronize_session": False})
    return sorted(rows, key=lambda row: (row.due, row.id))


async def while_held(
    session: AsyncSession, tray: type[Row], id: int | str, attempt: int, **values: Any
) -> bool:
    """Change a row if it is still ours. False when somebody else has taken it over since."""
    statement = (
        update(tray)
        .where(tray.id == id, tray.attempt == attempt, tray.state == CLAIMED)
        .values(**values)
        .returning(tray.id)
    )
    return (await session.execute(statement)).first() is not None


async def let_go(
    session: AsyncSession, tray: type[Row], id: int | str, attempt: int, **values: Any
) -> bool:
    """Change a row that is still ours, and hold it no longer."""
    return await while_held(session, tray, id, attempt, owner=None, lease_until=None, **values)
