"""Which lines are in a week's digest, as a channel sees them, and what becomes of the digest."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from storage import actions, alliance, digests, reports
from storage.actions import Action
from storage.digests import Digest
from storage.engine import Begin
from storage.reports import KeptUpdate, Report, Span, Update
from storage.terms import Audience, Organisation, Progress, Role, Viewer, Visibility
from tests.storage.builders import (
    ASSENS,
    CHANNEL,
    KOEGE,
    MONDAY,
    SECRETARIAT,
    TEST,
    WORKSPACE,
    person,
)

EVERYBODY = Audience(WORKSPACE, CHANNEL)
DAY = timedelta(days=1)
CUT = MONDAY + 4 * DAY
LAST = CUT - 7 * DAY
PLANTED = Update(None, Progress.ON_TRACK, "Plantet 2 hektar.")


def span(weeks: int = 0) -> Span:
    since, cut = LAST + weeks * 7 * DAY, CUT + weeks * 7 * DAY
    return Span(since, cut, held_on=(since - DAY).date(), today=(cut - DAY).date())


@pytest.fixture
async def forest(begin: Begin) -> int:
    """The id of an action of Assens."""
    async with begin() as session:
        for organisation in (ASSENS, KOEGE, SECRETARIAT):
            await alliance.save_organisation(session, organisation, [])
        return await actions.add_action(session, ASSENS, Action("Skovrejsning", "7"), now=MONDAY)


async def tell(
    begin: Begin, *updates: Update, at: datetime = MONDAY, by: Organisation = ASSENS
) -> str:
    id = f"{by.code} {at.isoformat()}"
    told = Report(id, by, "2026-W48", WORKSPACE, "U0ASSENS", Role.COORDINATOR, at, updates)
    async with begin() as session:
        assert await reports.keep_report(session, told)
    return id


async def lines(
    begin: Begin, viewer: Viewer = EVERYBODY, within: Span | None = None
) -> Sequence[KeptUpdate]:
    async with begin(read_only=True) as session:
        return await reports.lines_in(session, viewer, within or span())


async def said(begin: Begin, viewer: Viewer = EVERYBODY, weeks: int = 0) -> list[str]:
    return [each.update.line for each in await lines(begin, viewer, span(weeks))]


async def test_what_is_told_until_the_cut_is_in_it_and_the_rest_in_the_next(
    begin: Begin, forest: int
) -> None:
    moment = timedelta(seconds=1)
    for at, words in ((LAST, "før"), (LAST + moment, "første"), (CUT, "sidste")):
        about = forest if words == "sidste" else None
        await tell(begin, Update(about, Progress.DONE, words), at=at)
    await tell(begin, Update(None, Progress.DONE, "efter"), at=CUT + moment, by=KOEGE)

    assert await said(begin) == ["første", "sidste"]
    assert await said(begin, weeks=1) == ["efter"]


async def test_the_last_line_of_an_action_counts(begin: Begin, forest: int) -> None:
    await tell(begin, replace(PLANTED, action=forest), replace(PLANTED, line="Nyt udvalg."))
    second = await tell(begin, Update(forest, Progress.DONE, "Alt er plantet."), at=MONDAY + DAY)

    assert await said(begin) == ["Nyt udvalg.", "Alt er plantet."]
    async with begin() as session:
        own = person(Role.COORDINATOR, ASSENS)
        assert await reports.take_back(session, own, second, now=MONDAY + DAY)
    assert await said(begin) == ["Plantet 2 hektar.", "Nyt udvalg."]


@pytest.mark.parametrize("visibility", [Visibility.MUNICIPALITIES, Visibility.OWN])
async def test_what_is_not_for_the_alliance_is_not_in_it_nor_hides_what_is(
    begin: Begin, forest: int, visibility: Visibility
) -> None:
    await tell(begin, PLANTED)
    await tell(begin, replace(PLANTED, visibility=visibility, line="Internt"), at=MONDAY + DAY)

    assert await said(begin) == ["Plantet 2 hektar."]
    assert await said(begin, TEST) == ["Internt"]


@pytest.mark.parametrize(
    ("held_until", "weeks"), [(1, 0), (2, 0), (3, 1), (4, 1), (9, 1), (10, 2), (None, 0)]
)
async def test_what_is_held_back_comes_in_the_first_digest_after(
    begin: Begin, forest: int, held_until: int | None, weeks: int
) -> None:
    day = None if held_until is None else (MONDAY + held_until * DAY).date()
    await tell(begin, replace(PLANTED, hold_until=day))

    assert [len(await said(begin, weeks=n)) for n in range(3)] == [n == weeks for n in range(3)]


async def test_what_was_held_back_and_is_overtaken_does_not_come(begin: Begin, forest: int) -> None:
    day = (MONDAY + 4 * DAY).date()
    await tell(begin, replace(PLANTED, hold_until=day))
    await tell(begin, Update(None, Progress.DONE, "Færdig."), at=MONDAY + DAY)

    assert await said(begin) == ["Færdig."]
    assert await said(begin, weeks=1) == []


async def test_what_is_left_out_is_in_no_digest_and_leaves_no_older_line(
    begin: Begin, forest: int
) -> None:
    await tell(begin, PLANTED)
    await tell(begin, replace(PLANTED, line="Navne"), at=MONDAY + DAY)
    [named] = await lines(begin)

    async with begin() as session:
        who = ("U0SEKRETARIAT", "U0KL")
        done = [await digests.leave_out(session, named.id, by, now=MONDAY + DAY) for by in who]

    assert done == [True, False]
    assert await said(begin) == []
    async with begin(read_only=True) as session:
        assert await reports.teller_of(session, TEST, named.id) == "U0ASSENS"
        assert await reports.find_update(session, TEST, named.id) == named
        assert await reports.find_update(session, person(), named.id) is None
        assert await reports.teller_of(session, TEST, 0) is None


async def open_week(begin: Begin, week: int) -> Digest:
    period, cut = f"2026-W{week}", CUT + (week - 48) * 7 * DAY
    async with begin() as session:
        await digests.open_digest(session, WORKSPACE, period, cut, first=cut - 7 * DAY)
        found = await digests.find_digest(session, TEST, WORKSPACE, period)
    assert found is not None
    return found


async def test_a_digest_goes_on_where_the_last_that_was_sent_ended(begin: Begin) -> None:
    first = await open_week(begin, 48)
    async with begin() as session:
        assert await digests.mark_sent(session, first, [3, 4], now=CUT)
        assert not await digests.mark_sent(session, first, [3], now=CUT)
    second, third = await open_week(begin, 49), await open_week(begin, 50)

    assert (first.since, first.cut) == (LAST, CUT)
    assert second.since == third.since == CUT
    async with begin(read_only=True) as session:
        assert await digests.newest_digest(session, TEST, WORKSPACE) == third
        assert await digests.newest_digest(session, TEST, "T0KOEGE") is None
        sent = await digests.find_digest(session, TEST, WORKSPACE, "2026-W48")
    assert sent == replace(first, sent_at=CUT, shown=[3, 4])


async def test_before_one_is_sent_each_goes_back_to_where_the_first_began(begin: Begin) -> None:
    weeks = [await open_week(begin, week) for week in (48, 49, 50)]

    assert [each.since for each in weeks] == [LAST] * 3


async def test_who_holds_it_back_first_does_and_what_is_sent_is_not_held_back(
    begin: Begin,
) -> None:
    digest = await open_week(begin, 48)
    async with begin() as session:
        held = [await digests.hold_back(session, digest, by, now=CUT) for by in ("U0A", "U0B")]
        found = await digests.find_digest(session, TEST, WORKSPACE, digest.period)
        let_go = [await digests.let_go(session, digest) for _ in range(2)]
        await digests.mark_sent(session, digest, [], now=CUT)
        too_late = await digests.hold_back(session, digest, "U0A", now=CUT)

    assert (held, let_go, too_late) == ([True, False], [True, False], False)
    assert found == replace(digest, held_by="U0A", held_at=CUT)


def test_the_days_of_these_tests() -> None:
    assert span().today == date(2026, 11, 26)
    assert span(1).held_on == span().today
