"""A hundred thousand passages: how fast they are searched, and how soon they can be.

Prints a table. The texts are made of the starter pages' words, as often as these come; the vectors
are random, since only their number and length matter here.
"""

import asyncio
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import psutil

from bot.alliance.founding import found_alliance
from bot.knowledge.embedding.embedder import Embedders
from bot.knowledge.index.following import Index
from bot.knowledge.index.passage_index import PassageIndex, Question
from bot.knowledge.index.within import Within
from bot.knowledge.publish import starter_pages
from bot.knowledge.vectors import Vector, encode
from storage import alliance, embedding, knowledge
from storage.engine import Begin, create_engine, transactions
from storage.knowledge import Document
from storage.migrations import upgrade
from storage.terms import Audience, DocumentKind, Organisation, Passage, System, Visibility
from tests.benchmarks.figures import milliseconds, percentile, show
from tests.benchmarks.question_set import questions

PASSAGES = 100_000
A_DOCUMENT = 100  # passages
DIMENSIONS = 384
MODEL = "made-up"
HERE = System("benchmark")
CHANNEL = Audience("T0DK2020", "C0ALLIANCEN")
NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
KINDS = list(DocumentKind)


class MadeUp:
    """Stands where a model would; its time is not what is measured here."""

    name = MODEL

    async def question(self, text: str) -> Vector:
        return unit(np.random.default_rng(len(text)))

    async def passages(self, texts: Sequence[str]) -> Sequence[Vector]:
        return [unit(np.random.default_rng(len(text))) for text in texts]


def unit(rng: np.random.Generator) -> Vector:
    vector = rng.standard_normal(DIMENSIONS).astype(np.float32)
    return vector / np.float32(np.linalg.norm(vector))


def sentences(rng: random.Random) -> Iterator[str]:
    words = [w for page in starter_pages() for w in page.read_text("utf-8").split() if w.isalpha()]
    while True:
        yield " ".join(rng.choices(words, k=rng.randint(8, 18))).capitalize() + "."


async def fill(begin: Begin) -> None:
    rng = random.Random(2026)
    said = sentences(rng)
    async with begin() as session:
        await found_alliance(session)
        owners = await alliance.organisations(session, HERE)
    for number in range(PASSAGES // A_DOCUMENT):
        async with begin() as session:
            await knowledge.publish(session, document(number, said, owners, rng), now=NOW)


def document(
    number: int, said: Iterator[str], owners: Sequence[Organisation], rng: random.Random
) -> Document:
    owner = rng.choice(owners)
    passages = tuple(
        Passage(n, next(said)[:40], " ".join(next(said) for _ in range(4)), page=n)
        for n in range(A_DOCUMENT)
    )
    return Document(
        slug=f"file/{number}",
        title=f"Klimaplan {number}",
        kind=rng.choice(KINDS),
        visibility=rng.choice(list(Visibility)),
        content_hash=str(number),
        passages=passages,
        owner=owner,
        date=str(rng.randint(2015, 2026)),
    )


async def embed(begin: Begin) -> None:
    rng = np.random.default_rng(2026)
    async with begin() as session:
        await embedding.want_embeddings(session, HERE, MODEL)
    while True:
        async with begin() as session:
            claimed = await embedding.claim(
                session, HERE, MODEL, owner="bench", lease=timedelta(minutes=5), limit=2_000
            )
        if not claimed:
            return
        async with begin() as session:
            await embedding.save(session, [(c, encode(unit(rng))) for c in claimed])


WITHINS = [
    Within(),
    Within(organisation="420"),
    Within(kind=DocumentKind.FILE),
    Within(since=date(2020, 1, 1), until=date(2024, 12, 31)),
]


def timed(search: Callable[[str, Within], object]) -> Sequence[float]:
    """Each question once, within one filter after the other, and what the channel may see."""
    texts = [question.da for question in questions()]
    seconds = []
    for number, text in enumerate(texts):
        within = WITHINS[number % len(WITHINS)]
        begun = time.perf_counter()
        search(text, within)
        seconds.append(time.perf_counter() - begun)
    return seconds


def searches(index: PassageIndex) -> Mapping[str, Sequence[float]]:
    vector = unit(np.random.default_rng(1))
    timed(lambda text, within: index.search(CHANNEL, Question(text), 20, within))  # warm
    return {
        "words": timed(lambda text, within: index.search(CHANNEL, Question(text), 20, within)),
        "fused": timed(
            lambda text, within: index.search(CHANNEL, Question(text, MODEL, vector), 20, within)
        ),
    }


async def measure(folder: Path) -> Mapping[str, float]:
    """One start with what is in the folder: the database, and the disk cache if there is one."""
    engine = create_engine(f"sqlite:///{folder}/klimabot.db")
    begin = transactions(engine)
    begun = time.perf_counter()
    index = Index(begin, Embedders(MadeUp()), folder / "index")
    copy = await index.catch_up()
    figures = {"start": time.perf_counter() - begun}
    for name, seconds in searches(copy.index).items():
        figures[f"{name} p50"] = percentile(seconds, 0.5)
        figures[f"{name} p95"] = percentile(seconds, 0.95)
    figures["a question p95"] = percentile(await whole(index), 0.95)
    figures["memory"] = psutil.Process().memory_info().rss / 1e6
    figures["new document"] = await found_after(index, begin)
    await index.close()
    await engine.dispose()
    return figures


async def whole(index: Index) -> Sequence[float]:
    """As the bot searches: words beside the question's embedding, then both together."""
    seconds = []
    for question in questions():
        begun = time.perf_counter()
        await index.search(CHANNEL, question.da, 20)
        seconds.append(time.perf_counter() - begun)
    return seconds


async def found_after(index: Index, begin: Begin) -> float:
    """Seconds from publishing a document until another process's question finds it."""
    word = f"vindstyrke{time.time_ns()}"
    passage = Passage(0, "Ny", f"Et helt nyt ord er {word}.")
    new = Document(word, "Ny", DocumentKind.FILE, Visibility.ALLIANCE, word, (passage,))
    async with begin() as session:
        await knowledge.publish(session, new, now=NOW)
    begun = time.perf_counter()
    while not any(m.strength > 0.5 for m in await index.search(CHANNEL, word, 5)):
        await asyncio.sleep(0.02)
    return time.perf_counter() - begun


async def prepare(folder: Path) -> None:
    url = f"sqlite:///{folder}/klimabot.db"
    await upgrade(url)
    engine = create_engine(url)
    await fill(transactions(engine))
    await embed(transactions(engine))
    await engine.dispose()


async def started(folder: Path) -> Mapping[str, float]:
    """The figures of a process of its own."""
    command = (sys.executable, "-m", "tests.benchmarks.scale", str(folder))
    child = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    output, _ = await child.communicate()
    figures: Mapping[str, float] = json.loads(output.splitlines()[-1])
    return figures


async def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        await prepare(folder)
        first, again = await started(folder), await started(folder)
    targets = {"words p95": "6", "fused p95": "15", "memory": "700", "new document": "2000"}
    rows = [
        (key, _shown(key, first[key]), _shown(key, again[key]), targets.get(key, ""))
        for key in first
    ]
    rows[0] = (*rows[0][:3], "3000 from the cache")
    title = f"{PASSAGES:,} passages, {len(questions())} questions (ms; memory in MB)"
    show(title, ("", "built", "from the cache", "at most"), rows)


def _shown(key: str, figure: float) -> str:
    return f"{figure:.0f}" if key == "memory" else milliseconds(figure)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(asyncio.run(measure(Path(sys.argv[1])))))
    else:
        asyncio.run(main())
