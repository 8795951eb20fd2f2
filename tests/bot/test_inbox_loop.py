import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.clock import Clock
from bot.delivery.inbox import Duty, Inbox
from storage import inbox
from storage.engine import Begin, Session
from storage.inbox import ClaimedWork, Work
from storage.models import InboxRow
from storage.models.trays import InboxState
from storage.tasks import open_tasks
from storage.terms import System
from tests.bot.trays import HASTY, QUICK, at_work, process, until


class Desk:
    """Does the work of one kind, and fails as often as it is told to."""

    def __init__(self, failures: int = 0) -> None:
        self.failures = failures
        self.done = Counter[str]()
        self.apologies = Counter[str]()
        self.tries = 0

    async def work(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        self.tries += 1
        if self.failures:
            self.failures -= 1
            raise ConnectionError("hvem er gode til vådområder?")
        self.done[work.key] += 1
        return "answer"

    async def give_up(self, session: Session, work: ClaimedWork, clock: Clock) -> None:
        self.apologies[work.key] += 1

    def inbox(self, begin: Begin, owner: str = "one") -> Inbox:
        duties = {"question.asked": Duty(self.work, self.give_up)}
        return Inbox(process(begin, owner), duties, then=lambda: None)


async def record(begin: Begin, count: int = 1, kind: str = "question.asked") -> None:
    async with begin() as session:
        for number in range(count):
            due = datetime.now(UTC)
            await inbox.record(session, Work(kind, f"spørgsmål {number}", "T0DK2020", due, {}))


async def state(begin: Begin) -> tuple[InboxState, str | None]:
    async with begin(read_only=True) as session:
        row = (await session.scalars(select(InboxRow))).one()
        return row.state, row.result


async def told(begin: Begin) -> list[tuple[str, int]]:
    """What is on the secretariat's list, and how often."""
    async with begin(read_only=True) as session:
        found = await open_tasks(session, System("tests"), "T0DK2020")
        return [(task.key, task.times) for task in found]


async def make_due(begin: Begin) -> None:
    async with begin() as session:
        for row in await session.scalars(select(InboxRow)):
            row.due = datetime.now(UTC) - timedelta(hours=1)


async def test_work_is_done_once_by_whoever_is_there(begin: Begin) -> None:
    desk = Desk()
    await record(begin, 30)
    inboxes = [desk.inbox(begin, name) for name in ("one", "two", "three")]

    async with at_work(*(i.hands for i in inboxes)):
        await until(lambda: len(desk.done) == 30)

    assert set(desk.done.values()) == {1}


async def test_work_that_fails_is_tried_again(begin: Begin) -> None:
    desk = Desk(failures=1)
    await record(begin)

    async with at_work(desk.inbox(begin).hands):
        await until(lambda: desk.tries == 1)
        await asyncio.sleep(0.2)
        await make_due(begin)
        await until(lambda: desk.done)
        await asyncio.sleep(0.2)

    assert await state(begin) == (InboxState.DONE, "answer")
    assert not desk.apologies


async def test_work_that_fails_three_times_is_parked_and_apologised_for_once(
    begin: Begin,
) -> None:
    desk = Desk(failures=99)
    await record(begin)

    async with at_work(desk.inbox(begin).hands):
        for tries in (1, 2, 3):
            await until(lambda tries=tries: desk.tries == tries)  # type: ignore[misc]
            await asyncio.sleep(0.2)
            await make_due(begin)
        await asyncio.sleep(0.3)

    assert await state(begin) == (InboxState.PARKED, "ConnectionError")
    assert desk.tries == 3
    assert desk.apologies == {"spørgsmål 0": 1}
    assert await told(begin) == [("given_up:question.asked", 1)]


async def test_work_that_takes_its_process_down_again_and_again_is_given_up(begin: Begin) -> None:
    desk = Desk()
    await record(begin)
    async with begin() as session:
        for row in await session.scalars(select(InboxRow)):
            row.attempt = QUICK.deaths

    async with at_work(desk.inbox(begin).hands):
        await until(lambda: desk.apologies)

    assert desk.tries == 0
    assert (await state(begin))[0] is InboxState.PARKED


async def test_work_that_never_ends_is_stopped_before_its_lease_does(begin: Begin) -> None:
    desk = Desk()

    async def endless(work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        desk.tries += 1
        await asyncio.sleep(60)
        return "never"

    duties = {"question.asked": Duty(endless, desk.give_up)}
    tray = Inbox(process(begin, pace=HASTY), duties, then=lambda: None)
    await record(begin)

    async with at_work(tray.hands):
        await until(lambda: desk.tries == 1)
        await asyncio.sleep(HASTY.lease.total_seconds())

    assert (await state(begin))[0] is InboxState.NEW


async def test_work_that_mostly_waits_keeps_no_other_waiting(begin: Begin) -> None:
    desk, models = Desk(), asyncio.Event()

    async def waits_for_a_model(work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        await models.wait()
        return "answered"

    duties = {
        "question.asked": Duty(waits_for_a_model, desk.give_up, timedelta(seconds=20)),
        "answer.stopped": Duty(desk.work, desk.give_up),
    }
    await record(begin, 2 * QUICK.at_once)
    tray = Inbox(process(begin), duties, then=lambda: None)

    async with at_work(tray.hands):
        await asyncio.sleep(0.3)
        async with begin() as session:
            stop = Work("answer.stopped", "stop", "T0DK2020", datetime.now(UTC), {})
            await inbox.record(session, stop)
        await until(lambda: desk.tries == 1)
        models.set()


async def test_work_of_an_unknown_kind_is_parked_and_not_lost(begin: Begin) -> None:
    desk = Desk()
    await record(begin, kind="summit.danced")

    async with at_work(desk.inbox(begin).hands):
        await asyncio.sleep(0.3)

    assert await state(begin) == (InboxState.PARKED, "unknown kind")
    assert await told(begin) == [("given_up:summit.danced", 1)]


async def test_what_is_given_up_is_told_once_for_its_kind_and_counted(begin: Begin) -> None:
    desk = Desk()
    await record(begin, 3, kind="summit.danced")

    async with at_work(desk.inbox(begin).hands):
        await asyncio.sleep(0.3)

    assert await told(begin) == [("given_up:summit.danced", 3)]


@pytest.mark.parametrize("failures", [0, 99])
async def test_the_sender_is_woken_when_a_piece_of_work_is_over(
    begin: Begin, failures: int
) -> None:
    desk, woken = Desk(failures), asyncio.Event()
    duties = {"question.asked": Duty(desk.work, desk.give_up)}
    await record(begin)

    async with at_work(Inbox(process(begin), duties, then=woken.set).hands):
        await asyncio.wait_for(woken.wait(), 5)


async def test_work_that_cannot_even_be_apologised_for_does_not_come_round_for_ever(
    begin: Begin,
) -> None:
    async def broken(session: Session, work: ClaimedWork, clock: Clock) -> None:
        raise LookupError

    desk = Desk(failures=99)
    await record(begin)
    async with begin() as session:
        for row in await session.scalars(select(InboxRow)):
            row.attempt = QUICK.tries - 1
    duties = {"question.asked": Duty(desk.work, broken)}
    tray = Inbox(process(begin, pace=HASTY), duties, then=lambda: None)

    async with at_work(tray.hands):
        await until(lambda: desk.tries == 1)
        await asyncio.sleep(HASTY.lease.total_seconds() + 0.3)

    assert await state(begin) == (InboxState.PARKED, "ConnectionError")
    assert await told(begin) == [("given_up:question.asked", 1)]
    assert desk.tries == 1


async def test_what_a_slow_worker_says_after_somebody_took_over_counts_for_nothing(
    begin: Begin,
) -> None:
    desk, taken_over = Desk(), asyncio.Event()

    async def slow(work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        desk.tries += 1
        await taken_over.wait()
        return "too late"

    tray = Inbox(process(begin), {"question.asked": Duty(slow, desk.give_up)}, then=lambda: None)
    await record(begin)

    async with at_work(tray.hands):
        await until(lambda: desk.tries == 1)
        async with begin() as session:
            for row in await session.scalars(select(InboxRow)):
                row.attempt, row.result = row.attempt + 1, "theirs"
        taken_over.set()
        await asyncio.sleep(0.2)

    assert await state(begin) == (InboxState.CLAIMED, "theirs")


async def test_stopping_gives_back_what_cannot_end_in_time_for_whoever_is_there(
    begin: Begin,
) -> None:
    desk, other = Desk(), Desk()
    begun = asyncio.Event()

    async def endless(work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        begun.set()
        await asyncio.Event().wait()
        return "never"

    duties = {"question.asked": Duty(endless, desk.give_up, longest=timedelta(minutes=1))}
    slow = Inbox(process(begin, "one", HASTY), duties, then=lambda: None)
    await record(begin)

    async with at_work(slow.hands):
        await begun.wait()

    assert await state(begin) == (InboxState.NEW, None)
    async with at_work(other.inbox(begin, "two").hands):
        await until(lambda: other.done.total() == 1, within=1)  # its lease would have ended later
    assert desk.apologies.total() == 0
