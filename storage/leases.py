"""Claiming rows under a lease, the same for both trays and for embeddings.

A row is whoever's that claimed it last: each claim raises `attempt`, the fence, and what the
holder of an older one says of the row is refused. Leases go by the database's clock.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    and_,
    bindparam,
    func,
    select,
    true,
    union_all,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.dml import ReturningUpdate

from storage.engine import database_now
from storage.models import DeliveryRow, EmbeddingRow, InboxRow
from storage.models.base import UtcDateTime

CLAIMED = "claimed"
EVERY_ROW = true()
Row = TypeVar("Row", InboxRow, DeliveryRow, EmbeddingRow)

# Given when claiming: the alliance's clock, and the database's.
NOW, CLOCK = bindparam("now", type_=UtcDateTime()), bindparam("clock", type_=UtcDateTime())


async def clock_of_claim(session: AsyncSession) -> datetime:
    """The database's clock, and PostgreSQL told to walk the index for what follows: what it knows
    of a tray is always old, and by it would sort 100,000 rows to give the first eight."""
    if session.get_bind().dialect.name == "sqlite":
        return await database_now(session)
    by_index = func.set_config("enable_bitmapscan", "off", True)
    now = await session.scalar(select(func.clock_timestamp(type_=UtcDateTime()), by_index))
    assert isinstance(now, datetime)  # noqa: S101 - PostgreSQL's own type
    return now


@dataclass(frozen=True)
class Claiming(Generic[Row]):
    """How rows of a tray are taken. Made once: to put the statement together takes longer than to
    carry it out."""

    statement: ReturningUpdate[Row]

    @classmethod
    def of(
        cls, tray: type[Row], waiting: ColumnElement[bool], among: ColumnElement[bool] = EVERY_ROW
    ) -> "Claiming[Row]":
        """Rows that are waiting or whose holder's lease has run out. Both conditions may name NOW,
        CLOCK and parameters of their own."""
        chosen = _oldest(tray, waiting, among)
        claimed = {
            "state": CLAIMED,
            "owner": bindparam("holder"),
            "lease_until": bindparam("lease_ends", type_=UtcDateTime()),
            "attempt": tray.attempt + 1,
        }
        ours = update(tray).where(tray.id.in_(select(chosen.c.id))).values(claimed)
        return cls(ours.returning(tray).execution_options(synchronize_session=False))

    async def take(
        self,
        session: AsyncSession,
        *,
        owner: str,
        clock: datetime,
        lease: timedelta,
        limit: int,
        **parameters: Any,
    ) -> Sequence[Row]:
        """Up to `limit` rows, oldest first. Two who claim at once get different rows."""
        given = {"holder": owner, "clock": clock, "lease_ends": clock + lease, "most": limit}
        rows: Iterable[Row] = (await session.scalars(self.statement, given | parameters)).all()
        return sorted(rows, key=lambda row: (row.due, row.id))


def _oldest(tray: type[Row], waiting: ColumnElement[bool], among: ColumnElement[bool]) -> CTE:
    """Each of both by itself: the index gives the first few in order, and of both at once, all to
    be sorted. As subqueries PostgreSQL may run them anew for each row, and so pass the limit."""
    abandoned = and_(tray.state == CLAIMED, tray.lease_until < CLOCK)
    most = bindparam("most", type_=Integer())
    oldest = [
        select(tray.id, tray.due)
        .where(among, which)
        .order_by(tray.due, tray.id)
        .limit(most)
        .with_for_update(skip_locked=True)
        .cte(name)
        for name, which in (("waiting", waiting), ("abandoned", abandoned))
    ]
    both = union_all(*(select(each.c.id, each.c.due) for each in oldest)).subquery()
    return select(both.c.id).order_by(both.c.due, both.c.id).limit(most).cte("chosen")


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
