"""Who is away is theirs to know, and the system's."""

from datetime import date, timedelta

from storage import absences
from storage.absences import Absence
from storage.engine import Begin
from storage.terms import Audience, Person, Viewer
from tests.storage.builders import CHANNEL, TEST, WORKSPACE

MONDAY = date(2026, 11, 30)
ASSENS = Person(WORKSPACE, "U0ASSENS")
VEJLE = Person(WORKSPACE, "U0VEJLE")
WEEK = Absence(MONDAY, MONDAY + timedelta(days=6), VEJLE.user)


async def test_one_knows_it_of_oneself_alone(begin: Begin) -> None:
    may: list[Viewer] = [ASSENS, TEST]
    may_not: list[Viewer] = [VEJLE, Audience(WORKSPACE, CHANNEL)]
    async with begin() as session:
        await absences.be_away(session, ASSENS, WEEK)

    async with begin(read_only=True) as session:
        for viewer in may:
            found = await absences.absences_of(session, viewer, WORKSPACE, ASSENS.user, MONDAY)
            assert found == [WEEK]
        for viewer in may_not:
            assert not await absences.absences_of(session, viewer, WORKSPACE, ASSENS.user, MONDAY)


async def test_what_was_said_last_counts_and_whoever_is_back_is_back(begin: Begin) -> None:
    day = Absence(MONDAY, MONDAY)
    async with begin() as session:
        await absences.be_away(session, ASSENS, WEEK)
        await absences.be_away(session, ASSENS, day)
        found = await absences.absences_of(session, ASSENS, WORKSPACE, ASSENS.user, MONDAY)
        assert found == [day]
        await absences.come_back(session, ASSENS, MONDAY)
        assert not await absences.absences_of(session, ASSENS, WORKSPACE, ASSENS.user, MONDAY)
