"""The index against the plainest search there is, while documents come, change and go."""

import random
from collections.abc import Iterator
from pathlib import Path

from bot.knowledge.analyser import tokens
from bot.knowledge.embedding.embedder import Embedders
from bot.knowledge.embedding.work import Embedding
from bot.knowledge.index.following import Index
from storage import passages
from storage.engine import Begin, create_engine, transactions
from storage.passages import FoundPassage
from storage.terms import Audience, System, Viewer, Visibility
from tests.bot.index.library import KOEGE, VEJLE, WordsAsMeaning, document, publish, withdraw

WORDS = "skov vand biogas dige varme sol vind klima plan mål køge vejle lavbund elbil".split()
VIEWERS: list[Viewer] = [System("tests"), Audience("T0DK2020", "C0ALLIANCEN")]
QUESTIONS = ["skov og vand", "biogas", "klimaplanens mål", "elbiler i Køge", "dige mod vand"]


def changes(rng: random.Random) -> Iterator[tuple[str, str, Visibility]]:
    """What happens to one of six documents: most often it gets a new text."""
    while True:
        texts = " ".join(rng.choices(WORDS, k=rng.randint(2, 12)))
        yield f"dokument {rng.randint(1, 6)}", texts, rng.choice(list(Visibility))


async def change(begin: Begin, rng: random.Random, happening: tuple[str, str, Visibility]) -> None:
    slug, text, visibility = happening
    if rng.random() < 0.25:
        await withdraw(begin, slug)
        return
    owner = rng.choice([VEJLE, KOEGE])
    await publish(begin, document(slug, text, text[::-1], owner=owner, visibility=visibility))


async def by_hand(begin: Begin, viewer: Viewer, question: str) -> set[int]:
    """Every passage that the viewer may see and that shares a token with the question."""
    asked = set(tokens(question))
    async with begin(read_only=True) as session:
        seen = await passages.passages(session, viewer)
    return {one.id for one in seen if asked & set(tokens(body(one)))}


def body(found: FoundPassage) -> str:
    owner = found.owner.name if found.owner else ""
    return f"{owner} {found.title} {found.passage.text}"


async def test_what_is_found_is_what_is_there_whoever_changed_it(
    begin: Begin, database_url: str, tmp_path: Path
) -> None:
    rng = random.Random(2026)
    happening = changes(rng)
    other = create_engine(database_url)
    long_lived, with_cache = Index(begin), Index(begin, folder=tmp_path)
    for step in range(30):
        await change(transactions(other) if step % 2 else begin, rng, next(happening))
        if step % 7 == 6:  # a restart that takes up what was kept
            await with_cache.close()
            with_cache = Index(begin, folder=tmp_path)
        viewer, question = rng.choice(VIEWERS), rng.choice(QUESTIONS)
        expected = await by_hand(begin, viewer, question)
        for index in (long_lived, with_cache):
            matches = await index.search(viewer, question, 100)
            assert {m.passage for m in matches} == expected, (step, question)
            assert [m.score for m in matches] == sorted((m.score for m in matches), reverse=True)
    await with_cache.close()
    await other.dispose()


async def test_after_all_that_the_answers_are_those_of_a_new_index(begin: Begin) -> None:
    rng = random.Random(11)
    model, happening = WordsAsMeaning(), changes(rng)
    used = Index(begin, Embedders(model))
    for _ in range(12):
        await change(begin, rng, next(happening))
        await Embedding(begin, model, "tests").finish()
        await used.catch_up()
    fresh = Index(begin, Embedders(model))

    for question in QUESTIONS:
        for viewer in VIEWERS:
            old = await used.search(viewer, question, 100)
            new = await fresh.search(viewer, question, 100)
            assert {m.passage for m in old} == {m.passage for m in new}
