"""A municipality's status: kept once, seen by whom it is for, and taken back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from storage import actions, alliance, reports
from storage.actions import Action
from storage.engine import Begin
from storage.reports import KeptUpdate, Report, Update
from storage.terms import Audience, OrganisationUnknown, Progress, Role, Viewer, Visibility
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

OF_ASSENS = person(Role.COORDINATOR, ASSENS)
OF_KOEGE = person(Role.COORDINATOR, KOEGE)
PARTNER = person(Role.PARTNER, REALDANIA)
UNCONFIRMED = person(Role.UNCONFIRMED, ASSENS)
STAFF = person(Role.SECRETARIAT, SECRETARIAT)
EVERYBODY = Audience(WORKSPACE, CHANNEL)
WEEK, TODAY = "2026-W48", MONDAY.date()
WHOLE = Update(
    None,
    Progress.AT_RISK,
    "Lodsejermøde holdt, afventer tilsagn.",
    barrier="jordfordeling",
    help="Hvem har lavet en aftale med lodsejere?",
    learned="Hold mødet hos lodsejerne.",
    link="https://www.assens.dk/klima",
)


def report(*updates: Update, id: str = "first", hours: int = 0) -> Report:
    told_at = MONDAY + timedelta(hours=hours)
    whose = WORKSPACE, "U0ASSENS", Role.COORDINATOR
    return Report(id, ASSENS, WEEK, *whose, told_at, updates)


@pytest.fixture
async def forest(begin: Begin) -> int:
    """The id of an action of Assens."""
    async with begin() as session:
        for organisation in (ASSENS, KOEGE, REALDANIA, SECRETARIAT):
            await alliance.save_organisation(session, organisation, [])
        return await actions.add_action(session, ASSENS, Action("Skovrejsning", "7"), now=MONDAY)


async def keep(begin: Begin, *told: Report) -> Sequence[bool]:
    async with begin() as session:
        return [await reports.keep_report(session, each) for each in told]


async def told(begin: Begin, viewer: Viewer = TEST) -> Sequence[Report]:
    async with begin(read_only=True) as session:
        return await reports.reports_in(session, viewer, ASSENS, WEEK)


async def newest(begin: Begin, viewer: Viewer = TEST, today: date = TODAY) -> Sequence[KeptUpdate]:
    async with begin(read_only=True) as session:
        return await reports.newest_updates(session, viewer, ASSENS, today=today)


async def test_all_that_is_said_is_kept_and_only_once(begin: Begin, forest: int) -> None:
    said = report(WHOLE, replace(WHOLE, action=forest, hold_until=TODAY))

    assert await keep(begin, said, said) == [True, False]

    assert await told(begin, OF_ASSENS) == [said]


async def test_an_organisation_that_is_unknown_reports_nothing(begin: Begin) -> None:
    with pytest.raises(OrganisationUnknown):
        await keep(begin, report())


async def test_who_told_it_is_known_to_its_own_and_the_secretariat(
    begin: Begin, forest: int
) -> None:
    await keep(begin, report(WHOLE))

    assert [bool(await told(begin, who)) for who in (OF_ASSENS, STAFF, TEST)] == [True] * 3
    others = (OF_KOEGE, PARTNER, UNCONFIRMED, EVERYBODY, person())
    assert [bool(await told(begin, who)) for who in others] == [False] * 5


@pytest.mark.parametrize(
    ("visibility", "who", "sees"),
    [
        (Visibility.ALLIANCE, OF_KOEGE, True),
        (Visibility.ALLIANCE, PARTNER, True),
        (Visibility.ALLIANCE, EVERYBODY, True),
        (Visibility.ALLIANCE, person(), False),
        (Visibility.MUNICIPALITIES, OF_KOEGE, True),
        (Visibility.MUNICIPALITIES, PARTNER, False),
        (Visibility.MUNICIPALITIES, EVERYBODY, False),
        (Visibility.OWN, OF_ASSENS, True),
        (Visibility.OWN, OF_KOEGE, False),
        (Visibility.OWN, STAFF, False),
    ],
)
async def test_a_line_is_seen_by_whom_it_is_for(
    begin: Begin, forest: int, visibility: Visibility, who: Viewer, sees: bool
) -> None:
    await keep(begin, report(replace(WHOLE, visibility=visibility)))

    assert bool(await newest(begin, who)) is sees


async def test_a_line_is_seen_by_nobody_who_may_not_see_its_action(begin: Begin) -> None:
    async with begin() as session:
        for organisation in (ASSENS, KOEGE, REALDANIA, SECRETARIAT):
            await alliance.save_organisation(session, organisation, [])
        land = Action("Jordkøb", visibility=Visibility.OWN)
        own = await actions.add_action(session, ASSENS, land, now=MONDAY)
        theirs = await actions.add_action(session, KOEGE, Action("Køges dige"), now=MONDAY)
    await keep(
        begin,
        report(
            Update(own, Progress.ON_TRACK, "Skøde underskrevet."),
            Update(theirs, Progress.DONE, "Som om det var vores."),
        ),
    )

    assert [each.title for each in await newest(begin, OF_ASSENS)] == ["Jordkøb"]
    for who in (OF_KOEGE, PARTNER, STAFF, EVERYBODY):
        assert await newest(begin, who) == []
    assert {each.title for each in await newest(begin)} == {"Jordkøb", ""}


async def test_until_a_day_is_over_only_its_own_see_a_line(begin: Begin, forest: int) -> None:
    await keep(begin, report(replace(WHOLE, hold_until=TODAY)))

    assert await newest(begin, OF_ASSENS)
    assert not await newest(begin, OF_KOEGE)
    assert not await newest(begin, EVERYBODY)
    [staff] = await told(begin, STAFF)
    assert staff.updates == ()
    assert await newest(begin, OF_KOEGE, TODAY + timedelta(days=1))


async def test_the_newest_line_of_each_action_counts(begin: Begin, forest: int) -> None:
    await keep(
        begin,
        report(Update(forest, Progress.ON_TRACK, "Plantet 2 hektar."), WHOLE),
        report(Update(forest, Progress.DONE, "Alt er plantet."), id="second", hours=1),
    )

    found = await newest(begin)

    assert [(each.title, each.update.line) for each in found] == [
        ("7 Skovrejsning", "Alt er plantet."),
        ("", WHOLE.line),
    ]


async def test_what_is_taken_back_counts_no_more(begin: Begin, forest: int) -> None:
    await keep(
        begin,
        report(Update(forest, Progress.ON_TRACK, "Plantet 2 hektar.")),
        report(Update(forest, Progress.DONE, "Alt er plantet."), id="second", hours=1),
    )

    async with begin() as session:
        others = await reports.take_back(session, OF_KOEGE, "second", now=MONDAY)
        own = await reports.take_back(session, OF_ASSENS, "second", now=MONDAY)
        again = await reports.take_back(session, OF_ASSENS, "second", now=MONDAY)

    assert [others, own, again] == [False, True, False]
    assert [each.update.line for each in await newest(begin)] == ["Plantet 2 hektar."]
    assert [each.id for each in await told(begin)] == ["first"]


async def test_who_has_answered_is_told_by_period(begin: Begin, forest: int) -> None:
    await keep(begin, report())

    async with begin(read_only=True) as session:
        assert await reports.answered(session, TEST, [WEEK, "2026-12"]) == {("420", WEEK)}
        assert await reports.answered(session, TEST, ["2026-W49"]) == set()
        found = await reports.find_report(session, OF_ASSENS, "first")
        assert found == report()
        assert await reports.find_report(session, OF_KOEGE, "first") is None
