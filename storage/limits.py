"""How often Slack lets us call, kept by all processes together.

Each place where calls are counted (a method in a workspace, or in one of its channels) has the
moment up to which its calls are spoken for: the theoretical arrival time of the generic cell rate
algorithm. A short burst may run ahead of it; nothing is set aside for calls that do not come.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.engine import database_now
from storage.models import SlackLimitRow
from storage.once import insert_once

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
        for place, rate in places.items():
            await _set(session, place, max(taken[place], clock) + rate.interval)
        return NOW
    if patience is None or wait <= patience:
        return wait
    return await _stand_in_line(session, full.line, places[full], clock, wait)


async def _stand_in_line(
    session: AsyncSession, line: Place, rate: Rate, clock: datetime, wait: timedelta
) -> timedelta:
    turn = max((await _taken(session, [line], clock))[line], clock + wait)
    await _set(session, line, turn + rate.interval)
    return turn - clock


async def hold_off(session: AsyncSession, place: Place, rate: Rate, wait: timedelta) -> None:
    """Slack wants no calls there for so long. Nothing bursts out after that."""
    clock = await database_now(session)
    taken = (await _taken(session, [place], clock))[place]
    await _set(session, place, max(taken, clock + wait + rate.ahead))


async def _taken(
    session: AsyncSession, places: Collection[Place], clock: datetime
) -> dict[Place, datetime]:
    """Up to when each place is spoken for. Locks them, in one order, until the transaction ends."""
    found: dict[Place, datetime] = {}
    for place in sorted(places, key=lambda place: (place.method, place.channel)):
        query = select(SlackLimitRow.free_at).where(_is(place)).with_for_update()
        free_at = await session.scalar(query)
        if free_at is None:
            row = {**vars(place), "free_at": clock}
            await insert_once(session, SlackLimitRow, row, ["workspace", "method", "channel"])
            free_at = await session.scalar(query)
        found[place] = free_at or clock
    return found


async def _set(session: AsyncSession, place: Place, moment: datetime) -> None:
    await session.execute(update(SlackLimitRow).where(_is(place)).values(free_at=moment))


def _is(place: Place) -> ColumnElement[bool]:
    return and_(
        SlackLimitRow.workspace == place.workspace,
        SlackLimitRow.method == place.method,
        SlackLimitRow.channel == place.channel,
    )
