import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest

from storage import alliance, changes, documents, knowledge, passages, reviews
from storage.engine import Begin
from storage.reviews import Claim, correction_slug
from storage.terms import (
    Audience,
    DocumentKind,
    Passage,
    ReviewVerdict,
    Role,
    System,
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
    document,
    person,
)

COORDINATOR = person(Role.COORDINATOR, ASSENS)
OF_KOEGE = person(Role.COORDINATOR, KOEGE)
EVERYBODY_THERE = Audience(WORKSPACE, CHANNEL)
WETLANDS = Passage(0, "Vådområder", "Assens er gode til vådområder.", publisher="Assens Kommune")
CARS = Passage(1, "Biler", "Assens undersøger markedet for elbiler.")
PAGE = document(text="første udgave", passages=(WETLANDS, CARS))
WORDS = "Assens har lavet 120 hektar vådområder."


def hash_of(passage: Passage) -> str:
    return knowledge.content_hash(PAGE.title, passage)


@pytest.fixture
async def library(begin: Begin) -> Begin:
    async with begin() as session:
        for organisation in (ASSENS, KOEGE, REALDANIA):
            await alliance.save_organisation(session, organisation, [])
        await knowledge.publish(session, PAGE, now=MONDAY)
    return begin


async def review(begin: Begin, passage: Passage, verdict: ReviewVerdict | None) -> None:
    async with begin() as session:
        await reviews.review(session, COORDINATOR, ASSENS, hash_of(passage), verdict, now=MONDAY)


async def claims(begin: Begin, viewer: Viewer = COORDINATOR) -> Sequence[Claim]:
    async with begin(read_only=True) as session:
        return await reviews.claims(session, viewer, ASSENS)


async def found(begin: Begin, viewer: Viewer = EVERYBODY_THERE) -> list[str]:
    async with begin(read_only=True) as session:
        return [p.passage.heading for p in await passages.passages(session, viewer)]


async def counter(begin: Begin) -> int:
    async with begin(read_only=True) as session:
        return (await changes.counters(session, TEST))[changes.KNOWLEDGE]


def told(claims: Sequence[Claim]) -> list[tuple[str, ReviewVerdict | None]]:
    return [(claim.found.passage.heading, claim.verdict) for claim in claims]


async def test_at_first_nobody_has_said_anything(library: Begin) -> None:
    assert told(await claims(library)) == [("Vådområder", None), ("Biler", None)]


async def test_what_is_confirmed_says_since_when(library: Begin) -> None:
    await review(library, WETLANDS, ReviewVerdict.CONFIRMED)

    async with library(read_only=True) as session:
        wetlands, cars = await passages.passages(session, EVERYBODY_THERE)
    assert (wetlands.confirmed_at, cars.confirmed_at) == (MONDAY, None)


@pytest.mark.parametrize("viewer", [EVERYBODY_THERE, COORDINATOR, OF_KOEGE, System("test")])
async def test_what_is_hidden_nobody_finds(library: Begin, viewer: Viewer) -> None:
    async with library(read_only=True) as session:
        every = await passages.passages(session, viewer)
    await review(library, WETLANDS, ReviewVerdict.HIDDEN)

    assert await found(library, viewer) == ["Biler"]
    async with library(read_only=True) as session:
        ids, pages = [p.id for p in every], [p.document for p in every]
        by_id = await passages.find_passages(session, viewer, ids)
        by_page = await passages.passages_of(session, viewer, pages)
    assert [p.passage.heading for p in (*by_id, *by_page)] == ["Biler", "Biler"]


async def test_it_is_listed_for_the_municipality_itself_alone(library: Begin) -> None:
    await review(library, WETLANDS, ReviewVerdict.HIDDEN)

    assert told(await claims(library))[0] == ("Vådområder", ReviewVerdict.HIDDEN)
    for viewer in (EVERYBODY_THERE, OF_KOEGE, person(Role.UNCONFIRMED, ASSENS)):
        assert told(await claims(library, viewer)) == [("Biler", None)]
        async with library(read_only=True) as session:
            hidden = hash_of(WETLANDS)
            assert await reviews.find_claim(session, viewer, ASSENS, hidden) is None


async def test_the_last_word_counts_and_can_be_taken_back(library: Begin) -> None:
    for verdict in (ReviewVerdict.HIDDEN, ReviewVerdict.CONFIRMED, ReviewVerdict.HIDDEN, None):
        await review(library, WETLANDS, verdict)
        assert told(await claims(library))[0] == ("Vådområder", verdict)

    assert await found(library) == ["Vådområder", "Biler"]


async def test_the_counter_rises_with_what_can_be_found_alone(library: Begin) -> None:
    counted = [await counter(library)]
    verdicts = (ReviewVerdict.CONFIRMED, ReviewVerdict.HIDDEN, ReviewVerdict.HIDDEN, None, None)
    for verdict in verdicts:
        await review(library, WETLANDS, verdict)
        counted.append(await counter(library))

    assert [c - counted[0] for c in counted] == [0, 0, 1, 1, 2, 2]


async def test_an_edition_says_what_of_it_is_hidden(library: Begin) -> None:
    async def edition() -> passages.Edition:
        async with library(read_only=True) as session:
            [only] = await passages.editions(session, TEST)
        return only

    before = await edition()
    await review(library, WETLANDS, ReviewVerdict.HIDDEN)
    hidden = await edition()
    await review(library, WETLANDS, None)
    await review(library, CARS, ReviewVerdict.HIDDEN)

    assert hidden == replace(before, hidden=hash_of(WETLANDS))
    assert (await edition()).hidden == hash_of(CARS)


async def test_what_was_said_stays_while_the_words_do(library: Begin) -> None:
    await review(library, WETLANDS, ReviewVerdict.HIDDEN)
    await review(library, CARS, ReviewVerdict.CONFIRMED)
    changed = replace(CARS, text="Assens har købt elbiler.")
    async with library() as session:
        page = document(text="anden udgave", passages=(WETLANDS, changed))
        await knowledge.publish(session, page, now=A_YEAR_LATER)

    assert told(await claims(library)) == [("Vådområder", ReviewVerdict.HIDDEN), ("Biler", None)]
    assert await found(library) == ["Biler"]


async def test_two_who_press_at_once_leave_one_review(library: Begin) -> None:
    await asyncio.gather(*(review(library, CARS, ReviewVerdict.HIDDEN) for _ in range(5)))

    assert await found(library) == ["Vådområder"]
    assert await counter(library) == 2


async def test_another_s_page_and_a_municipality_s_own_documents_are_not_theirs_to_hide(
    library: Begin,
) -> None:
    same = (WETLANDS, CARS)
    async with library() as session:
        theirs = replace(document("fil/assens", passages=same), kind=DocumentKind.FILE)
        koeges = document("starter/koege", owner=KOEGE, passages=same)
        titled = [replace(d, title=PAGE.title) for d in (theirs, koeges)]
        await knowledge.publish(session, *titled, now=MONDAY)

    await review(library, WETLANDS, ReviewVerdict.HIDDEN)

    assert (await found(library)).count("Vådområder") == 2
    assert (await found(library)).count("Biler") == 3


async def test_a_correction_stands_beside_its_claim(library: Begin) -> None:
    slug = correction_slug(ASSENS, hash_of(WETLANDS))
    correction = replace(document(slug, text=WORDS), kind=DocumentKind.FILE)
    async with library() as session:
        await knowledge.publish(session, correction, now=MONDAY)

    assert [claim.correction for claim in await claims(library)] == [WORDS, None]

    async with library() as session:
        await knowledge.withdraw(session, slug)

    assert [claim.correction for claim in await claims(library)] == [None, None]


async def test_a_municipality_s_documents_are_listed_newest_first_as_far_as_one_may_see(
    library: Begin,
) -> None:
    def own(slug: str, date: str | None, visibility: Visibility) -> knowledge.Document:
        named = document(slug, visibility=visibility)
        return replace(named, kind=DocumentKind.FILE, date=date)

    async with library() as session:
        await knowledge.publish(
            session,
            own("plan", "2020-12", Visibility.ALLIANCE),
            own("udkast", "2026-11", Visibility.OWN),
            own("notat", None, Visibility.MUNICIPALITIES),
            replace(own("andres", "2026", Visibility.ALLIANCE), owner=KOEGE),
            now=MONDAY,
        )

    async def listed(viewer: Viewer) -> list[str]:
        async with library(read_only=True) as session:
            return [d.title for d in await documents.documents_of(session, viewer, ASSENS)]

    assert await listed(COORDINATOR) == ["udkast", "plan", "notat"]
    assert await listed(OF_KOEGE) == ["plan", "notat"]
    assert await listed(EVERYBODY_THERE) == ["plan"]
