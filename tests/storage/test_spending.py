import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest

from storage import alliance, spending
from storage.engine import Begin
from storage.spending import Allowed, Limit, LimitReached, Limits
from storage.terms import Audience, Organisation, Person, Role, Viewer
from tests.storage.builders import (
    AFTER_SHORT,
    ASSENS,
    CHANNEL,
    KOEGE,
    LONG,
    OTHER_WORKSPACE,
    REALDANIA,
    SECRETARIAT,
    SHORT,
    TEST,
    WORKSPACE,
    person,
)

NOVEMBER, DECEMBER = "2026-11", "2026-12"
LIMITS = Limits(person=Allowed(2, 10_000), organisation=Allowed(3, 15_000))

COORDINATOR = person(Role.COORDINATOR, ASSENS)
DEPUTY = person(Role.DEPUTY, ASSENS, user="U0STEDFORTRAEDER")
POLITICIAN = person(Role.POLITICIAN, ASSENS, user="U0UDVALG")
OF_KOEGE = person(Role.COORDINATOR, KOEGE, user="U0KOEGE")
PARTNER = person(Role.PARTNER, REALDANIA, user="U0REALDANIA")
SECRETARY = person(Role.SECRETARIAT, SECRETARIAT, user="U0SEKRETARIAT")


@pytest.fixture(autouse=True)
async def organisations(begin: Begin) -> None:
    async with begin() as session:
        for organisation in (ASSENS, KOEGE, REALDANIA, SECRETARIAT):
            await alliance.save_organisation(session, organisation, [])


async def reserve(
    begin: Begin,
    who: Person = COORDINATOR,
    tokens: int = 3_000,
    *,
    month: str = NOVEMBER,
    longest: timedelta = LONG,
    limits: Limits = LIMITS,
) -> int | Limit:
    try:
        async with begin() as session:
            return await spending.reserve(
                session, who, month, tokens, limits=limits, longest=longest
            )
    except LimitReached as reached:
        return reached.limit


async def settle(begin: Begin, id: int | Limit, tokens: int | None = None) -> None:
    assert isinstance(id, int)
    async with begin() as session:
        await spending.settle(session, id, tokens)


async def spend(begin: Begin, who: Person, tokens: int, month: str = NOVEMBER) -> None:
    await settle(begin, await reserve(begin, who, tokens, month=month))


async def own(begin: Begin, viewer: Viewer, month: str = NOVEMBER) -> int:
    async with begin(read_only=True) as session:
        return await spending.own_spending(session, viewer, month)


async def by_organisation(
    begin: Begin, viewer: Viewer, month: str = NOVEMBER
) -> Sequence[tuple[Organisation | None, int]]:
    async with begin(read_only=True) as session:
        return await spending.spent_by_organisation(session, viewer, month)


def under_way(reserved: Sequence[int | Limit]) -> int:
    return sum(not isinstance(each, Limit) for each in reserved)


async def test_what_is_set_aside_counts_as_spent_until_it_is_known(begin: Begin) -> None:
    reserved = await reserve(begin, tokens=3_000)
    assert await own(begin, COORDINATOR) == 3_000

    await settle(begin, reserved, 980)

    assert await own(begin, COORDINATOR) == 980


async def test_where_nobody_knows_what_it_cost_all_of_it_stays_spent(begin: Begin) -> None:
    await settle(begin, await reserve(begin, tokens=3_000), None)

    assert await own(begin, COORDINATOR) == 3_000


async def test_a_refused_call_costs_nothing(begin: Begin) -> None:
    await settle(begin, await reserve(begin, tokens=3_000), 0)

    assert await own(begin, COORDINATOR) == 0


async def test_a_person_may_spend_all_they_have_and_no_token_more(begin: Begin) -> None:
    await spend(begin, COORDINATOR, 7_000)

    assert await reserve(begin, tokens=3_001) is Limit.PERSON_TOKENS
    await spend(begin, COORDINATOR, 3_000)
    assert await reserve(begin, tokens=1) is Limit.PERSON_TOKENS


async def test_colleagues_spend_together(begin: Begin) -> None:
    await spend(begin, COORDINATOR, 9_000)
    await spend(begin, DEPUTY, 4_000)

    assert await reserve(begin, POLITICIAN, 2_001) is Limit.ORGANISATION_TOKENS
    await spend(begin, POLITICIAN, 2_000)
    assert await reserve(begin, POLITICIAN, 1) is Limit.ORGANISATION_TOKENS


@pytest.mark.parametrize("other", [OF_KOEGE, PARTNER, SECRETARY], ids=lambda p: str(p.user))
async def test_others_are_not_touched(begin: Begin, other: Person) -> None:
    await spend(begin, COORDINATOR, 10_000)
    await spend(begin, DEPUTY, 5_000)

    assert isinstance(await reserve(begin, other, 10_000), int)


async def test_a_partner_and_the_secretariat_have_limits_as_a_municipality_has(
    begin: Begin,
) -> None:
    for someone in (PARTNER, SECRETARY):
        organisation = someone.organisation
        colleague = person(someone.role, organisation, user=f"{someone.user}2")
        await spend(begin, someone, 10_000)

        assert await reserve(begin, colleague, 5_001) is Limit.ORGANISATION_TOKENS


async def test_the_same_name_in_another_workspace_is_another_person(begin: Begin) -> None:
    await spend(begin, COORDINATOR, 10_000)

    elsewhere = person(Role.COORDINATOR, ASSENS, workspace=OTHER_WORKSPACE)
    assert await own(begin, elsewhere) == 0
    assert isinstance(await reserve(begin, elsewhere, 5_000), int)


async def test_people_of_no_organisation_do_not_spend_together(begin: Begin) -> None:
    await spend(begin, person(), 10_000)
    await spend(begin, person(user="U0FREMMED"), 10_000)

    assert await by_organisation(begin, TEST) == [(None, 20_000)]


async def test_a_new_month_begins_anew(begin: Begin) -> None:
    await spend(begin, COORDINATOR, 10_000)
    assert await reserve(begin, tokens=1) is Limit.PERSON_TOKENS

    assert isinstance(await reserve(begin, tokens=10_000, month=DECEMBER), int)
    assert (await own(begin, COORDINATOR), await own(begin, COORDINATOR, DECEMBER)) == (
        10_000,
        10_000,
    )


async def test_a_third_question_waits_for_one_of_the_first_two(begin: Begin) -> None:
    first, _ = await reserve(begin, tokens=1), await reserve(begin, tokens=1)
    assert await reserve(begin, tokens=1) is Limit.PERSON_AT_ONCE

    await settle(begin, first, 1)

    assert isinstance(await reserve(begin, tokens=1), int)


async def test_colleagues_wait_for_each_other(begin: Begin) -> None:
    for someone in (COORDINATOR, COORDINATOR, DEPUTY):
        assert isinstance(await reserve(begin, someone, 1), int)

    assert await reserve(begin, POLITICIAN, 1) is Limit.ORGANISATION_AT_ONCE
    assert isinstance(await reserve(begin, OF_KOEGE, 1), int)


async def test_what_nobody_settled_is_under_way_no_longer_than_an_answer_may_take(
    begin: Begin,
) -> None:
    await reserve(begin, tokens=3_000)
    await reserve(begin, tokens=3_000)
    await asyncio.sleep(AFTER_SHORT)

    assert await reserve(begin, tokens=1, longest=LONG) is Limit.PERSON_AT_ONCE
    assert isinstance(await reserve(begin, tokens=1, longest=SHORT), int)
    assert await own(begin, COORDINATOR) == 6_001, "what a dead process set aside stays spent"


async def test_what_is_under_way_at_midnight_is_so_in_the_new_month_too(begin: Begin) -> None:
    await reserve(begin, tokens=1)
    await reserve(begin, tokens=1)

    assert await reserve(begin, tokens=1, month=DECEMBER) is Limit.PERSON_AT_ONCE


async def test_of_eight_questions_at_once_two_get_the_two_places(begin: Begin) -> None:
    reserved = await asyncio.gather(*(reserve(begin, tokens=1) for _ in range(8)))

    assert under_way(reserved) == 2
    assert set(reserved) - {r for r in reserved if isinstance(r, int)} <= {Limit.PERSON_AT_ONCE}
    assert await own(begin, COORDINATOR) == 2


async def test_of_eight_questions_at_once_one_gets_the_last_tokens(begin: Begin) -> None:
    await spend(begin, COORDINATOR, 6_000)
    many = Limits(Allowed(99, 10_000), Allowed(99, 15_000))

    reserved = await asyncio.gather(*(reserve(begin, tokens=4_000, limits=many) for _ in range(8)))

    assert under_way(reserved) == 1
    assert await own(begin, COORDINATOR) == 10_000


async def test_of_colleagues_at_once_no_more_than_there_are_places_get_one(begin: Begin) -> None:
    asking = [COORDINATOR, DEPUTY, POLITICIAN] * 3

    reserved = await asyncio.gather(*(reserve(begin, someone, 1) for someone in asking))

    assert under_way(reserved) == 3


async def test_the_secretariat_sees_who_spends_the_most_first(begin: Begin) -> None:
    await spend(begin, OF_KOEGE, 2_000)
    await spend(begin, COORDINATOR, 4_000)
    await spend(begin, DEPUTY, 1_000)
    await spend(begin, PARTNER, 9_000, month=DECEMBER)

    expected = [(ASSENS, 5_000), (KOEGE, 2_000)]
    assert await by_organisation(begin, SECRETARY) == expected
    assert await by_organisation(begin, TEST) == expected
    assert await by_organisation(begin, SECRETARY, DECEMBER) == [(REALDANIA, 9_000)]


@pytest.mark.parametrize(
    "viewer",
    [COORDINATOR, POLITICIAN, PARTNER, person(), Audience(WORKSPACE, CHANNEL)],
    ids=lambda v: str(getattr(v, "role", "channel")),
)
async def test_nobody_else_sees_what_an_organisation_spends(begin: Begin, viewer: Viewer) -> None:
    await spend(begin, COORDINATOR, 4_000)

    assert await by_organisation(begin, viewer) == []


async def test_everybody_sees_their_own_and_nobody_anothers(begin: Begin) -> None:
    await spend(begin, COORDINATOR, 4_000)

    assert await own(begin, COORDINATOR) == 4_000
    assert await own(begin, DEPUTY) == 0
    assert await own(begin, Audience(WORKSPACE, CHANNEL)) == 0
