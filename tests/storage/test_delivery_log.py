"""What became of each message: for the secretariat, page by page, on both databases."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from storage import alliance, delivery, delivery_log, stops
from storage.delivery import Wanted
from storage.delivery_log import About, Logged, Place
from storage.engine import Begin
from storage.models.trays import DeliveryState
from storage.terms import Audience, Role, StopScope, Viewer
from tests.storage.builders import (
    ASSENS,
    CHANNEL,
    LONG,
    MONDAY,
    OTHER_WORKSPACE,
    SECRETARIAT,
    TEST,
    WORKSPACE,
    person,
)

SECRETARY = person(Role.SECRETARIAT, SECRETARIAT, user="U0SEKRETARIAT")
LIST = Wanted(WORKSPACE, "list:2026-11-23", "U0SEKRETARIAT", "secretariat.list", "da", MONDAY)
EVERYTHING = About()


async def wanted(begin: Begin, *messages: Wanted) -> None:
    async with begin() as session:
        for message in messages:
            await delivery.want(session, message)


def hours(number: int) -> Wanted:
    occasion = f"hello:{number}"
    return replace(LIST, occasion=occasion, kind="hello", due=MONDAY + timedelta(hours=number))


async def read(
    begin: Begin,
    about: About = EVERYTHING,
    viewer: Viewer = SECRETARY,
    before: Place | None = None,
    most: int = 100,
) -> Sequence[Logged]:
    async with begin(read_only=True) as session:
        return await delivery_log.logged(
            session, viewer, WORKSPACE, about, before=before, most=most
        )


async def claimed(begin: Begin, unasked: frozenset[str] = frozenset()) -> list[str]:
    async with begin() as session:
        found = await delivery.claim(
            session, TEST, owner="en", now=MONDAY, lease=LONG, limit=9, unasked=unasked
        )
    return [each.kind for each in found]


async def test_the_newest_come_first_and_pages_meet(begin: Begin) -> None:
    same_time = [replace(hours(3), occasion=f"hello:3:{number}") for number in range(4)]
    await wanted(begin, *(hours(number) for number in range(5)), *same_time)
    everything = await read(begin)

    pages, before = list[Logged](), None
    while page := await read(begin, before=before, most=2):
        pages += page
        before = Place(page[-1].due, page[-1].id)

    assert pages == list(everything)
    assert len({each.id for each in pages}) == 9
    assert [each.due for each in pages] == sorted((e.due for e in pages), reverse=True)


@pytest.mark.parametrize(
    ("about", "kinds"),
    [
        (About(recipient="U0SEKRETARIAT"), ["secretariat.list"]),
        (About(recipient=CHANNEL), ["answer"]),
        (About(kinds=["answer", "shared"]), ["answer"]),
        (About(kinds=[]), []),
    ],
)
async def test_one_may_ask_about_one_thing(begin: Begin, about: About, kinds: list[str]) -> None:
    answer = replace(LIST, recipient="U0KOEGE", kind="answer", channel=CHANNEL)
    await wanted(begin, LIST, answer)

    assert [each.kind for each in await read(begin, about)] == kinds


@pytest.mark.parametrize(
    "viewer",
    [
        person(),
        person(Role.COORDINATOR, ASSENS),
        Audience(WORKSPACE, CHANNEL),
        person(Role.SECRETARIAT, SECRETARIAT, workspace=OTHER_WORKSPACE),
    ],
)
async def test_nobody_else_reads_it(begin: Begin, viewer: Viewer) -> None:
    await wanted(begin, LIST)

    assert await read(begin, viewer=viewer) == []
    async with begin(read_only=True) as session:
        later = MONDAY + timedelta(days=1)
        assert await delivery_log.counts(session, viewer, WORKSPACE, MONDAY, later) == {}


async def test_another_workspace_s_messages_are_not_in_it(begin: Begin) -> None:
    await wanted(begin, LIST, replace(LIST, workspace=OTHER_WORKSPACE))

    assert len(await read(begin)) == 1


async def test_a_day_is_counted_from_its_first_moment_to_its_last(begin: Begin) -> None:
    await wanted(begin, hours(-1), hours(0), hours(23), hours(24), replace(LIST, kind="answer"))
    async with begin() as session:
        [first] = await delivery.claim(session, TEST, owner="en", now=MONDAY, lease=LONG, limit=1)
        parked = DeliveryState.PARKED
        await delivery.settle_ended(session, first, parked, reason="is_archived")

        found = await delivery_log.counts(
            session, SECRETARY, WORKSPACE, MONDAY, MONDAY + timedelta(days=1)
        )

    assert found == {DeliveryState.WANTED: 3}
    assert "is_archived" in [each.reason for each in await read(begin)]


async def test_the_index_finds_the_newest_without_reading_them_all(
    begin: Begin, database_url: str
) -> None:
    query = "SELECT id FROM delivery WHERE workspace = 'T0' ORDER BY due DESC, id DESC LIMIT 15"
    async with begin() as session:
        if database_url.startswith("sqlite"):
            plan = await session.execute(text(f"EXPLAIN QUERY PLAN {query}"))
        else:
            await session.execute(text("SET LOCAL enable_seqscan = off"))  # the table is small
            plan = await session.execute(text(f"EXPLAIN {query}"))

        assert "ix_delivery_workspace_due" in str(plan.all())


async def test_the_last_list_is_the_one_of_the_last_day(begin: Begin) -> None:
    await wanted(begin, LIST, replace(LIST, occasion="list:2026-11-30"))

    async with begin(read_only=True) as session:
        whose = (WORKSPACE, "U0SEKRETARIAT", "secretariat.list")
        assert await delivery_log.last_occasion(session, TEST, *whose) == "list:2026-11-30"


async def test_a_pause_holds_back_the_unasked_there_and_nothing_else(begin: Begin) -> None:
    unasked = frozenset({"secretariat.list"})
    answer, elsewhere = replace(LIST, kind="answer"), replace(LIST, workspace=OTHER_WORKSPACE)
    await wanted(begin, LIST, answer, elsewhere)
    async with begin() as session:
        await stops.stop(session, WORKSPACE, StopScope.UNASKED, "U0SEKRETARIAT", MONDAY)

    assert sorted(await claimed(begin, unasked)) == ["answer", "secretariat.list"]
    assert await claimed(begin, unasked) == []

    async with begin() as session:
        assert await stops.go_on(session, WORKSPACE, StopScope.UNASKED)
    assert await claimed(begin, unasked) == ["secretariat.list"]


async def test_what_stands_in_slack_is_changed_in_a_pause_too(begin: Begin) -> None:
    await wanted(begin, LIST)
    async with begin() as session:
        [sent] = await delivery.claim(session, TEST, owner="en", now=MONDAY, lease=LONG, limit=1)
        await delivery.settle_sent(session, sent, channel="D0", ts="1.0", revision=1, now=MONDAY)
        await stops.stop(session, WORKSPACE, StopScope.UNASKED, "U0SEKRETARIAT", MONDAY)
        await delivery.want_again(session, WORKSPACE, LIST.occasion, LIST.kind)

    assert await claimed(begin, frozenset({LIST.kind})) == [LIST.kind]


async def test_the_secretariat_is_known_by_role_and_by_the_settings(begin: Begin) -> None:
    async with begin() as session:
        await alliance.save_organisation(session, SECRETARIAT, ["dk2020.example"])
        for user, email in (("U0A", "a@dk2020.example"), ("U0B", "b@dk2020.example")):
            await alliance.save_person(session, WORKSPACE, user, email, now=MONDAY)
        await alliance.save_person(session, WORKSPACE, "U0C", "c@firma.example", now=MONDAY)
        await alliance.save_person(session, WORKSPACE, "U0D", None, now=MONDAY)
        await alliance.save_person(session, OTHER_WORKSPACE, "U0E", "a@dk2020.example", now=MONDAY)
        await alliance.save_member(session, "a@dk2020.example", SECRETARIAT, Role.SECRETARIAT)

        async def known(*admins: str) -> Sequence[str]:
            return await alliance.secretariat(session, TEST, WORKSPACE, admins)

        assert await known() == ["U0A"]
        assert await known("C@firma.example", "U0B", "U0D") == ["U0A", "U0B", "U0C"]
