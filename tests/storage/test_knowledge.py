import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest

from storage import alliance, changes, knowledge, passages
from storage.engine import Begin
from storage.knowledge import Document, Published
from storage.passages import FoundPassage
from storage.terms import (
    Audience,
    DocumentKind,
    OrganisationUnknown,
    Passage,
    Person,
    Role,
    Viewer,
    Visibility,
)
from tests.storage.builders import (
    ASSENS,
    CHANNEL,
    KOEGE,
    MONDAY,
    REALDANIA,
    SECRETARIAT,
    TEST,
    WORKSPACE,
    document,
    person,
)

OLD = document(text="Assens vil plante skov.")
NEW = document(text="Assens har plantet 40 hektar skov.")

SHARED = document("starter/assens", visibility=Visibility.ALLIANCE)
AMONG_US = document("fil/assens-katalog", visibility=Visibility.MUNICIPALITIES)
ASSENS_OWN = document("fil/assens-udkast", visibility=Visibility.OWN)
KOEGE_OWN = document("fil/koege-udkast", visibility=Visibility.OWN, owner=KOEGE)
NOBODYS = document("starter/alliancen", owner=None)
ALL = [SHARED, AMONG_US, ASSENS_OWN, KOEGE_OWN, NOBODYS]

OF_ASSENS = person(Role.COORDINATOR, ASSENS)
OF_KOEGE = person(Role.COORDINATOR, KOEGE)
ASSENS_CHANNEL = Audience(WORKSPACE, "C0ASSENS", OF_ASSENS.scopes)

SEES: list[tuple[str, Viewer, list[Document]]] = [
    ("a channel of the alliance", Audience(WORKSPACE, CHANNEL), [SHARED, NOBODYS]),
    ("a channel of Assens", ASSENS_CHANNEL, [SHARED, AMONG_US, ASSENS_OWN, NOBODYS]),
    ("a channel of strangers", Audience(WORKSPACE, CHANNEL, frozenset()), []),
    ("a partner", person(Role.PARTNER, REALDANIA), [SHARED, NOBODYS]),
    ("somebody unconfirmed in Assens", person(Role.UNCONFIRMED, ASSENS), [SHARED, NOBODYS]),
    ("the coordinator of Assens", OF_ASSENS, [SHARED, AMONG_US, ASSENS_OWN, NOBODYS]),
    ("the coordinator of Køge", OF_KOEGE, [SHARED, AMONG_US, KOEGE_OWN, NOBODYS]),
    ("the secretariat", person(Role.SECRETARIAT, SECRETARIAT), [SHARED, AMONG_US, NOBODYS]),
    ("nobody we know", Person(WORKSPACE, "U0FREMMED"), []),
    ("the system", TEST, ALL),
]
EXPECTED = {name: [page.slug for page in pages] for name, _, pages in SEES}


@pytest.fixture
async def library(begin: Begin) -> Begin:
    async with begin() as session:
        for organisation in (ASSENS, KOEGE):
            await alliance.save_organisation(session, organisation, [])
    return begin


@pytest.fixture
async def filled(library: Begin) -> Begin:
    await publish(library, *ALL)
    return library


async def publish(begin: Begin, *documents: Document) -> Sequence[Published]:
    async with begin() as session:
        return await knowledge.publish(session, *documents, now=MONDAY)


async def publish_and_fail(begin: Begin) -> None:
    async with begin() as session:
        await knowledge.publish(session, OLD, now=MONDAY)
        raise ConnectionError


async def published(begin: Begin, viewer: Viewer = TEST) -> Sequence[FoundPassage]:
    async with begin(read_only=True) as session:
        return await passages.passages(session, viewer)


async def find(begin: Begin, viewer: Viewer, ids: Sequence[int]) -> Sequence[FoundPassage]:
    async with begin(read_only=True) as session:
        return await passages.find_passages(session, viewer, ids)


async def count(begin: Begin, viewer: Viewer = TEST) -> int:
    async with begin(read_only=True) as session:
        return await passages.count_documents(session, viewer)


async def counter(begin: Begin) -> int:
    async with begin(read_only=True) as session:
        return (await changes.counters(session, TEST)).get(changes.KNOWLEDGE, 0)


def titles(found: Sequence[FoundPassage]) -> list[str]:
    return [passage.title for passage in found]


def texts(found: Sequence[FoundPassage]) -> list[str]:
    return [passage.passage.text for passage in found]


async def test_a_page_is_new_then_the_same_then_changed(library: Begin) -> None:
    assert await publish(library, OLD) == [Published.NEW]
    assert await publish(library, OLD) == [Published.SAME]
    assert await publish(library, NEW) == [Published.CHANGED]
    assert await publish(library, NEW) == [Published.SAME]

    assert await count(library) == 1


async def test_the_counter_rises_only_with_a_change(library: Begin) -> None:
    counted = [await counter(library)]
    for page in (OLD, OLD, NEW, NEW, document("starter/koege", owner=KOEGE)):
        await publish(library, page)
        counted.append(await counter(library))

    assert counted == [0, 1, 1, 2, 2, 3]


async def test_the_counter_misses_no_change_of_ten_at_once(library: Begin) -> None:
    pages = [document(f"starter/side-{number}") for number in range(10)]

    await asyncio.gather(*(publish(library, page) for page in pages))

    assert await counter(library) == 10


async def test_what_was_not_committed_is_neither_counted_nor_found(library: Begin) -> None:
    with pytest.raises(ConnectionError):
        await publish_and_fail(library)

    assert await counter(library) == 0
    assert await published(library) == []


async def test_only_the_passages_of_the_current_version_are_found(library: Begin) -> None:
    await publish(library, OLD)
    outdated = [passage.id for passage in await published(library)]

    await publish(library, NEW)

    assert texts(await published(library)) == ["Assens har plantet 40 hektar skov."]
    assert await find(library, TEST, outdated) == []


async def test_a_version_that_returns_counts_again(library: Begin) -> None:
    await publish(library, OLD, NEW)

    assert await publish(library, OLD) == [Published.CHANGED]

    assert texts(await published(library)) == ["Assens vil plante skov."]


async def test_two_that_publish_the_same_page_at_once_keep_it_once(library: Begin) -> None:
    async with library() as first:
        await knowledge.publish(first, OLD, now=MONDAY)
        second = asyncio.create_task(publish(library, OLD))
        await asyncio.sleep(0.2)

    assert await second == [Published.SAME]
    assert texts(await published(library)) == ["Assens vil plante skov."]


async def test_a_passage_says_what_a_citation_needs(library: Begin) -> None:
    sourced = Passage(
        position=2,
        heading="Skov",
        text="40 hektar.",
        page=7,
        cells="2!3:5",
        start=10,
        end=20,
        publisher="Assens Kommune",
        url="https://assens.dk/skov",
        date="2022",
    )
    await publish(library, document(passages=(sourced,)))

    [found] = await published(library)

    assert found.passage == sourced
    assert (found.title, found.kind) == ("starter/assens", DocumentKind.STARTER)
    assert (found.owner, found.scope) == (ASSENS, "alliance")


async def test_a_passage_without_a_source_has_that_of_its_document(library: Begin) -> None:
    await publish(library, document())

    [found] = await published(library)

    assert (found.passage.url, found.passage.date) == ("https://www.assens.dk/klima", "2020-12")


async def test_passages_are_found_in_the_order_they_are_asked_for(filled: Begin) -> None:
    ids = [passage.id for passage in await published(filled)]
    asked = [ids[3], 999_999, ids[0], ids[2]]

    found = await find(filled, TEST, asked)

    assert [passage.id for passage in found] == [ids[3], ids[0], ids[2]]


async def test_asking_for_no_passages_finds_none(filled: Begin) -> None:
    assert await find(filled, TEST, []) == []


async def test_each_viewer_is_given_the_passages_they_may_see(filled: Begin) -> None:
    given = {name: titles(await published(filled, viewer)) for name, viewer, _ in SEES}

    assert given == EXPECTED


async def test_each_viewer_finds_only_the_passages_they_may_see(filled: Begin) -> None:
    every = [passage.id for passage in await published(filled)]

    found = {name: titles(await find(filled, viewer, every)) for name, viewer, _ in SEES}

    assert found == EXPECTED


async def test_each_viewer_counts_only_the_documents_they_may_see(filled: Begin) -> None:
    counted = {name: await count(filled, viewer) for name, viewer, _ in SEES}

    assert counted == {name: len(pages) for name, pages in EXPECTED.items()}


async def test_another_municipalitys_own_document_is_not_found(library: Begin) -> None:
    await publish(library, KOEGE_OWN)
    [own] = await published(library, OF_KOEGE)

    assert await published(library, OF_ASSENS) == []
    assert await find(library, OF_ASSENS, [own.id]) == []
    assert await count(library, OF_ASSENS) == 0


async def test_a_new_version_may_be_its_owners_own(library: Begin) -> None:
    await publish(library, document(text="Udkast 1"))
    await publish(library, document(text="Udkast 2", visibility=Visibility.OWN))

    assert texts(await published(library, OF_ASSENS)) == ["Udkast 2"]
    assert await published(library, OF_KOEGE) == []


async def test_a_page_that_is_hidden_later_is_hidden_though_its_words_are_the_same(
    library: Begin,
) -> None:
    partner = person(Role.PARTNER, REALDANIA)
    async with library() as session:
        await knowledge.publish(session, SHARED, now=MONDAY)
        hidden = replace(SHARED, visibility=Visibility.OWN)

        [outcome] = await knowledge.publish(session, hidden, now=MONDAY)

        assert outcome is Published.CHANGED
        assert await passages.passages(session, partner) == []


async def test_a_page_of_an_unknown_owner_is_not_kept(library: Begin) -> None:
    with pytest.raises(OrganisationUnknown):
        async with library() as session:
            await knowledge.publish(session, document(owner=REALDANIA), now=MONDAY)

    async with library() as session:
        assert await passages.count_documents(session, TEST) == 0
