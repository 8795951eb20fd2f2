"""A municipality's climate actions: who sees them, in which order, and who changed them first."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from storage import actions, alliance
from storage.actions import INDIRECT, Action, Effect, KeptAction
from storage.engine import Begin
from storage.terms import (
    Audience,
    Organisation,
    OrganisationKind,
    OrganisationUnknown,
    Phase,
    Role,
    Track,
    Viewer,
    Visibility,
)
from tests.storage.builders import (
    A_YEAR_LATER,
    ASSENS,
    CHANNEL,
    KOEGE,
    MONDAY,
    REALDANIA,
    TEST,
    WORKSPACE,
    person,
)

OF_ASSENS = person(Role.COORDINATOR, ASSENS)
OF_KOEGE = person(Role.COORDINATOR, KOEGE)
PARTNER = person(Role.PARTNER, REALDANIA)
UNCONFIRMED = person(Role.UNCONFIRMED, KOEGE)
STRANGER = person(None, None)
WHOLE = Action(
    title="Udtagning af lavbundsjord",
    number="3",
    sector="landbrug",
    track=Track.REDUCTION,
    purpose="Mindre CO2 fra kulstofrig jord.",
    municipal_role="facilitator",
    effect=Effect(1250.5),
    economy="fundraising",
    responsible="Natur og Miljø",
    partners="lodsejere",
    timeline="2026-2030",
    phase=Phase.IN_PROGRESS,
    barriers="jordfordeling",
    co_benefits="grundvand",
    indicators="hektar",
    source="klimaplan s. 12",
    source_date="2020",
)


@pytest.fixture
async def catalogue(begin: Begin) -> Begin:
    async with begin() as session:
        for organisation in (ASSENS, KOEGE, REALDANIA):
            await alliance.save_organisation(session, organisation, [])
    return begin


async def add(begin: Begin, *new: Action, owner: Organisation = ASSENS) -> None:
    async with begin() as session:
        for action in new:
            await actions.add_action(session, owner, action, now=MONDAY)


async def seen(
    begin: Begin, viewer: Viewer = TEST, owner: Organisation | None = None
) -> Sequence[KeptAction]:
    async with begin(read_only=True) as session:
        return await actions.actions_of(session, viewer, owner)


async def test_all_that_is_said_of_an_action_is_kept(catalogue: Begin) -> None:
    indirect = Action("Klimaundervisning", effect=INDIRECT)
    await add(catalogue, WHOLE, indirect, Action("Skovrejsning"))

    assert [one.action for one in await seen(catalogue)] == [
        WHOLE,
        indirect,
        Action("Skovrejsning"),
    ]


async def test_numbers_stand_as_people_count(catalogue: Begin) -> None:
    await add(catalogue, *(Action(f"Indsats {n}", number=n) for n in ("10", "E3", "2", "1.10", "")))
    await add(catalogue, Action("Andet"))

    numbers = [one.action.number for one in await seen(catalogue)]

    assert numbers == ["1.10", "2", "10", "E3", "", ""]


@pytest.mark.parametrize(
    ("visibility", "who", "sees"),
    [
        (Visibility.ALLIANCE, OF_KOEGE, True),
        (Visibility.ALLIANCE, PARTNER, True),
        (Visibility.ALLIANCE, UNCONFIRMED, True),
        (Visibility.ALLIANCE, Audience(WORKSPACE, CHANNEL), True),
        (Visibility.ALLIANCE, STRANGER, False),
        (Visibility.MUNICIPALITIES, OF_KOEGE, True),
        (Visibility.MUNICIPALITIES, PARTNER, False),
        (Visibility.MUNICIPALITIES, UNCONFIRMED, False),
        (Visibility.MUNICIPALITIES, Audience(WORKSPACE, CHANNEL), False),
        (Visibility.OWN, OF_ASSENS, True),
        (Visibility.OWN, OF_KOEGE, False),
        (Visibility.OWN, PARTNER, False),
    ],
)
async def test_an_action_is_seen_by_those_it_is_for(
    catalogue: Begin, visibility: Visibility, who: Viewer, sees: bool
) -> None:
    await add(catalogue, replace(WHOLE, visibility=visibility))
    [kept] = await seen(catalogue)

    async with catalogue(read_only=True) as session:
        found = await actions.find_action(session, who, kept.id)

    assert (found == kept) is sees
    assert (await seen(catalogue, who, ASSENS) == [kept]) is sees


async def test_a_municipality_s_are_its_own(catalogue: Begin) -> None:
    await add(catalogue, WHOLE)
    await add(catalogue, WHOLE, owner=KOEGE)

    assert [one.organisation for one in await seen(catalogue)] == [ASSENS, KOEGE]
    assert [one.organisation for one in await seen(catalogue, OF_ASSENS, KOEGE)] == [KOEGE]


async def test_who_has_not_seen_the_last_change_changes_nothing(catalogue: Begin) -> None:
    await add(catalogue, WHOLE)
    [before] = await seen(catalogue)
    done = replace(WHOLE, phase=Phase.DONE, visibility=Visibility.OWN)

    async with catalogue() as session:
        first = await actions.change_action(session, before, done, now=A_YEAR_LATER)
        second = await actions.change_action(session, before, WHOLE, now=A_YEAR_LATER)

    [after] = await seen(catalogue)
    assert (first, second) == (True, False)
    assert after.action == done
    assert after.changed_at == A_YEAR_LATER
    assert await seen(catalogue, OF_KOEGE) == []


async def test_nobody_unknown_has_actions(catalogue: Begin) -> None:
    unknown = Organisation("461", "Odense Kommune", OrganisationKind.MUNICIPALITY)

    with pytest.raises(OrganisationUnknown):
        await add(catalogue, WHOLE, owner=unknown)


async def test_a_closed_action_is_listed_apart_until_it_is_opened_again(catalogue: Begin) -> None:
    await add(catalogue, WHOLE, replace(WHOLE, number="4"))
    [first, other] = await seen(catalogue)

    async with catalogue() as session:
        await actions.change_action(session, first, WHOLE, now=A_YEAR_LATER, is_closed=True)
        [closed] = await actions.closed_actions(session, OF_KOEGE, ASSENS)
        assert await actions.closed_actions(session, TEST, KOEGE) == []
        assert await actions.find_action(session, TEST, first.id) == closed
    assert await seen(catalogue) == [other]
    assert (closed.action, closed.closed_at) == (WHOLE, A_YEAR_LATER)

    async with catalogue() as session:
        await actions.change_action(session, closed, WHOLE, now=MONDAY, is_closed=True)
        [still] = await actions.closed_actions(session, TEST)
        await actions.change_action(session, still, WHOLE, now=MONDAY)
    assert still.closed_at == A_YEAR_LATER, "closed since the first time"
    assert [one.id for one in await seen(catalogue)] == [first.id, other.id]


async def test_what_is_for_nobody_else_stays_so_when_it_is_closed(catalogue: Begin) -> None:
    own = replace(WHOLE, visibility=Visibility.OWN)
    await add(catalogue, own)
    [kept] = await seen(catalogue)
    async with catalogue() as session:
        await actions.change_action(session, kept, own, now=MONDAY, is_closed=True)

    async with catalogue(read_only=True) as session:
        assert await actions.closed_actions(session, OF_KOEGE) == []
        assert len(await actions.closed_actions(session, OF_ASSENS)) == 1
