"""How a message comes to each of the numbered points at which the bot may die."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from bot.asking.work import QUESTION_ASKED
from bot.delivery.crash_points import Point
from handlers.views.blocks import metadata
from playground.web_api.faults import Fault
from storage import delivery, inbox
from storage.models import DeliveryRow
from storage.models.trays import DeliveryState
from tests.conversations.slack import Slack
from tests.faults.office import Office
from tests.faults.post import ANSWERED, CHANNEL, NEWS, WITHDRAWN, wanted, withdrawal

LONG = 12.0  # seconds of lease: who dies keeps its message until every other has died, too


@dataclass
class Crashes:
    """Messages on their way to the points, in one office."""

    office: Office
    number: int = 0

    def __post_init__(self) -> None:
        self.slack = Slack(self.office.playground)
        self.people = [p.id for p in self.slack.workspace.people.values() if not p.team]
        self.thread = self.slack.say("Assens", "Hvem er gode til vådområder?", "alliancen")["ts"]

    async def at(self, point: Point, kind: str) -> None:
        """A process dies there, with a message of that kind in hand, or with what leads to one."""
        way, about = WAYS.get(point, (_wanted, None))
        listens = point in (Point.RECORDING, Point.RECORDED)
        self.number += 1
        if not listens:
            await way(self, kind)
        where = f"{point.name}:{about or kind}"
        process = self.office.start(crash=where, lease=LONG, listens=listens)
        if listens:
            await self.slack.acts.deliveries.connected.wait()
            await way(self, kind)
        await self.office.dies(process)

    async def want(self, kind: str) -> str:
        """Something new is to be sent; the key of its message."""
        person = self.people[self.number % len(self.people)]
        message = wanted(kind, self.number, person, self.thread)
        async with self.office.begin() as session:
            await delivery.want(session, message)
            of_it = select(DeliveryRow.id).where(DeliveryRow.occasion == message.occasion)
            return (await session.scalars(of_it)).one()

    async def set(self, key: str, **values: Any) -> None:
        async with self.office.begin() as session:
            change = update(DeliveryRow).where(DeliveryRow.id == key)
            await session.execute(change.values(**values))

    def post(self, key: str, kind: str) -> tuple[str, str]:
        """The message stands in Slack, posted by somebody who died since."""
        workspace = self.slack.workspace
        person = workspace.people[self.people[self.number % len(self.people)]]
        elsewhere = kind in (NEWS, ANSWERED)
        there = workspace.channels[CHANNEL] if elsewhere else workspace.direct(person)
        message = self.slack.acts.app_message(there) | {
            "text": f"{kind}, udgave 1",
            "metadata": metadata(key),
        }
        if kind == ANSWERED:
            message["thread_ts"] = self.thread
        self.slack.acts.post(message, there)
        return there.id, message["ts"]


async def _wanted(crashes: Crashes, kind: str) -> None:
    await crashes.want(kind)


async def _unseen(crashes: Crashes, kind: str, posts: int = 1) -> None:
    """Posted by a process that died before it learnt so."""
    key = await crashes.want(kind)
    for _ in range(posts):
        crashes.post(key, kind)
    now = datetime.now(UTC)
    await crashes.set(
        key,
        state=DeliveryState.CLAIMED,
        attempt=1,
        posting_since=now,
        lease_until=now - timedelta(seconds=1),
    )


async def _twins(crashes: Crashes, kind: str) -> None:
    await _unseen(crashes, kind, posts=3)


async def _changed(crashes: Crashes, kind: str) -> None:
    """It stands there, and says what is no longer so."""
    key = await crashes.want(kind)
    channel, ts = crashes.post(key, kind)
    await crashes.set(key, channel=channel, ts=ts, sent_revision=1, wanted_revision=2)


async def _withdrawn(crashes: Crashes, kind: str) -> None:
    """It stands there, and work in the in-tray says that it is to be taken back."""
    await _changed(crashes, kind)
    async with crashes.office.begin() as session:
        await inbox.record(session, withdrawal(kind, crashes.number))


async def _refused_for_now(crashes: Crashes, kind: str) -> None:
    crashes.office.playground.faults.add(Fault("chat.postMessage", status=500))
    await crashes.want(kind)


async def _refused_for_good(crashes: Crashes, kind: str) -> None:
    crashes.office.playground.faults.add(Fault("chat.postMessage", error="invalid_blocks"))
    await crashes.want(kind)


async def _asked(crashes: Crashes, kind: str) -> None:
    crashes.slack.say("Køge", "Hvem har erfaring med fjernvarme?")


Way = Callable[[Crashes, str], Awaitable[None]]
WAYS: Mapping[Point, tuple[Way, str | None]] = {
    Point.RECORDING: (_asked, QUESTION_ASKED),
    Point.RECORDED: (_asked, QUESTION_ASKED),
    Point.WORK_TAKING: (_withdrawn, WITHDRAWN),
    Point.WORK_TAKEN: (_withdrawn, WITHDRAWN),
    Point.WORK_DONE: (_withdrawn, WITHDRAWN),
    Point.WORK_SETTLED: (_withdrawn, WITHDRAWN),
    Point.BEFORE_LOOK: (_unseen, None),
    Point.LOOKED: (_unseen, None),
    Point.BEFORE_TWIN: (_twins, None),
    Point.TWIN_DELETED: (_twins, None),
    Point.BEFORE_UPDATE: (_changed, None),
    Point.UPDATED: (_changed, None),
    Point.BEFORE_DELETE: (_withdrawn, None),
    Point.DELETED: (_withdrawn, None),
    Point.LATER: (_refused_for_now, None),
    Point.PARKING: (_refused_for_good, None),
}
