"""What people think of answers: in any order, and told to the secretariat alone."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from itertools import permutations, product

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage import asking, votes
from storage.asking import Answered, AnswerState, Asked
from storage.engine import Begin
from storage.models import VoteRow
from storage.terms import Audience, Person, Role, Viewer
from storage.votes import Complaint, Votes
from tests.storage.builders import (
    CHANNEL,
    MONDAY,
    OTHER_WORKSPACE,
    SECRETARIAT,
    TEST,
    WORKSPACE,
    person,
)

KEY = f"{WORKSPACE}:{CHANNEL}:1795420800.000100"
ASKER = person(user="U0ASSENS")
READER = person(user="U0KOEGE")
EVERYBODY = Audience(WORKSPACE, CHANNEL)
SECRETARY = person(Role.SECRETARIAT, SECRETARIAT, user="U0SEKRETARIAT")
WHY = "Tallet er fra 2019."
UP, DOWN, EXPLAINED = "up", "down", "explained"

Kept = tuple[bool, str | None, bool]


@pytest.fixture(autouse=True)
async def answered(begin: Begin) -> None:
    await answer(begin, KEY, AnswerState.READY)


async def answer(begin: Begin, key: str, state: AnswerState) -> None:
    asked = Asked(key, WORKSPACE, ASKER.user, "da", MONDAY, "Hvor meget skov vil Assens plante?")
    async with begin() as session:
        told = Answered(key, "extract", "answer", CHANNEL, None, {"answer": "Skov."}, state)
        await asking.save_answer(session, asked, told)


def minutes(number: int) -> timedelta:
    return timedelta(minutes=number)


async def press(
    session: AsyncSession, voter: Person, what: str, minute: int, reads: Viewer = EVERYBODY
) -> bool:
    at = MONDAY + minutes(minute)
    if what is EXPLAINED:
        return await votes.explain_vote(
            session, voter, reads, KEY, reason=f"{WHY} {minute}", wants_answer=True, at=at
        )
    return await votes.vote(session, voter, reads, KEY, useful=what is UP, at=at)


async def kept(session: AsyncSession, voter: Person) -> Kept:
    columns = (VoteRow.useful, VoteRow.reason, VoteRow.wants_answer)
    row = (await session.execute(select(*columns).where(VoteRow.user == voter.user))).one()
    return (row.useful, row.reason, row.wants_answer)


async def told(begin: Begin, viewer: Viewer, *, since: int = 0, most: int = 10) -> Votes:
    async with begin(read_only=True) as session:
        return await votes.votes(session, viewer, since=MONDAY + minutes(since), most=most)


def in_their_order(presses: Sequence[str]) -> Kept:
    """What somebody means who presses these, a minute apart."""
    meant: Kept = (True, None, False)
    for minute, what in enumerate(presses):
        if what is UP:
            meant = (True, None, False)
        elif what is DOWN:
            meant = (False, *meant[1:])
        else:
            meant = (False, f"{WHY} {minute}", True)
    return meant


async def test_worked_in_any_order_and_twice_the_newest_press_counts(begin: Begin) -> None:
    async with begin() as session:
        for presses in product((UP, DOWN, EXPLAINED), repeat=3):
            for order in permutations(range(3)):
                voter = person(user=f"U0{''.join(presses)}{order}")
                for minute in (*order, order[0]):
                    assert await press(session, voter, presses[minute], minute)
                found = await kept(session, voter)
                assert found == in_their_order(presses), (presses, order)


async def test_of_presses_worked_at_once_the_newest_counts(begin: Begin) -> None:
    async def work(what: str, minute: int) -> None:
        async with begin() as session:
            await press(session, READER, what, minute)

    await asyncio.gather(*(work(w, m) for m, w in enumerate((UP, DOWN, EXPLAINED, DOWN))))

    async with begin() as session:
        assert await kept(session, READER) == (False, f"{WHY} 2", True)


@pytest.mark.parametrize("what", [UP, DOWN, EXPLAINED])
@pytest.mark.parametrize(
    "reads",
    [READER, Audience(WORKSPACE, "C0TOPMOEDE"), Audience(OTHER_WORKSPACE, CHANNEL)],
    ids=["alone", "in another channel", "in another workspace"],
)
async def test_nobody_votes_on_what_they_cannot_read(
    begin: Begin, reads: Viewer, what: str
) -> None:
    async with begin() as session:
        assert not await press(session, READER, what, 0, reads)

    assert await told(begin, TEST) == Votes(0, 0, [])


async def test_an_answer_that_is_still_written_is_not_voted_on(begin: Begin) -> None:
    await answer(begin, "half", AnswerState.WRITING)

    async with begin() as session:
        assert not await votes.vote(session, READER, EVERYBODY, "half", useful=True, at=MONDAY)


async def test_a_question_that_is_taken_back_takes_its_votes_and_gets_none(begin: Begin) -> None:
    asked = Asked(KEY, WORKSPACE, ASKER.user, "da", MONDAY, "")
    async with begin() as session:
        await press(session, READER, EXPLAINED, 0)
        await asking.forget_question(session, ASKER, asked)

        assert not await press(session, READER, EXPLAINED, 1)

    assert await told(begin, TEST) == Votes(0, 0, [])


async def test_only_whoever_wants_an_answer_is_named(begin: Begin) -> None:
    async with begin() as session:
        await press(session, ASKER, DOWN, 1)
        await press(session, READER, EXPLAINED, 2)
        await press(session, person(user="U0VEJLE"), UP, 3)

    question = "Hvor meget skov vil Assens plante?"
    named, nameless = Complaint(question, f"{WHY} 2", READER.user), Complaint(question, None, None)
    assert await told(begin, SECRETARY) == Votes(1, 2, [named, nameless])
    assert await told(begin, SECRETARY, most=1) == Votes(1, 2, [named])
    assert await told(begin, SECRETARY, since=3) == Votes(1, 0, [])


@pytest.mark.parametrize(
    "viewer",
    [
        person(Role.COORDINATOR, user="U0KOEGE"),
        person(),
        person(Role.SECRETARIAT, SECRETARIAT, workspace=OTHER_WORKSPACE),
        EVERYBODY,
    ],
    ids=["coordinator", "nobody", "another secretariat", "channel"],
)
async def test_nobody_else_reads_votes(begin: Begin, viewer: Viewer) -> None:
    async with begin() as session:
        await press(session, READER, EXPLAINED, 0)

    assert await told(begin, viewer) == Votes(0, 0, [])
