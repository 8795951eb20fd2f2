from datetime import timedelta

from sqlalchemy import text

from bot.knowledge.embedding.embedder import Embedder, Embedders
from bot.knowledge.embedding.work import Embedding
from bot.knowledge.index.following import Index
from storage import embedding
from storage.embedding import ClaimedText, Progress
from storage.engine import Begin
from storage.terms import System
from tests.bot.index.library import WordsAsMeaning, document, publish, withdraw

TEST = System("tests")
MODEL = "ord-1"
NO_TIME, A_WHILE = timedelta(0), timedelta(minutes=2)


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
        await session.execute(text("delete from embedding"))
        await session.execute(text("update change set counter = 0 where name = 'embedding'"))
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
