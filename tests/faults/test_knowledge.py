"""Several processes share the knowledge, and any of them may be killed at any moment."""

import asyncio
import time
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.knowledge.analyser import tokens
from bot.knowledge.embedding.embedder import Embedders, embedded_text
from bot.knowledge.index.following import Index
from storage import embedding, passages
from storage.engine import Begin
from storage.models import EmbeddingRow
from storage.terms import System, Viewer
from tests.bot.index.library import WordsAsMeaning, document, publish
from tests.bot.index.test_oracle import VIEWERS, body
from tests.faults.worker import QUESTIONS, Answers
from tests.faults.workers import Worker, Workplace

TEST = System("tests")
MODEL = WordsAsMeaning()
PATIENCE = 15.0  # seconds: two are promised and printed, but a machine may stall
LIBRARY = [
    document(f"arkiv {n}", *(f"Klima, side {n}.{page}." for page in range(15))) for n in range(10)
]
TEXTS = sum(len(one.passages) for one in LIBRARY)


def times(short: int, long: int) -> pytest.MarkDecorator:
    """How many kills: a few in every run of the tests, and many under make faults-short."""
    marks = [pytest.mark.faults, pytest.mark.timeout(900)]
    return pytest.mark.parametrize("kills", [short, pytest.param(long, marks=marks)])


@pytest.fixture
def workplace(database_url: str, tmp_path: Path) -> Workplace:
    return Workplace(database_url, tmp_path)


async def by_hand(begin: Begin) -> Answers:
    """What everybody should find: passages with a word of the question, and those with a vector."""
    return [
        await found_by_hand(begin, viewer, set(tokens(question)))
        for viewer in VIEWERS
        for question in QUESTIONS
    ]


async def found_by_hand(begin: Begin, viewer: Viewer, asked: set[str]) -> list[list[int | bool]]:
    async with begin(read_only=True) as session:
        seen = await passages.passages(session, viewer)
        hashes = [one.content_hash for one in seen]
        made = dict(await embedding.embeddings_of(session, TEST, MODEL.name, hashes))
    by_words = {one.id: bool(asked & set(tokens(body(one)))) for one in seen}
    return [[p.id, by_words[p.id]] for p in seen if by_words[p.id] or p.content_hash in made]


async def seconds_until_all_is_found(follower: Worker, begin: Begin) -> float:
    """How long the follower takes from now on to find what is there."""
    changed = time.monotonic()
    while (found := await follower.answer()) != (there := await by_hand(begin)):
        assert time.monotonic() - changed < PATIENCE, (found, there)
    return time.monotonic() - changed


@times(1, 20)
async def test_what_one_process_changes_another_finds_soon(
    begin: Begin, workplace: Workplace, kills: int
) -> None:
    took = []
    await publish(begin)
    async with workplace.worker("follows") as follower:
        for _ in range(kills):
            async with workplace.worker("changing") as changer:
                for _ in range(3):
                    await changer.answer(workplace.dice.randint(1, 3))
                    took.append(await seconds_until_all_is_found(follower, begin))
                changer.ask(1000)
                await workplace.moment(0.5)
            took.append(await seconds_until_all_is_found(follower, begin))
    print(f"\n{len(took)} changes, found after {max(took):.2f} s at most")  # noqa: T201


async def states(begin: Begin) -> Counter[str]:
    async with begin(read_only=True) as session:
        return Counter(map(str, await session.scalars(select(EmbeddingRow.state))))


@times(1, 20)
async def test_what_killed_embedders_had_in_hand_is_done_by_the_next(
    begin: Begin, workplace: Workplace, kills: int
) -> None:
    await publish(begin, *LIBRARY)
    abandoned = 0
    while abandoned < kills:
        async with workplace.worker("embeds") as embedder:
            await embedder.says()
            await workplace.moment(0.4)
        abandoned += "claimed" in await states(begin)

    async with workplace.worker("finishes"), asyncio.timeout(60):
        while await states(begin) != {"done": TEXTS}:
            await asyncio.sleep(0.1)

    async with begin(read_only=True) as session:
        seen = await passages.passages(session, TEST)
        rows = await session.execute(select(EmbeddingRow.content_hash, EmbeddingRow.vector))
    vectors = await MODEL.passages([embedded_text(p.title, "", p.passage.text) for p in seen])
    expected = [
        (p.content_hash, v.astype("<f2").tobytes()) for p, v in zip(seen, vectors, strict=True)
    ]
    assert sorted(map(tuple, rows)) == sorted(expected)
    found = await Index(begin, Embedders(MODEL)).search(TEST, "xylofon", 1000)
    assert {match.passage for match in found} == {p.id for p in seen}


async def found_at_start(keeper: Worker) -> Answers:
    """What it finds, perhaps after it has kept a copy."""
    while (said := await keeper.says()) == "keeping":
        pass
    answers: Answers = said
    return answers


@times(1, 25)
async def test_whoever_is_killed_while_it_keeps_its_index_the_next_starts_from_a_whole_one(
    begin: Begin, workplace: Workplace, kills: int
) -> None:
    await publish(begin, *LIBRARY)
    while len(list(workplace.folder.glob("saving-*"))) < kills:
        async with workplace.worker("keeps") as keeper:
            assert await found_at_start(keeper) == await by_hand(begin)
            keeper.ask(1000)
            for _ in range(workplace.dice.randint(1, 3)):
                assert await keeper.says() == "keeping"
            await workplace.moment(0.005)

    async with workplace.worker("keeps") as keeper:
        assert await found_at_start(keeper) == await by_hand(begin)
    assert "index.cache_unreadable" not in workplace.log.read_text()
