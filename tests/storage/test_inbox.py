import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from storage import inbox
from storage.engine import Begin, database_now
from storage.inbox import ClaimedWork, Work
from storage.models import InboxRow
from storage.models.trays import InboxState
from tests.storage.builders import (
    A_YEAR_LATER,
    AFTER_SHORT,
    LONG,
    MONDAY,
    SHORT,
    TEST,
    WORKSPACE,
)


def question(number: int = 1, *, due: datetime = MONDAY) -> Work:
    words = "Hvem har erfaring med lavbundsjord?"
    key = f"{WORKSPACE}/C0KLIMA/1795420800.{number:06}"
    return Work("question.asked", key, WORKSPACE, due, {"version": 1, "text": words})


async def record(begin: Begin, *works: Work) -> list[bool]:
    async with begin() as session:
        return [await inbox.record(session, work) for work in works]


async def claim(
    begin: Begin,
    *,
    owner: str = "arbejder-1",
    now: datetime = MONDAY,
    lease: timedelta = LONG,
    limit: int = 100,
) -> Sequence[ClaimedWork]:
    async with begin() as session:
        return await inbox.claim(session, TEST, owner=owner, now=now, lease=lease, limit=limit)


async def claim_until_nothing_is_left(begin: Begin, owner: str) -> list[ClaimedWork]:
    taken: list[ClaimedWork] = []
    while claimed := await claim(begin, owner=owner, limit=1):
        taken += claimed
    return taken


async def settle(
    begin: Begin, work: ClaimedWork, state: InboxState = InboxState.DONE, result: str | None = None
) -> bool:
    async with begin() as session:
        return await inbox.settle(session, work, state, result)


async def give_back(begin: Begin, work: ClaimedWork, due: datetime = MONDAY) -> bool:
    async with begin() as session:
        return await inbox.give_back(session, work, due=due)


async def hold(begin: Begin, work: ClaimedWork) -> bool:
    async with begin() as session:
        return await inbox.hold(session, work)


async def forget(begin: Begin, settled_before: datetime) -> int:
    async with begin() as session:
        return await inbox.forget_payloads(session, settled_before=settled_before)


async def payload_of(begin: Begin, key: str) -> dict[str, Any]:
    async with begin() as session:
        return await inbox.payload_of(session, TEST, key)


async def clock(begin: Begin) -> datetime:
    async with begin() as session:
        return await database_now(session)


async def row_of(begin: Begin, work: Work) -> InboxRow:
    async with begin() as session:
        return (await session.scalars(select(InboxRow).where(InboxRow.key == work.key))).one()


async def test_what_arrives_twice_is_recorded_once(begin: Begin) -> None:
    assert await record(begin, question()) == [True]
    assert await record(begin, question()) == [False]

    assert len(await claim(begin)) == 1


async def test_what_was_recorded_first_stays(begin: Begin) -> None:
    await record(begin, question())
    await record(begin, replace(question(), payload={"version": 1, "text": "Noget andet"}))

    [claimed] = await claim(begin)
    assert claimed.payload == {"version": 1, "text": "Hvem har erfaring med lavbundsjord?"}


async def test_of_eight_processes_that_hear_the_same_one_records_it(begin: Begin) -> None:
    told = await asyncio.gather(*(record(begin, question()) for _ in range(8)))

    assert sorted(told) == [[False]] * 7 + [[True]]


async def test_what_is_claimed_is_what_was_recorded(begin: Begin) -> None:
    work = question()
    await record(begin, work)

    [claimed] = await claim(begin)

    assert claimed == ClaimedWork(**vars(work), id=claimed.id, attempt=1)


async def test_nothing_is_claimed_before_it_is_due(begin: Begin) -> None:
    await record(begin, question(due=MONDAY))

    assert await claim(begin, now=MONDAY - timedelta(seconds=1)) == []
    assert len(await claim(begin, now=MONDAY)) == 1


async def test_the_oldest_work_is_claimed_first(begin: Begin) -> None:
    newest, oldest, middle = (question(n, due=MONDAY - timedelta(hours=n)) for n in (1, 3, 2))
    await record(begin, newest, oldest, middle)

    claimed = await claim(begin, limit=2)

    assert {work.key for work in claimed} == {oldest.key, middle.key}


async def test_what_was_given_up_and_is_older_is_claimed_before_what_waits(begin: Begin) -> None:
    waiting, given_up = question(1), question(2, due=MONDAY - timedelta(hours=1))
    await record(begin, waiting, given_up)
    await claim(begin, lease=SHORT, limit=1)
    await asyncio.sleep(AFTER_SHORT)

    assert [work.key for work in await claim(begin, limit=1)] == [given_up.key]


async def test_four_claimers_never_get_the_same_row(begin: Begin) -> None:
    works = [question(number) for number in range(40)]
    await record(begin, *works)

    taken = await asyncio.gather(
        *(claim_until_nothing_is_left(begin, f"arbejder-{number}") for number in range(4))
    )

    assert sorted(work.key for each in taken for work in each) == [work.key for work in works]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_nobody_gets_more_than_they_asked_for(begin: Begin, engine: AsyncEngine) -> None:
    await record(begin, question(0))
    async with engine.begin() as connection:
        await connection.execute(text("analyze inbox"))
    await record(begin, *(question(number) for number in range(1, 40)))

    assert len(await claim(begin, limit=1)) == 1


async def test_work_under_a_lease_is_not_claimed_again(begin: Begin) -> None:
    await record(begin, question())
    await claim(begin, lease=LONG)

    assert await claim(begin, owner="arbejder-2") == []


async def test_a_lease_that_has_run_out_is_claimed_again(begin: Begin) -> None:
    await record(begin, question())
    [first] = await claim(begin, lease=SHORT)
    await asyncio.sleep(AFTER_SHORT)

    [second] = await claim(begin, owner="arbejder-2")

    assert second == replace(first, attempt=first.attempt + 1)
    assert (await row_of(begin, first)).owner == "arbejder-2"


async def test_moving_the_alliances_clock_ends_no_lease(begin: Begin) -> None:
    await record(begin, question())
    await claim(begin, lease=LONG)

    assert await claim(begin, now=A_YEAR_LATER) == []


async def test_whoever_holds_the_work_says_how_it_ended(begin: Begin) -> None:
    await record(begin, question())
    [claimed] = await claim(begin)

    assert await settle(begin, claimed, InboxState.DONE, result="besvaret")

    row = await row_of(begin, claimed)
    assert (row.state, row.result, row.owner, row.lease_until) == ("done", "besvaret", None, None)


async def test_whoever_lost_the_work_cannot_say_how_it_ended(begin: Begin) -> None:
    await record(begin, question())
    [late] = await claim(begin, lease=SHORT)
    await asyncio.sleep(AFTER_SHORT)
    [holder] = await claim(begin, owner="arbejder-2")

    assert await settle(begin, late, InboxState.PARKED) is False
    assert await give_back(begin, late) is False
    assert await hold(begin, late) is False

    assert (await row_of(begin, late)).state is InboxState.CLAIMED
    assert await settle(begin, holder, InboxState.DONE) is True


async def test_holding_on_to_work_changes_nothing_of_it(begin: Begin) -> None:
    await record(begin, question())
    [claimed] = await claim(begin, lease=SHORT)
    before = (await row_of(begin, claimed)).lease_until

    assert await hold(begin, claimed) is True

    row = await row_of(begin, claimed)
    assert (row.owner, row.attempt, row.lease_until) == ("arbejder-1", 1, before)


async def test_work_that_is_held_on_to_is_not_taken_over_meanwhile(begin: Begin) -> None:
    await record(begin, question())
    [claimed] = await claim(begin, lease=SHORT)
    await asyncio.sleep(AFTER_SHORT)

    async with begin() as session:
        await inbox.hold(session, claimed)
        taking = asyncio.create_task(claim(begin, owner="arbejder-2"))
        await asyncio.sleep(AFTER_SHORT)
        await inbox.settle(session, claimed, InboxState.DONE)

    assert await taking == []


async def test_work_that_was_given_back_is_not_settled_by_who_gave_it(begin: Begin) -> None:
    await record(begin, question())
    [claimed] = await claim(begin)
    await give_back(begin, claimed)

    assert await settle(begin, claimed) is False

    assert (await row_of(begin, claimed)).state is InboxState.NEW


async def test_work_is_settled_once(begin: Begin) -> None:
    await record(begin, question())
    [claimed] = await claim(begin)

    assert await settle(begin, claimed, InboxState.DONE) is True
    assert await settle(begin, claimed, InboxState.PARKED) is False
    assert await hold(begin, claimed) is False

    assert (await row_of(begin, claimed)).state is InboxState.DONE


@pytest.mark.parametrize("state", [InboxState.DONE, InboxState.PARKED])
async def test_what_has_ended_is_not_claimed_again(begin: Begin, state: InboxState) -> None:
    await record(begin, question())
    [claimed] = await claim(begin, lease=SHORT)
    await settle(begin, claimed, state)
    await asyncio.sleep(AFTER_SHORT)

    assert await claim(begin, now=A_YEAR_LATER) == []


@pytest.mark.parametrize("state", [InboxState.DONE, InboxState.PARKED])
async def test_what_has_ended_is_not_recorded_again(begin: Begin, state: InboxState) -> None:
    await record(begin, question())
    [claimed] = await claim(begin)
    await settle(begin, claimed, state)

    assert await record(begin, question()) == [False]


async def test_work_that_was_given_back_waits_until_it_is_due_again(begin: Begin) -> None:
    tuesday = MONDAY + timedelta(days=1)
    await record(begin, question())
    [claimed] = await claim(begin)

    assert await give_back(begin, claimed, due=tuesday)

    assert await claim(begin, now=MONDAY) == []
    assert await claim(begin, now=tuesday) == [replace(claimed, attempt=2, due=tuesday)]


async def test_only_what_was_settled_before_then_is_forgotten(begin: Begin) -> None:
    old, recent, waiting = question(1), question(2), question(3, due=A_YEAR_LATER)
    await record(begin, old, recent, waiting)
    claimed = {work.key: work for work in await claim(begin)}
    await settle(begin, claimed[old.key])
    await asyncio.sleep(0.01)
    then = await clock(begin)
    await settle(begin, claimed[recent.key])

    assert await forget(begin, settled_before=then) == 1

    kept = [await payload_of(begin, work.key) for work in (old, recent, waiting)]
    assert kept == [{}, recent.payload, waiting.payload]


async def test_what_is_forgotten_is_still_known_to_be_done(begin: Begin) -> None:
    await record(begin, question())
    [claimed] = await claim(begin)
    await settle(begin, claimed)
    then = await clock(begin) + timedelta(seconds=1)

    assert [await forget(begin, then), await forget(begin, then)] == [1, 0]

    assert await record(begin, question()) == [False]


async def test_what_was_recorded_is_found_by_its_key(begin: Begin) -> None:
    await record(begin, question(1), replace(question(2), payload={"version": 1, "text": "Hej"}))

    assert await payload_of(begin, question(1).key) == question(1).payload
    assert await payload_of(begin, question(3).key) == {}


def test_what_somebody_said_does_not_show_in_a_log() -> None:
    assert "lavbundsjord" not in repr(question())
    assert "lavbundsjord" not in repr(ClaimedWork(**vars(question()), id=1, attempt=1))
