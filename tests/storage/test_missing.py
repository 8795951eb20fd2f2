"""Who is missing in Slack: told to the secretariat alone."""

import pytest

from storage import alliance, missing
from storage.engine import Begin
from storage.terms import Audience, Role, Viewer
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

SECRETARY = person(Role.SECRETARIAT, SECRETARIAT)


async def an_alliance(begin: Begin) -> None:
    async with begin() as session:
        for organisation, domain in ((ASSENS, "assens.dk"), (KOEGE, "koege.dk"), (REALDANIA, "")):
            await alliance.save_organisation(session, organisation, [domain] if domain else [])


async def met(begin: Begin, user: str, email: str | None, workspace: str = WORKSPACE) -> None:
    async with begin() as session:
        await alliance.save_person(session, workspace, user, email, now=MONDAY)


async def empty(begin: Begin, viewer: Viewer = TEST) -> list[str]:
    async with begin(read_only=True) as session:
        found = await missing.municipalities_without_people(session, viewer, WORKSPACE)
        return [each.name for each in found]


async def unconfirmed(begin: Begin, viewer: Viewer = TEST, *admins: str) -> list[str]:
    async with begin(read_only=True) as session:
        return list(await missing.unconfirmed(session, viewer, WORKSPACE, admins))


async def test_a_municipality_has_somebody_once_they_are_confirmed_and_in_slack(
    begin: Begin,
) -> None:
    await an_alliance(begin)
    await met(begin, "U0ASSENS", "koordinator@assens.dk")
    await met(begin, "U0KOEGE", "koordinator@koege.dk", OTHER_WORKSPACE)
    assert await empty(begin, SECRETARY) == ["Assens Kommune", "Køge Kommune"]

    async with begin() as session:
        await alliance.save_member(session, "koordinator@assens.dk", ASSENS, Role.HEAD)
        await alliance.save_member(session, "koordinator@koege.dk", KOEGE, Role.HEAD)

    assert await empty(begin) == ["Køge Kommune"]


async def test_whoever_was_met_and_can_be_confirmed_is_not_confirmed(begin: Begin) -> None:
    await an_alliance(begin)
    await met(begin, "U0ASSENS", "koordinator@assens.dk")
    await met(begin, "U0FIRMA", "raadgiver@firma.example")
    await met(begin, "U0FREMMED", None)
    await met(begin, "U0ADMIN", "admin@alliancen.example")
    await met(begin, "U0ANDEN", "andet@firma.example", OTHER_WORKSPACE)

    assert await unconfirmed(begin, SECRETARY, "Admin@alliancen.example") == ["U0ASSENS", "U0FIRMA"]
    async with begin() as session:
        await alliance.save_member(session, "koordinator@assens.dk", ASSENS, Role.HEAD)
    assert await unconfirmed(begin, TEST, "U0ADMIN") == ["U0FIRMA"]


@pytest.mark.parametrize(
    "viewer",
    [
        person(),
        person(Role.COORDINATOR, ASSENS),
        Audience(WORKSPACE, CHANNEL),
        person(Role.SECRETARIAT, SECRETARIAT, workspace=OTHER_WORKSPACE),
    ],
)
async def test_nobody_else_is_told(begin: Begin, viewer: Viewer) -> None:
    await an_alliance(begin)
    await met(begin, "U0ASSENS", "koordinator@assens.dk")

    assert (await empty(begin, viewer), await unconfirmed(begin, viewer)) == ([], [])
