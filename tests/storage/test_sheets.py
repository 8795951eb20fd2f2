"""What was told of a sheet is its giver's, changes while it is open, and is forgotten."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from storage import sheets
from storage.engine import Begin
from storage.sheets import GivenSheet
from storage.terms import Audience, Role, SheetState
from tests.storage.builders import KOEGE, OTHER_WORKSPACE, TEST, WORKSPACE, person

OPEN = (SheetState.SHOWN, SheetState.WHOSE)
TOMORROW = datetime.now(UTC) + timedelta(days=1)
GIVEN = GivenSheet(
    key="T0DK2020:D0KOEGE:1.000100:F1",
    workspace=WORKSPACE,
    user="U0KOORDINATOR",
    file="F1",
    name="indsatser.xlsx",
    municipality=KOEGE.code,
    state=SheetState.SHOWN,
    told={"new": 2},
)


@pytest.fixture
async def given(begin: Begin) -> Begin:
    async with begin() as session:
        assert await sheets.save_sheet(session, GIVEN)
    return begin


async def found(begin: Begin) -> GivenSheet | None:
    async with begin(read_only=True) as session:
        return await sheets.find_sheet(session, TEST, WORKSPACE, GIVEN.key)


async def test_it_is_kept_once_and_its_giver_finds_it(given: Begin) -> None:
    async with given() as session:
        again = replace(GIVEN, told={"new": 0})
        assert not await sheets.save_sheet(session, again)
        own = await sheets.find_sheet(session, person(), WORKSPACE, GIVEN.key)

    assert own == await found(given) == GIVEN


async def test_nobody_else_finds_it(given: Begin) -> None:
    others = (
        person(Role.COORDINATOR, KOEGE, user="U0KOLLEGA"),
        person(Role.SECRETARIAT, user="U0SEKRETARIAT"),
        person(workspace=OTHER_WORKSPACE),
        Audience(WORKSPACE, "C0ALLIANCEN"),
    )
    async with given(read_only=True) as session:
        for viewer in others:
            assert await sheets.find_sheet(session, viewer, WORKSPACE, GIVEN.key) is None
        assert await sheets.find_sheet(session, TEST, OTHER_WORKSPACE, GIVEN.key) is None


async def test_whoever_is_first_ends_it(given: Begin) -> None:
    async with given() as session:
        kept = {"state": SheetState.KEPT, "told": {"new": 2}}
        first = await sheets.change_sheet(session, GIVEN, OPEN, **kept)
        second = await sheets.change_sheet(session, GIVEN, OPEN, state=SheetState.DECLINED)

    assert (first, second) == (True, False)
    sheet = await found(given)
    assert sheet is not None
    assert sheet.state is SheetState.KEPT


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (SheetState.SHOWN, SheetState.DECLINED),
        (SheetState.WHOSE, SheetState.DECLINED),
        (SheetState.KEPT, SheetState.KEPT),
    ],
)
async def test_it_is_forgotten_and_what_waits_is_over(
    given: Begin, before: SheetState, after: SheetState
) -> None:
    async with given() as session:
        await sheets.change_sheet(session, GIVEN, OPEN, state=before)
        early = await sheets.forget_sheets(session, changed_before=TOMORROW - timedelta(days=2))
        first = await sheets.forget_sheets(session, changed_before=TOMORROW)
        second = await sheets.forget_sheets(session, changed_before=TOMORROW)

    assert (early, first, second) == (0, 1, 0)
    assert await found(given) == replace(GIVEN, name="", file="", told={}, state=after)
