"""How often municipalities are asked, and that each is asked once in its period."""

from datetime import date, timedelta

import pytest

from storage import alliance, reports, rounds
from storage.engine import Begin
from storage.reports import Report
from storage.rounds import WEEKLY, Rhythm, Round
from storage.terms import Audience, Cadence, Organisation, OrganisationUnknown, Role, Viewer
from tests.storage.builders import (
    ASSENS,
    CHANNEL,
    KOEGE,
    MONDAY,
    REALDANIA,
    SECRETARIAT,
    TEST,
    WORKSPACE,
    person,
)

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


async def test_who_has_not_answered_is_known_to_whom_it_concerns(founded: Begin) -> None:
    before = MONDAY - timedelta(days=7)
    async with founded() as session:
        await rounds.ask(session, "status:2026-W47", {"259": "2026-W47"}, now=before)
        both = {"259": "2026-W48", "420": "2026-W48"}
        await rounds.ask(session, "status:2026-W48", both, now=MONDAY)
    staff = person(Role.SECRETARIAT, SECRETARIAT)
    partner, unconfirmed = person(Role.PARTNER, REALDANIA), person(Role.UNCONFIRMED, ASSENS)
    nobody = (partner, unconfirmed, person(), Audience(WORKSPACE, CHANNEL))

    assert await unanswered(founded, TEST, staff) == [[ASSENS, KOEGE]] * 2
    assert await unanswered(founded, OF_ASSENS, OF_KOEGE) == [[ASSENS], [KOEGE]]
    assert await unanswered(founded, *nobody) == [[]] * 4

    told = WORKSPACE, "U0ASSENS", Role.COORDINATOR, MONDAY
    async with founded() as session:
        await reports.keep_report(session, Report("told", ASSENS, "2026-W48", *told))
        await reports.keep_report(session, Report("late", KOEGE, "2026-W47", *told))
    assert await unanswered(founded, TEST, OF_ASSENS) == [[KOEGE], []]

    async with founded() as session:
        await reports.take_back(session, OF_ASSENS, "told", now=MONDAY)
    assert await unanswered(founded, TEST) == [[ASSENS, KOEGE]]


async def unanswered(begin: Begin, *viewers: Viewer) -> list[list[Organisation]]:
    async with begin(read_only=True) as session:
        return [list(await rounds.unanswered(session, who, since=MONDAY)) for who in viewers]
