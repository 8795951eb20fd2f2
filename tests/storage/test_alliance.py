from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from storage import alliance
from storage.alliance import Known
from storage.engine import Begin
from storage.models import Base, EmailDomainRow, MemberRow, OrganisationRow, PersonRow
from storage.terms import (
    Audience,
    Organisation,
    OrganisationKind,
    OrganisationUnknown,
    Person,
    Role,
    Viewer,
)
from tests.storage.builders import (
    ASSENS,
    CHANNEL,
    KOEGE,
    MONDAY,
    OTHER_WORKSPACE,
    REALDANIA,
    SECRETARIAT,
    TEST,
    WORKSPACE,
    person,
)

USER = "U0KOORDINATOR"
EMAIL = "klimakoordinator@assens.dk"
STRANGER = person()


@pytest.fixture
async def founded(begin: Begin) -> Begin:
    async with begin() as session:
        await alliance.save_organisation(session, ASSENS, ["assens.dk"])
        await alliance.save_organisation(session, KOEGE, ["koege.dk"])
        await alliance.save_organisation(session, REALDANIA, ["realdania.dk"])
    return begin


async def named(begin: Begin, *names: str) -> list[Organisation]:
    async with begin() as session:
        return [await alliance.get_organisation(session, TEST, name) for name in names]


async def join(
    begin: Begin,
    email: str | None,
    *,
    workspace: str = WORKSPACE,
    user: str = USER,
    now: datetime = MONDAY,
) -> None:
    async with begin() as session:
        await alliance.save_person(session, workspace, user, email, now=now)


async def confirm(
    begin: Begin,
    email: str = EMAIL,
    organisation: Organisation = ASSENS,
    role: Role = Role.COORDINATOR,
) -> None:
    async with begin() as session:
        await alliance.save_member(session, email, organisation, role)


async def known(begin: Begin, *, workspace: str = WORKSPACE, user: str = USER) -> Known | None:
    async with begin() as session:
        return await alliance.viewer_for(session, workspace, user)


async def who(begin: Begin, *, workspace: str = WORKSPACE, user: str = USER) -> Person:
    found = await known(begin, workspace=workspace, user=user)
    assert found is not None
    return found.person


async def rows(begin: Begin, table: type[Base]) -> int:
    async with begin() as session:
        return (await session.execute(select(func.count()).select_from(table))).scalar_one()


async def test_an_organisation_is_found_with_and_without_kommune(founded: Begin) -> None:
    found = await named(founded, "Assens Kommune", "Assens", " assens kommune ")

    assert found == [ASSENS, ASSENS, ASSENS]


async def test_an_organisation_is_found_by_its_code(founded: Begin) -> None:
    assert await named(founded, "420", "259", "REALDANIA") == [ASSENS, KOEGE, REALDANIA]


async def test_an_organisation_is_found_in_capitals_and_small_letters(founded: Begin) -> None:
    assert await named(founded, "KØGE KOMMUNE", "køge", "realDania") == [KOEGE, KOEGE, REALDANIA]


async def test_an_organisation_outside_the_alliance_is_unknown(founded: Begin) -> None:
    with pytest.raises(OrganisationUnknown) as unknown:
        await named(founded, "Roskilde Kommune")

    assert unknown.value.key == "error.organisation_unknown"
    assert unknown.value.values == {"name": "Roskilde Kommune"}


async def test_part_of_a_name_is_nobodys_name(founded: Begin) -> None:
    for part in ("", "Kommune", "Ass", "Assen Kommune"):
        with pytest.raises(OrganisationUnknown):
            await named(founded, part)


async def test_organisations_come_by_name(founded: Begin) -> None:
    async with founded() as session:
        everybody = await alliance.organisations(session, TEST)

    assert everybody == [ASSENS, KOEGE, REALDANIA]


async def test_a_stranger_finds_no_organisation(founded: Begin) -> None:
    async with founded() as session:
        assert await alliance.organisations(session, STRANGER) == []
        with pytest.raises(OrganisationUnknown):
            await alliance.get_organisation(session, STRANGER, "Assens")


async def test_somebody_we_have_not_asked_about_is_not_known(founded: Begin) -> None:
    await join(founded, EMAIL)

    assert await known(founded, user="U0UKENDT") is None
    assert await known(founded, workspace=OTHER_WORKSPACE) is None


async def test_the_domain_of_an_organisation_makes_an_unconfirmed_member(founded: Begin) -> None:
    await join(founded, "Klimakoordinator@Assens.DK")

    assert await known(founded) == Known(person(Role.UNCONFIRMED, ASSENS), EMAIL, MONDAY)


async def test_confirming_a_member_confirms_the_person_who_has_joined(founded: Begin) -> None:
    await join(founded, EMAIL)

    await confirm(founded, "KLIMAKOORDINATOR@assens.dk")

    assert await known(founded) == Known(person(Role.COORDINATOR, ASSENS), EMAIL, MONDAY)


async def test_a_member_confirmed_beforehand_joins_as_confirmed(founded: Begin) -> None:
    await confirm(founded)

    await join(founded, "Klimakoordinator@assens.dk")

    assert await who(founded) == person(Role.COORDINATOR, ASSENS)


async def test_joining_again_keeps_a_confirmed_role(founded: Begin) -> None:
    await join(founded, EMAIL)
    await confirm(founded)
    tuesday = MONDAY + timedelta(days=1)

    await join(founded, EMAIL, now=tuesday)

    assert await known(founded) == Known(person(Role.COORDINATOR, ASSENS), EMAIL, tuesday)


async def test_a_member_is_confirmed_in_every_workspace(founded: Begin) -> None:
    await join(founded, EMAIL)
    await join(founded, EMAIL, workspace=OTHER_WORKSPACE, user="U0ANDETSTEDS")

    await confirm(founded)

    here, there = (
        await who(founded),
        await who(founded, workspace=OTHER_WORKSPACE, user="U0ANDETSTEDS"),
    )
    assert (here.role, there.role) == (Role.COORDINATOR, Role.COORDINATOR)


async def test_confirming_one_member_confirms_nobody_else(founded: Begin) -> None:
    await join(founded, "stedfortraeder@assens.dk")

    await confirm(founded, EMAIL)

    assert await who(founded) == person(Role.UNCONFIRMED, ASSENS)


async def test_somebody_with_another_address_can_be_a_member(founded: Begin) -> None:
    await join(founded, "klima@raadgiver.example")

    await confirm(founded, "klima@raadgiver.example", KOEGE, Role.DEPUTY)

    assert await who(founded) == person(Role.DEPUTY, KOEGE)


@pytest.mark.parametrize(
    "email",
    [
        "klimakoordinator@roskilde.dk",
        "x@ikke-assens.dk",
        "x@assens.dk.example.org",
        "assens.dk@x",
        None,
    ],
)
async def test_an_unknown_domain_or_no_address_gives_no_role_and_no_scopes(
    founded: Begin, email: str | None
) -> None:
    await join(founded, email)

    assert await who(founded) == STRANGER
    assert STRANGER.scopes == frozenset()


async def test_who_loses_their_address_loses_their_role(founded: Begin) -> None:
    await confirm(founded)
    await join(founded, EMAIL)

    await join(founded, None)

    assert await who(founded) == STRANGER


async def test_only_the_newest_domains_count(founded: Begin) -> None:
    async with founded() as session:
        await alliance.save_organisation(session, ASSENS, ["Klima.Assens.dk"])

    await join(founded, "ny@klima.assens.dk", user="U0NY")
    await join(founded, "gammel@assens.dk", user="U0GAMMEL")

    assert await who(founded, user="U0NY") == person(Role.UNCONFIRMED, ASSENS, user="U0NY")
    assert await who(founded, user="U0GAMMEL") == person(user="U0GAMMEL")


async def test_a_domain_can_move_to_another_organisation(founded: Begin) -> None:
    async with founded() as session:
        await alliance.save_organisation(session, KOEGE, ["koege.dk", "assens.dk"])

    await join(founded, EMAIL)

    assert await who(founded) == person(Role.UNCONFIRMED, KOEGE)


async def test_an_organisation_that_is_saved_again_is_not_doubled(founded: Begin) -> None:
    renamed = Organisation("420", "Assens", OrganisationKind.MUNICIPALITY)

    async with founded() as session:
        await alliance.save_organisation(session, renamed, ["assens.dk", "klima.assens.dk"])

    assert await named(founded, "420") == [renamed]
    assert await rows(founded, OrganisationRow) == 3
    assert await rows(founded, EmailDomainRow) == 4


async def test_a_member_that_is_saved_again_is_not_doubled(founded: Begin) -> None:
    await join(founded, EMAIL)
    await confirm(founded, EMAIL, ASSENS, Role.COORDINATOR)

    await confirm(founded, EMAIL, ASSENS, Role.HEAD)

    assert await who(founded) == person(Role.HEAD, ASSENS)
    assert await rows(founded, MemberRow) == 1


async def test_a_person_that_is_saved_again_is_not_doubled(founded: Begin) -> None:
    await join(founded, EMAIL)

    await join(founded, "stedfortraeder@koege.dk")

    assert await who(founded) == person(Role.UNCONFIRMED, KOEGE)
    assert await rows(founded, PersonRow) == 1


async def test_only_confirmed_members_are_counted(founded: Begin) -> None:
    await join(founded, "ubekraeftet@assens.dk")
    await confirm(founded, EMAIL)
    await confirm(founded, "klimakoordinator@koege.dk", KOEGE)

    async with founded() as session:
        assert await alliance.count_members(session, person(Role.PARTNER, REALDANIA)) == 2


async def test_a_stranger_counts_no_members(founded: Begin) -> None:
    await confirm(founded)

    async with founded() as session:
        assert await alliance.count_members(session, STRANGER) == 0


async def test_an_address_does_not_show_in_a_log(founded: Begin) -> None:
    await join(founded, EMAIL)

    assert EMAIL not in repr(await known(founded))


async def test_a_guess_follows_the_domain_and_a_confirmation_does_not(founded: Begin) -> None:
    await join(founded, EMAIL)
    await join(founded, "leder@assens.dk", user="U0LEDER")
    await confirm(founded, "leder@assens.dk", role=Role.HEAD)
    async with founded() as session:
        await alliance.save_organisation(session, ASSENS, [])
        await alliance.save_organisation(session, KOEGE, ["koege.dk", "assens.dk"])

    await join(founded, EMAIL)
    await join(founded, "leder@assens.dk", user="U0LEDER")

    async with founded() as session:
        guessed = await alliance.viewer_for(session, WORKSPACE, USER)
        confirmed = await alliance.viewer_for(session, WORKSPACE, "U0LEDER")
    assert guessed is not None
    assert guessed.person.organisation == KOEGE
    assert confirmed is not None
    assert confirmed.person.organisation == ASSENS


async def test_nobody_is_confirmed_into_an_unknown_organisation(founded: Begin) -> None:
    roskilde = Organisation("265", "Roskilde Kommune", OrganisationKind.MUNICIPALITY)

    with pytest.raises(OrganisationUnknown):
        await confirm(founded, "klimakoordinator@roskilde.dk", roskilde)


@pytest.fixture
async def staffed(founded: Begin) -> Begin:
    """Assens has all kinds of people, Køge has one who is not confirmed, and Realdania its own."""
    await confirm(founded, "leder@assens.dk", ASSENS, Role.HEAD)
    await confirm(founded, "stedfortraeder@assens.dk", ASSENS, Role.DEPUTY)
    await confirm(founded, "udvalgsmedlem@assens.dk", ASSENS, Role.POLITICIAN)
    await confirm(founded, "projektleder@realdania.dk", REALDANIA, Role.PARTNER)
    await confirm(founded)
    await join(founded, "ny@assens.dk", user="U0NY")
    await join(founded, "ny@koege.dk", user="U0NYIKOEGE")
    return founded


async def people(
    begin: Begin, viewer: Viewer, organisation: Organisation = ASSENS
) -> list[tuple[str, Role]]:
    async with begin(read_only=True) as session:
        return list(await alliance.people_of(session, viewer, organisation))


@pytest.mark.parametrize(
    "viewer",
    [
        TEST,
        person(Role.COORDINATOR, ASSENS),
        person(Role.POLITICIAN, KOEGE),
        person(Role.PARTNER, REALDANIA),
        person(Role.SECRETARIAT, SECRETARIAT),
    ],
)
async def test_the_confirmed_see_whom_they_can_write_to_coordinators_first(
    staffed: Begin, viewer: Viewer
) -> None:
    assert await people(staffed, viewer) == [
        (EMAIL, Role.COORDINATOR),
        ("stedfortraeder@assens.dk", Role.DEPUTY),
        ("leder@assens.dk", Role.HEAD),
    ]


@pytest.mark.parametrize(
    "viewer",
    [
        STRANGER,
        person(Role.UNCONFIRMED, ASSENS),
        person(Role.PARTNER),
        Audience(WORKSPACE, CHANNEL),
        Audience(WORKSPACE, CHANNEL, frozenset({"alliance", "municipalities", "own:420"})),
    ],
)
async def test_nobody_is_named_to_the_unconfirmed_or_in_a_channel(
    staffed: Begin, viewer: Viewer
) -> None:
    assert await people(staffed, viewer) == []


async def test_who_is_not_confirmed_and_who_is_a_partner_are_not_named(staffed: Begin) -> None:
    assert await people(staffed, TEST, KOEGE) == []
    assert await people(staffed, TEST, REALDANIA) == []
