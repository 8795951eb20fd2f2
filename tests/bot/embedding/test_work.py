import asyncio
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from datetime import timedelta

import pytest
from sqlalchemy import text as sql

from bot.background import in_background
from bot.knowledge.embedding import work
from bot.knowledge.embedding.embedder import Embedder, Embedders, EmbeddingFailed
from bot.knowledge.embedding.work import AT_ONCE, TRIES, Embedding
from bot.knowledge.index.following import Index
from bot.knowledge.vectors import Vector
from storage import embedding
from storage.embedding import ClaimedText, Progress
from storage.engine import Begin, Session
from storage.terms import System
from tests.bot.index.library import WordsAsMeaning, document, publish, withdraw

TEST = System("tests")
MODEL = "ord-1"
REFUSED = "🌊"
NO_TIME, A_WHILE = timedelta(0), timedelta(minutes=2)


class Moody(WordsAsMeaning):
    """A model that refuses some texts, or is not there at all."""

    away = False

    async def question(self, text: str) -> Vector:
        self._come_or_fail(text)
        return await super().question(text)

    async def passages(self, texts: Sequence[str]) -> Sequence[Vector]:
        for text in texts:
            self._come_or_fail(text)
        return await super().passages(texts)

    def _come_or_fail(self, text: str) -> None:
        if self.away or REFUSED in text:
            raise EmbeddingFailed


async def claim(begin: Begin, lease: timedelta, limit: int = 9) -> list[ClaimedText]:
    async with begin() as session:
        await embedding.want_embeddings(session, TEST, MODEL)
        some = await embedding.claim(session, TEST, MODEL, owner="tests", lease=lease, limit=limit)
    return list(some)


async def save(begin: Begin, *claimed: ClaimedText) -> int:
    async with begin() as session:
        return await embedding.save(session, [(c, b"\0\0") for c in claimed])


async def progress(begin: Begin, model: str = MODEL) -> Progress:
    async with begin(read_only=True) as session:
        return (await embedding.progress(session, TEST))[model]


async def test_two_who_embed_share_the_texts(begin: Begin) -> None:
    await publish(begin, document("vand", "Vejle laver vådområder.", "Vejle graver søer."))

    first, second = await claim(begin, A_WHILE, 1), await claim(begin, A_WHILE)

    assert {c.text for c in first} | {c.text for c in second} == {
        "Vejle laver vådområder.",
        "Vejle graver søer.",
    }
    assert len(first) == len(second) == 1


async def test_what_a_killed_process_had_in_hand_is_taken_over(begin: Begin) -> None:
    await publish(begin, document("vand", "Vejle laver vådområder."))
    [killed] = await claim(begin, NO_TIME)

    [again] = await claim(begin, A_WHILE)

    assert (again.id, again.attempt) == (killed.id, killed.attempt + 1)
    assert await save(begin, killed) == 0  # it was not dead after all, and comes too late
    assert await save(begin, again) == 1


async def test_the_same_text_in_a_new_version_is_not_embedded_again(begin: Begin) -> None:
    model = WordsAsMeaning()
    await publish(begin, document("vand", "Vejle laver vådområder.", "Vejle graver søer."))
    await Embedding(begin, model, "tests").finish()

    await publish(begin, document("vand", "Vejle laver vådområder.", "Vejle planter skov."))
    await Embedding(begin, model, "tests").finish()

    assert sorted(model.embedded) == [
        "vand. Vejle graver søer.",
        "vand. Vejle laver vådområder.",
        "vand. Vejle planter skov.",
    ]


async def test_what_was_withdrawn_meanwhile_is_not_embedded(begin: Begin) -> None:
    model = WordsAsMeaning()
    await publish(begin, document("vand", "Vejle laver vådområder."))
    async with begin() as session:
        await embedding.want_embeddings(session, TEST, MODEL)
    await withdraw(begin, "vand")

    await Embedding(begin, model, "tests").finish()

    assert model.embedded == []


async def test_what_was_withdrawn_does_not_stand_in_the_way_of_what_came_since(
    begin: Begin,
) -> None:
    model = WordsAsMeaning()
    await publish(begin, document("plan", *(f"Indsats {n}" for n in range(AT_ONCE + 1))))
    async with begin() as session:
        await embedding.want_embeddings(session, TEST, MODEL)
    await withdraw(begin, "plan")
    await publish(begin, document("vand", "Vejle laver vådområder."))

    await Embedding(begin, model, "tests").finish()

    assert model.embedded == ["vand. Vejle laver vådområder."]


async def test_a_model_does_not_take_over_what_another_had_in_hand(begin: Begin) -> None:
    await publish(begin, document("vand", "Vejle laver vådområder."))
    await claim(begin, NO_TIME)

    async with begin() as session:
        taken = await embedding.claim(session, TEST, "ord-2", owner="tests", lease=A_WHILE, limit=9)

    assert taken == []


async def test_a_text_that_is_refused_does_not_hold_up_its_neighbours(begin: Begin) -> None:
    await publish(begin, document("vand", "Vejle laver vådområder.", REFUSED, "Køge bygger dige."))

    working, embedded = Embedding(begin, Moody(), "tests"), 0
    while (done := await working.step()) is not None:
        embedded += done

    assert embedded == 2
    assert await working.left() == 1
    assert await progress(begin) == Progress(done=2, parked=0, wanted=3)


async def test_a_text_that_is_refused_again_and_again_is_given_up(
    begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "AGAIN", NO_TIME)
    await publish(begin, document("vand", "Vejle laver vådområder.", REFUSED))

    await Embedding(begin, Moody(), "tests").finish()

    assert await progress(begin) == Progress(done=1, parked=1, wanted=2)


async def test_a_server_that_was_away_for_long_has_missed_nothing(begin: Begin) -> None:
    model = Moody()
    working = Embedding(begin, model, "tests")
    await publish(begin, document("vand", "Vejle laver vådområder."))
    await working.finish()

    model.away = True
    await publish(begin, document("plan", *(f"Indsats {n}" for n in range(AT_ONCE + 1))))
    for _ in range(3 * TRIES):
        await working.step()
        await Embedding(begin, model, "another").finish()
    model.away = False
    await working.finish()

    assert await progress(begin) == Progress(done=AT_ONCE + 2, parked=0, wanted=AT_ONCE + 2)


async def test_a_text_that_kills_who_embeds_it_is_given_up_and_its_neighbours_are_not(
    begin: Begin,
) -> None:
    model = WordsAsMeaning()
    await publish(begin, document("vand", "Vejle laver vådområder.", REFUSED, "Køge bygger dige."))

    for _ in range(1 + TRIES):
        in_hand = await claim(begin, NO_TIME)
        if REFUSED not in [c.text for c in in_hand]:
            await save(begin, *in_hand)
    await Embedding(begin, model, "tests").finish()

    assert f"vand. {REFUSED}" not in model.embedded
    assert await progress(begin) == Progress(done=2, parked=1, wanted=3)


async def test_an_error_that_nobody_foresaw_does_not_end_the_work(
    begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "AWAY", 0)
    await publish(begin, document("vand", "Vejle laver vådområder."))
    model, unforeseen = WordsAsMeaning(), [RuntimeError()]

    def begin_at_second_try(
        *, read_only: bool = False, urgent: bool = False
    ) -> AbstractAsyncContextManager[Session]:
        if unforeseen:
            raise unforeseen.pop()
        return begin(read_only=read_only)

    async with asyncio.timeout(10):
        async with in_background(Embedding(begin_at_second_try, model, "tests").run()):
            while not model.embedded:
                await asyncio.sleep(0.01)


async def test_a_document_is_found_by_words_at_once_and_by_meaning_when_embedded(
    begin: Begin,
) -> None:
    model = WordsAsMeaning()
    index = Index(begin, Embedders(model))
    await publish(
        begin, document("a", "Vejle laver vådområder."), document("b", "Køge bygger dige.")
    )
    by_words = await index.search(TEST, "vådområder", 9)

    await Embedding(begin, model, "tests").finish()
    by_both = await index.search(TEST, "vådområder", 9)

    assert len(by_words) == 1
    assert len(by_both) == 2
    assert by_both[0].passage == by_words[0].passage


async def test_a_changed_model_embeds_beside_the_old_until_it_is_done(begin: Begin) -> None:
    old, new = WordsAsMeaning("ord-1"), WordsAsMeaning("ord-2")
    await publish(
        begin, document("a", "Vejle laver vådområder."), document("b", "Køge bygger dige.")
    )
    await Embedding(begin, old, "tests").finish()
    known: dict[str, Embedder] = {"ord-1": old}
    index = Index(begin, Embedders(new, known.get))
    assert await serving(index) == "ord-1"
    assert len(await index.search(TEST, "vådområder", 9)) == 2  # by meaning, of the old model

    await Embedding(begin, new, "tests").finish()

    assert await serving(index) == "ord-2"
    assert (await progress(begin, "ord-1")).done == (await progress(begin, "ord-2")).done == 2


async def test_after_a_backup_is_restored_nothing_embedded_is_missed(begin: Begin) -> None:
    model = WordsAsMeaning()
    index = Index(begin, Embedders(model))
    for slug, said in (("a", "Vejle laver vådområder."), ("b", "Køge bygger dige.")):
        await publish(begin, document(slug, said))
        await Embedding(begin, model, "tests").finish()
    await publish(begin, document("c", "Vejle planter skov."))
    await index.catch_up()

    async with begin() as session:
        await session.execute(sql("delete from embedding"))
        await session.execute(sql("update change set counter = 0 where name = 'embedding'"))
    await Embedding(begin, model, "tests").finish()

    assert len(await index.search(TEST, "vådområder", 9)) == 3  # by meaning


async def test_vectors_of_another_length_under_the_same_name_are_passed_over(begin: Begin) -> None:
    await publish(begin, document("a", "Vejle laver vådområder."))
    await Embedding(begin, WordsAsMeaning(), "tests").finish()
    other = WordsAsMeaning(dimensions=32)
    index = Index(begin, Embedders(other))
    await index.catch_up()
    await publish(begin, document("b", "Køge bygger dige."))
    await Embedding(begin, other, "tests").finish()

    assert len(await index.search(TEST, "dige", 9)) == 1
    assert len(await index.search(TEST, "vådområder", 9)) == 1
    assert len(await Index(begin, Embedders(WordsAsMeaning())).search(TEST, "dige", 9)) == 2


async def park(begin: Begin, model: str) -> None:
    """One text that waits is given up, as after many tries."""
    async with begin() as session:
        await embedding.want_embeddings(session, TEST, model)
        claimed = await embedding.claim(session, TEST, model, owner="tests", lease=A_WHILE, limit=1)
        await embedding.give_back(session, claimed, after=NO_TIME, tries=1)


async def test_a_text_that_cannot_be_embedded_does_not_keep_the_old_model(begin: Begin) -> None:
    old, new = WordsAsMeaning("ord-1"), WordsAsMeaning("ord-2")
    known: dict[str, Embedder] = {"ord-1": old}
    await publish(
        begin, document("a", "Vejle laver vådområder."), document("b", "Køge bygger dige.")
    )
    await Embedding(begin, old, "tests").finish()
    index = Index(begin, Embedders(new, known.get))
    await park(begin, "ord-2")
    assert await serving(index) == "ord-1"

    await Embedding(begin, new, "tests").finish()

    assert await serving(index) == "ord-2"
    assert await serving(Index(begin, Embedders(new, known.get))) == "ord-2"


async def test_a_model_that_embeds_nothing_does_not_displace_the_old(begin: Begin) -> None:
    old, wrong = WordsAsMeaning("ord-1"), WordsAsMeaning("stavefejl")
    known: dict[str, Embedder] = {"ord-1": old}
    await publish(begin, document("a", "Vejle laver vådområder."))
    await Embedding(begin, old, "tests").finish()
    index = Index(begin, Embedders(wrong, known.get))

    await park(begin, "stavefejl")

    assert await serving(index) == "ord-1"
    assert await serving(Index(begin, Embedders(wrong, known.get))) == "ord-1"


async def serving(index: Index) -> str | None:
    meaning = (await index.catch_up()).index.meaning
    return meaning.model if meaning else None
