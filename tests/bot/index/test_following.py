import asyncio
import time
from dataclasses import replace
from pathlib import Path

import pytest

from bot.alliance.founding import found_alliance
from bot.asking.find import find
from bot.clock import SystemClock
from bot.knowledge.embedding.embedder import Embedders
from bot.knowledge.embedding.work import Embedding
from bot.knowledge.index import words
from bot.knowledge.index.following import Index
from storage import knowledge, reviews
from storage.engine import Begin, create_engine, transactions
from storage.knowledge import Document
from storage.terms import (
    Audience,
    DocumentKind,
    Organisation,
    OrganisationKind,
    Passage,
    Person,
    ReviewVerdict,
    Role,
    System,
    Viewer,
    Visibility,
)
from tests.bot.index.library import WordsAsMeaning

VEJLE = Organisation("630", "Vejle Kommune", OrganisationKind.MUNICIPALITY)
KOEGE = Organisation("259", "Køge Kommune", OrganisationKind.MUNICIPALITY)
CHANNEL = Audience("T0DK2020", "C0ALLIANCEN")


def coordinator(organisation: Organisation) -> Person:
    return Person("T0DK2020", "U0KOORDINATOR", Role.COORDINATOR, organisation)


def note(slug: str, text: str, visibility: Visibility = Visibility.ALLIANCE) -> Document:
    return Document(
        slug, slug, DocumentKind.FILE, visibility, text, (Passage(0, "", text),), owner=VEJLE
    )


async def publish(begin: Begin, *documents: Document) -> None:
    async with begin() as session:
        await found_alliance(session)
        for document in documents:
            await knowledge.publish(session, document, now=SystemClock().now())


async def review(begin: Begin, ours: Document, verdict: ReviewVerdict | None) -> None:
    said = knowledge.content_hash(ours.title, ours.passages[0])
    async with begin() as session:
        now = SystemClock().now()
        await reviews.review(session, coordinator(VEJLE), VEJLE, said, verdict, now=now)


async def matches(index: Index, text: str) -> int:
    """In the index alone, before the database is asked again."""
    return len(await index.search(CHANNEL, text, 9))


async def titles(index: Index, begin: Begin, viewer: Viewer, text: str) -> list[str]:
    return [found.passage.title for found in await find(index, begin, viewer, text)]


async def test_the_passage_with_the_words_comes_first(begin: Begin) -> None:
    await publish(
        begin, note("skov", "Vejle planter skov."), note("vand", "Vejle laver vådområder.")
    )

    found = await find(Index(begin), begin, System("tests"), "hvem laver vådområderne?")

    assert found[0].passage.title == "vand"
    assert 0 < found[0].match.strength <= 1
    assert found[0].match.score == max(f.match.score for f in found)


@pytest.mark.parametrize(
    ("large", "question", "expected"),
    [
        (0, "biogas i Andeby", ["egtved", "give"]),
        (0, "biogas i Give", ["give"]),
        (words.LARGE, "biogas i Give", ["egtved", "give"]),
    ],
    ids=["nobody has the other word", "a large collection", "a small one"],
)
async def test_what_most_have_is_asked_for_where_it_costs_little_or_nothing_else_is_found(
    begin: Begin, monkeypatch: pytest.MonkeyPatch, large: int, question: str, expected: list[str]
) -> None:
    monkeypatch.setattr(words, "LARGE", large)
    await publish(
        begin,
        note("give", "Biogas i Give."),
        note("egtved", "Biogas i Egtved."),
        note("skov", "Skov."),
    )

    found = await titles(Index(begin), begin, CHANNEL, question)

    assert sorted(found) == expected


@pytest.mark.parametrize(
    ("viewer", "expected"),
    [
        (CHANNEL, {"delt"}),
        (coordinator(VEJLE), {"delt", "kommuner", "egen"}),
        (coordinator(KOEGE), {"delt", "kommuner"}),
        (Person("T0DK2020", "U0", Role.UNCONFIRMED, VEJLE), {"delt"}),
        (Person("T0DK2020", "U0"), set()),
        (System("tests"), {"delt", "kommuner", "egen"}),
    ],
)
async def test_what_the_viewer_may_not_see_is_not_found(
    begin: Begin, viewer: Viewer, expected: set[str]
) -> None:
    await publish(
        begin,
        note("delt", "Biogas i Give.", Visibility.ALLIANCE),
        note("kommuner", "Biogas i Give er svært.", Visibility.MUNICIPALITIES),
        note("egen", "Biogas i Give er gået i stå.", Visibility.OWN),
    )
    index = Index(begin)

    assert set(await titles(index, begin, viewer, "biogas i Give")) == expected
    assert {m.passage for m in await index.search(viewer, "biogas", 9)} == {
        f.passage.id for f in await find(index, begin, viewer, "biogas")
    }


async def test_what_another_process_publishes_is_found_at_the_next_question(
    begin: Begin, database_url: str
) -> None:
    index = Index(begin)
    assert await titles(index, begin, CHANNEL, "vådområder") == []
    engine = create_engine(database_url)

    await publish(transactions(engine), note("vand", "Vejle laver vådområder."))

    assert await titles(index, begin, CHANNEL, "vådområder") == ["vand"]
    await engine.dispose()


async def test_an_older_version_is_not_found_nor_what_was_hidden(begin: Begin) -> None:
    index, first = Index(begin), note("vand", "Vejle laver vådområder.")
    await publish(begin, first)
    assert await titles(index, begin, CHANNEL, "vådområder") == ["vand"]

    await publish(begin, replace(note("vand", "Vejle planter skov.")))
    assert await titles(index, begin, CHANNEL, "vådområder") == []

    await publish(begin, replace(first, visibility=Visibility.OWN))
    assert await titles(index, begin, CHANNEL, "vådområder") == []


async def test_what_another_process_hides_is_not_found_until_it_is_shown_again(
    begin: Begin, database_url: str, tmp_path: Path
) -> None:
    index = Index(begin, folder=tmp_path)
    ours = replace(note("vand", "Vejle laver vådområder."), kind=DocumentKind.STARTER)
    await publish(begin, ours, note("skov", "Vejle planter skov."))
    assert await matches(index, "vådområder") == 1
    engine = create_engine(database_url)

    await review(transactions(engine), ours, ReviewVerdict.HIDDEN)
    assert await matches(index, "vådområder") == 0
    await index.close()
    another = Index(begin, folder=tmp_path)  # takes up what was kept
    assert await matches(another, "vådområder") == 0

    await review(transactions(engine), ours, None)
    assert await matches(another, "vådområder") == 1
    await another.close()
    await engine.dispose()


@pytest.mark.parametrize("empty", ["", "hvem er det?", "🌊", "???"])
async def test_a_question_without_words_finds_nothing(begin: Begin, empty: str) -> None:
    await publish(begin, note("vand", "Vejle laver vådområder."))

    assert await titles(Index(begin), begin, CHANNEL, empty) == []


async def test_what_was_replaced_does_not_count_among_the_words(begin: Begin) -> None:
    index = Index(begin)
    notes = [note(slug, "klimaplan for vejle") for slug in ("skov", "vand", "vind", "sol")]
    await publish(begin, *notes)
    await index.catch_up()

    await publish(begin, *(note(slug, "Køge bygger dige.") for slug in ("skov", "vand", "vind")))
    [match] = await index.search(CHANNEL, "klimaplan", 9)

    assert 0 < match.strength <= 1


async def longest_pause() -> float:
    """How long nothing else could run, until cancelled."""
    longest, before = 0.0, time.monotonic()
    try:
        while True:
            await asyncio.sleep(0.01)
            longest, before = max(longest, time.monotonic() - before), time.monotonic()
    except asyncio.CancelledError:
        return longest


async def test_the_rest_goes_on_while_the_old_model_is_tried(begin: Begin) -> None:
    old = WordsAsMeaning("ord-1")

    def slow(name: str) -> WordsAsMeaning:
        time.sleep(1)
        return old

    await publish(begin, note("vand", "Vejle laver vådområder."))
    await Embedding(begin, old, "tests").finish()
    beating = asyncio.create_task(longest_pause())
    index = Index(begin, Embedders(WordsAsMeaning("ord-2"), slow))

    await index.catch_up()

    beating.cancel()
    assert await beating < 0.9
