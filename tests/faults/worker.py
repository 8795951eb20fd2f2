"""A process that works on the knowledge, to be killed: `python -m tests.faults.worker ROLE URL …`.

What it has to say is a line of JSON on stdout.
"""

import asyncio
import json
import random
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path

from bot.background import in_background
from bot.knowledge.embedding import work
from bot.knowledge.embedding.embedder import Embedders
from bot.knowledge.embedding.work import Embedding
from bot.knowledge.index import following
from bot.knowledge.index.copies import Copy
from bot.knowledge.index.following import Index
from bot.knowledge.index.shelf import Shelf
from bot.knowledge.vectors import Vector
from bot.logs import log_to_stderr
from storage.engine import Begin, create_engine, transactions
from tests.bot.index.library import WordsAsMeaning
from tests.bot.index.test_oracle import VIEWERS, change, changes

QUESTIONS = ("skov", "biogas", "vand", "elbil", "xylofon")  # nobody writes of the last
LEASE = timedelta(seconds=1)
PACE = 0.02  # seconds for a text
Answers = list[list[list[int | bool]]]


class Unhurried(WordsAsMeaning):
    """Says when it begins, and takes its time."""

    async def passages(self, texts: Sequence[str]) -> Sequence[Vector]:
        say("embedding")
        await asyncio.sleep(PACE * len(texts))
        return await super().passages(texts)


class Announced(Shelf):
    """Says when it begins to keep a copy."""

    def keep(self, copy: Copy) -> None:
        say("keeping")
        super().keep(copy)


def say(what: object) -> None:
    print(json.dumps(what), flush=True)  # noqa: T201 - it is read by the test


async def asked() -> AsyncIterator[int]:
    """Each line of stdin, a number."""
    while line := await asyncio.to_thread(sys.stdin.readline):
        yield int(line)


async def answers(index: Index) -> Answers:
    """For each viewer and question: the passages that are found, and whether by a word."""
    return [
        sorted([m.passage, m.strength > 0] for m in await index.search(viewer, question, 1000))
        for viewer in VIEWERS
        for question in QUESTIONS
    ]


async def changing(begin: Begin, folder: Path, rng: random.Random) -> None:
    """Change and embed as many documents as is asked for."""
    happening = changes(rng)
    async for number in asked():
        for _ in range(number):
            await change(begin, rng, next(happening))
            await Embedding(begin, WordsAsMeaning(), "changing").finish()
        say(number)


async def follows(begin: Begin, folder: Path, rng: random.Random) -> None:
    """Follow, and find whenever asked."""
    index = Index(begin, Embedders(WordsAsMeaning()))
    async with in_background(index.follow()):
        async for _ in asked():
            say(await answers(index))


async def embeds(begin: Begin, folder: Path, rng: random.Random) -> None:
    """Embed without haste."""
    await Embedding(begin, Unhurried(), "embeds").run()


async def finishes(begin: Begin, folder: Path, rng: random.Random) -> None:
    """Embed as fast as can be."""
    await Embedding(begin, WordsAsMeaning(), "finishes").run()


async def keeps(begin: Begin, folder: Path, rng: random.Random) -> None:
    """Say what is found at the start; then change something and keep the index, as often as is
    asked for."""
    following.KEEP_EVERY = 0
    index = Index(begin, Embedders(WordsAsMeaning()), folder)
    index._shelf = Announced(folder)
    say(await answers(index))
    happening = changes(rng)
    async for number in asked():
        for _ in range(number):
            await change(begin, rng, next(happening))
            await Embedding(begin, WordsAsMeaning(), "keeps").finish()
            await index.catch_up()


ROLES: Mapping[str, Callable[[Begin, Path, random.Random], Awaitable[None]]] = {
    role.__name__: role for role in (changing, follows, embeds, finishes, keeps)
}


async def main(role: str, url: str, folder: str, seed: str) -> None:
    log_to_stderr()
    work.LEASE = LEASE
    engine = create_engine(url)
    await ROLES[role](transactions(engine), Path(folder), random.Random(int(seed)))
    await engine.dispose()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
