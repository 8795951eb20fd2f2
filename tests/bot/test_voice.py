"""Several processes want to say several things to the same person, with one voice."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update

from bot.delivery.bundling import bundle
from bot.delivery.hands import Process
from bot.delivery.kinds import Kind
from bot.delivery.manners import Manners, Reach
from bot.delivery.outbox import Outbox
from bot.delivery.sender import Fault, FaultClass, Sent
from bot.delivery.voice import BUNDLE, LATE, NOT_NOW, Voice
from storage import absences, delivery
from storage.absences import Absence
from storage.delivery import Delivery, Wanted
from storage.engine import Begin, Session
from storage.models import DeliveryRow
from storage.models.trays import DeliveryState
from storage.terms import Person
from tests.bot.trays import QUICK, Channel, Post, at_work

KOORDINATOR = Person("T0DK2020", "U0KOORDINATOR")
ZONE = ZoneInfo("Europe/Copenhagen")
MONDAY = datetime(2026, 11, 30, 9, tzinfo=ZONE)


@dataclass
class Watch:
    """The alliance's clock, as the test sets it."""

    moment: datetime = MONDAY

    def now(self) -> datetime:
        return self.moment


@dataclass
class Place:
    """The database, the conversation, and what is still wanted."""

    begin: Begin
    watch: Watch = field(default_factory=Watch)
    channel: Channel = field(default_factory=Channel)
    unwanted: set[str] = field(default_factory=set)
    followed: list[str] = field(default_factory=list)

    def outbox(self, owner: str = "one") -> Outbox:
        async def still(session: Session, message: Delivery) -> bool:
            return message.occasion not in self.unwanted

        async def follow(session: Session, message: Delivery, sent: Sent) -> None:
            self.followed.append(f"{message.occasion} {sent.ts}")

        kinds = {
            "nudge": Kind(still, follow, reach=Reach.REMINDER),
            "list": Kind(still, reach=Reach.NEWS),
            "due": Kind(still, reach=Reach.DEADLINE),
            "answer": Kind(still),
        }
        reaches = {kind: its.reach for kind, its in kinds.items()}
        process = Process(self.begin, self.watch, QUICK, owner)
        voice = Voice(Manners(ZONE, lambda moment, _: moment), reaches)
        return Outbox(process, {**kinds, BUNDLE: bundle(kinds)}, self.channel, voice)

    async def want(self, occasion: str, kind: str = "nudge", until: datetime | None = None) -> None:
        where = KOORDINATOR.workspace, occasion, KOORDINATOR.user
        wanted = Wanted(*where, kind, "da", MONDAY, until=until)
        async with self.begin() as session:
            await delivery.want(session, wanted)

    async def rows(self) -> Sequence[DeliveryRow]:
        async with self.begin(read_only=True) as session:
            return list(await session.scalars(select(DeliveryRow).order_by(DeliveryRow.occasion)))

    async def states(self) -> dict[str, str]:
        return {row.occasion: str(row.state) for row in await self.rows() if row.kind != BUNDLE}

    async def work(self, *outboxes: Outbox) -> None:
        """Until nothing is left to be done now."""
        async with at_work(*(o.hands for o in outboxes or (self.outbox(),))), asyncio.timeout(10):
            while any(self.is_open(row) for row in await self.rows()):
                await asyncio.sleep(0.02)

    def is_open(self, row: DeliveryRow) -> bool:
        waits = row.state is DeliveryState.WANTED and row.due <= self.watch.moment
        return waits or row.state in (DeliveryState.CLAIMED, DeliveryState.BUNDLED)


@pytest.fixture
def place(begin: Begin) -> Place:
    return Place(begin)


async def test_what_came_due_together_is_one_message(place: Place) -> None:
    await place.want("status:2026-W49")
    await place.want("topmøde:30", "due")
    await place.want("liste:2026-11-30", "list")

    await place.work()

    assert set((await place.states()).values()) == {"sent"}
    assert len(place.channel.stands) == 1
    assert len({row.ts for row in await place.rows()}) == 1


async def test_what_follows_a_message_follows_it_in_a_bundle_and_again_when_it_changes(
    place: Place,
) -> None:
    await place.want("status:2026-W49")
    await place.want("topmøde:30", "due")
    await place.work()
    async with place.begin() as session:
        await delivery.want_again(session, KOORDINATOR.workspace, "topmøde:30", "due")
    await place.work()

    assert place.channel.updates == 1
    assert place.followed == ["status:2026-W49 1.000000"] * 2


async def test_several_processes_say_one_thing_a_day(place: Place) -> None:
    place.watch.moment = MONDAY
    for n in range(3):
        await place.want(f"status:{n}")
        await place.work(*(place.outbox(f"proces {p}") for p in range(3)))

    assert len(place.channel.stands) == 1
    later = [row for row in await place.rows() if row.state is DeliveryState.WANTED]
    assert [(row.due, row.reason) for row in later] == [
        (datetime(2026, 12, 1, tzinfo=ZONE).astimezone(UTC), NOT_NOW)
    ] * 2


async def test_what_waited_comes_together_the_next_day(place: Place) -> None:
    for n in range(3):
        await place.want(f"status:{n}")
        await place.work()

    place.watch.moment = MONDAY + timedelta(days=1)
    await place.work()

    assert len(place.channel.stands) == 2
    assert set((await place.states()).values()) == {"sent"}


async def test_what_somebody_asked_for_never_waits(place: Place) -> None:
    await place.want("status:1")
    await place.work()
    await place.want("spørgsmål:1", "answer")
    await place.want("spørgsmål:2", "answer")

    await place.work()

    assert len(place.channel.stands) == 3


async def test_whoever_is_away_and_asks_is_answered_all_the_same(place: Place) -> None:
    async with place.begin() as session:
        await absences.be_away(session, KOORDINATOR, Absence(date(2026, 11, 30), date(2026, 12, 4)))
    await place.want("spørgsmål:1", "answer")

    await place.work()

    assert await place.states() == {"spørgsmål:1": "sent"}


async def test_a_deadline_comes_though_enough_was_said_but_brings_no_reminder(
    place: Place,
) -> None:
    await place.want("status:1")
    await place.work()
    await place.want("topmøde:3", "due")
    await place.want("status:2")

    await place.work()

    assert await place.states() == {"status:1": "sent", "status:2": "wanted", "topmøde:3": "sent"}


async def test_somebody_away_is_written_to_when_they_are_back_if_it_is_not_too_late(
    place: Place,
) -> None:
    async with place.begin() as session:
        holiday = Absence(date(2026, 11, 30), date(2026, 12, 4))
        await absences.be_away(session, KOORDINATOR, holiday)
    await place.want("status:1")
    await place.want("status:2", until=MONDAY + timedelta(days=1))

    await place.work()

    assert place.channel.stands == []
    told = {row.occasion: (str(row.state), row.reason) for row in await place.rows()}
    assert told == {"status:1": ("wanted", NOT_NOW), "status:2": ("skipped", NOT_NOW)}


async def test_what_is_past_its_window_is_recorded_as_late(place: Place) -> None:
    await place.want("status:1", until=MONDAY - timedelta(minutes=1))

    await place.work()

    [row] = await place.rows()
    assert (row.state, row.reason) == (DeliveryState.SKIPPED, LATE)
    assert place.channel.tries == 0


async def test_what_a_dead_process_may_have_posted_is_not_said_weeks_later(place: Place) -> None:
    await place.want("status:1", until=MONDAY + timedelta(days=1))
    async with place.begin() as session:
        await session.execute(update(DeliveryRow).values(posting_since=MONDAY))
    place.watch.moment = MONDAY + timedelta(days=14)

    await place.work()

    [row] = await place.rows()
    assert (row.state, row.reason) == (DeliveryState.SKIPPED, LATE)
    assert (place.channel.looks, place.channel.tries) == (1, 0)


async def test_what_is_taken_back_leaves_the_message_and_the_rest_stays(place: Place) -> None:
    await place.want("status:1")
    await place.want("status:2")
    await place.work()

    place.unwanted.add("status:1")
    async with place.begin() as session:
        await delivery.want_again(session, KOORDINATOR.workspace, "status:1", "nudge")
    await place.work()

    assert await place.states() == {"status:1": "withdrawn", "status:2": "sent"}
    assert place.channel.updates == 1
    assert len(place.channel.stands) == 1


async def test_when_all_is_taken_back_the_message_goes(place: Place) -> None:
    await place.want("status:1")
    await place.want("status:2")
    await place.work()

    place.unwanted |= {"status:1", "status:2"}
    async with place.begin() as session:
        await delivery.want_again(session, KOORDINATOR.workspace, "status:2", "nudge")
    await place.work()

    assert set((await place.states()).values()) == {"withdrawn"}
    assert place.channel.stands == []


async def test_answered_while_it_waited_it_is_not_said(place: Place) -> None:
    await place.want("status:1")
    await place.want("status:2")
    place.unwanted.add("status:2")

    await place.work()

    assert await place.states() == {"status:1": "sent", "status:2": "withdrawn"}
    assert len(place.channel.stands) == 1


async def test_what_cannot_be_said_ends_with_its_message(place: Place) -> None:
    gone = Fault(FaultClass.MEMBER, "user_disabled")
    place.channel.plan = [Post(accepted=False, fault=gone)]
    await place.want("status:1")
    await place.want("status:2")

    await place.work()

    assert await place.states() == {"status:1": "parked", "status:2": "parked"}
    assert {row.reason for row in await place.rows()} == {"user_disabled"}
