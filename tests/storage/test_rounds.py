"""How often municipalities are asked, and that each is asked once in its period."""

from datetime import date

import pytest

from storage import alliance, rounds
from storage.engine import Begin
from storage.rounds import WEEKLY, Rhythm, Round
from storage.terms import Cadence, OrganisationUnknown, Role
from tests.storage.builders import ASSENS, KOEGE, MONDAY, REALDANIA, TEST, person

MONTHLY = Rhythm(Cadence.MONTHLY, date(2026, 11, 23))
OF_ASSENS, OF_KOEGE = person(Role.COORDINATOR, ASSENS), person(Role.COORDINATOR, KOEGE)


@pytest.fixture
async def founded(begin: Begin) -> Begin:
    async with begin() as session:
        for organisation in (KOEGE, ASSENS, REALDANIA):
            await alliance.save_organisation(session, organisation, [])
    return begin


async def test_every_municipality_is_asked_weekly_until_it_says_otherwise(founded: Begin) -> None:
    async with founded() as session:
        await rounds.set_rhythm(session, KOEGE, Rhythm(Cadence.NEVER, date(2026, 11, 23)))
        await rounds.set_rhythm(session, KOEGE, MONTHLY)

    async with founded(read_only=True) as session:
        every = await rounds.rhythms(session, TEST)
        of_others = await rounds.rhythm_of(session, OF_ASSENS, KOEGE)
        own = await rounds.rhythm_of(session, OF_KOEGE, KOEGE)

    assert every == [(ASSENS, WEEKLY), (KOEGE, MONTHLY)]
    assert (of_others, own) == (WEEKLY, MONTHLY)


async def test_nobody_unknown_has_a_rhythm(begin: Begin) -> None:
    with pytest.raises(OrganisationUnknown):
        async with begin() as session:
            await rounds.set_rhythm(session, ASSENS, MONTHLY)


async def test_a_municipality_is_asked_once_in_a_period(founded: Begin) -> None:
    async with founded() as session:
        await rounds.ask(session, "status:2026-W48", {"259": "2026-11"}, now=MONDAY)
        both = {"259": "2026-11", "420": "2026-W49"}
        for _ in range(2):
            await rounds.ask(session, "status:2026-W49", both, now=MONDAY)

    async with founded(read_only=True) as session:
        assert await rounds.asked_on(session, TEST, "status:2026-W48") == [
            Round(KOEGE, "2026-11", "status:2026-W48", MONDAY)
        ]
        assert await rounds.asked_on(session, TEST, "status:2026-W49") == [
            Round(ASSENS, "2026-W49", "status:2026-W49", MONDAY)
        ]


async def test_the_period_before_is_the_newest_of_the_others(founded: Begin) -> None:
    async with founded() as session:
        for week in ("2026-W48", "2026-W49"):
            await rounds.ask(session, f"status:{week}", {"420": week}, now=MONDAY)

    async with founded(read_only=True) as session:
        newest = await rounds.last_asked(session, OF_ASSENS, ASSENS)
        before = await rounds.last_asked(session, OF_ASSENS, ASSENS, before="2026-W49")
        of_others = await rounds.last_asked(session, OF_KOEGE, ASSENS)

    assert newest is not None
    assert before is not None
    assert (newest.period, before.period, of_others) == ("2026-W49", "2026-W48", None)
