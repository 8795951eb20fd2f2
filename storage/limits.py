"""How often Slack lets us call, kept by all processes together.

Each place where calls are counted (a method in a workspace, or in one of its channels) has the
moment up to which its calls are spoken for: the theoretical arrival time of the generic cell rate
algorithm. A short burst may run ahead of it; nothing is set aside for calls that do not come.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.engine import database_now
from storage.models import SlackLimitRow
from storage.once import upsert_all

EVERYWHERE = ""  # the channel, where calls are counted for all channels together
LINE = " line"  # after a method: where those stand who have time
NOW = timedelta()


@dataclass(frozen=True)
class Rate:
    """A call each `interval`, and `burst` of them at once after a rest."""

    interval: timedelta
    burst: int = 1

    @property
    def ahead(self) -> timedelta:
        """How far calls may run ahead of their time."""
        return self.interval * (self.burst - 1)


@dataclass(frozen=True)
class Place:
    """Where calls are counted."""

    workspace: str
    method: str
    channel: str = EVERYWHERE

    @property
    def line(self) -> "Place":
        return Place(self.workspace, self.method + LINE, self.channel)


async def reserve(
    session: AsyncSession, places: Mapping[Place, Rate], *, patience: timedelta | None = None
) -> timedelta:
    """Count a call in all of these places, if there is room in each; else how long to wait.

    Whoever must wait longer than their patience stands in line, so that many who wait do not all
    come at once; without a word of patience one is told of the very next room.
    """
    clock = await database_now(session)
    taken = await _taken(session, places, clock)
    full = max(places, key=lambda place: taken[place] - places[place].ahead)
    wait = taken[full] - places[full].ahead - clock
    if wait <= NOW:
        await _take(session, {p: max(taken[p], clock) + r.interval for p, r in places.items()})
        return NOW
    if patience is None or wait <= patience:
        return wait
    return await _stand_in_line(session, full.line, places[full], clock, wait)


async def _stand_in_line(
    session: AsyncSession, line: Place, rate: Rate, clock: datetime, wait: timedelta
) -> timedelta:
    turn = max((await _taken(session, [line], clock))[line], clock + wait)
    await _take(session, {line: turn + rate.interval})
    return turn - clock


async def hold_off(session: AsyncSession, place: Place, rate: Rate, wait: timedelta) -> None:
    """Slack wants no calls there for so long. Nothing bursts out after that."""
    clock = await database_now(session)
    taken = (await _taken(session, [place], clock))[place]
    await _take(session, {place: max(taken, clock + wait + rate.ahead)})


async def _taken(
    session: AsyncSession, places: Collection[Place], clock: datetime
) -> dict[Place, datetime]:
    """Up to when each place is spoken for. Locks them, in one order, until the transaction ends."""
    in_order = (SlackLimitRow.method, SlackLimitRow.channel)
    query = select(SlackLimitRow.workspace, *in_order, SlackLimitRow.free_at)
    same = query.where(or_(*map(_is, places))).order_by(*in_order)
    rows = await session.execute(same.with_for_update())
    found = {Place(*place): free_at for *place, free_at in rows}
    return dict.fromkeys(places, clock) | found


async def _take(session: AsyncSession, places: Mapping[Place, datetime]) -> None:
    rows = [{**vars(place), "free_at": free_at} for place, free_at in places.items()]
    await upsert_all(session, SlackLimitRow, rows, ["workspace", "method", "channel"])


def _is(place: Place) -> ColumnElement[bool]:
    return and_(
        SlackLimitRow.workspace == place.workspace,
        SlackLimitRow.method == place.method,
        SlackLimitRow.channel == place.channel,
    )
