"""Which model the index goes by: the wanted one, or the one before it until that is complete."""

import asyncio
from collections.abc import Iterable, Sequence

from bot.knowledge.embedding.embedder import Embedders
from bot.knowledge.index.meaning import Meaning
from bot.knowledge.index.passage_index import PassageIndex
from bot.knowledge.vectors import decode
from storage import embedding
from storage.engine import Begin
from storage.terms import System

HASHES_AT_ONCE = 5_000


class Models:
    """Fills in an index's vectors, and exchanges the model once all is embedded anew.

    Its methods run on the loop, one at a time, and do in threads what takes long.
    """

    def __init__(self, begin: Begin, embedders: Embedders, viewer: System) -> None:
        self._begin = begin
        self._embedders = embedders
        self._viewer = viewer
        self._coming: Meaning | None = None

    async def choose(self, index: PassageIndex) -> None:
        """Decide which model the index goes by."""
        wanted = self._embedders.wanted
        self._coming = None
        if wanted is None:
            index.meaning = None
            return
        if index.meaning is None or not await self._can_ask(index.meaning.model):
            index.meaning = Meaning(await self._most_complete(wanted.name))
        if index.meaning.model != wanted.name:
            self._coming = Meaning(wanted.name)

    async def fill(self, index: PassageIndex, hashes: Sequence[str]) -> None:
        """Give the rows of these texts their vectors, as far as they are made."""
        for meaning in self._meanings(index):
            await self._fill(index, meaning, hashes)

    async def catch_up(self, index: PassageIndex, since: int | None, now: int) -> None:
        """Take in what was embedded since the counter stood there; everything that is lacking
        where that is not known, or the database was put back."""
        for meaning in self._meanings(index):
            if since is None or now < since:
                await self._fill(index, meaning, await asyncio.to_thread(index.lacking, meaning))
            elif now > since:
                await self._take_in(index, meaning, since)

    async def _take_in(self, index: PassageIndex, meaning: Meaning, since: int) -> None:
        async with self._begin(read_only=True) as session:
            made = await embedding.embeddings_since(session, self._viewer, meaning.model, since)
        await asyncio.to_thread(_put, index, meaning, made)

    def _meanings(self, index: PassageIndex) -> Sequence[Meaning]:
        return [m for m in (index.meaning, self._coming) if m is not None]

    async def _fill(self, index: PassageIndex, meaning: Meaning, hashes: Sequence[str]) -> None:
        for start in range(0, len(hashes), HASHES_AT_ONCE):
            some = hashes[start : start + HASHES_AT_ONCE]
            async with self._begin(read_only=True) as session:
                made = await embedding.embeddings_of(session, self._viewer, meaning.model, some)
            await asyncio.to_thread(_put, index, meaning, made)

    async def exchange(self, index: PassageIndex) -> None:
        """Go by the wanted model from now on, if it has embedded everything that it can."""
        if self._coming is not None and await self._is_complete(index, self._coming):
            index.meaning, self._coming = self._coming, None

    async def _is_complete(self, index: PassageIndex, meaning: Meaning) -> bool:
        lacking = await asyncio.to_thread(index.lacking, meaning)
        if not lacking or not meaning.known(index.rows.size).any():
            return not lacking
        async with self._begin(read_only=True) as session:
            return await embedding.parked(session, self._viewer, meaning.model) >= set(lacking)

    async def _most_complete(self, wanted: str) -> str:
        """The wanted model unless another, that questions can be put to, has more behind it."""
        async with self._begin(read_only=True) as session:
            progress = await embedding.progress(session, self._viewer)
        done = {name: p.done + p.parked for name, p in progress.items() if p.done}
        known = [name for name in done if await self._can_ask(name)]
        best = max(known, key=lambda name: (done[name], name == wanted), default=wanted)
        return best if done.get(best, 0) > done.get(wanted, 0) else wanted

    async def _can_ask(self, model: str) -> bool:
        """Whether we have this model; in a thread, since the local one is tried in a child."""
        return await asyncio.to_thread(self._embedders.named, model) is not None


def _put(index: PassageIndex, meaning: Meaning, made: Iterable[tuple[str, bytes]]) -> None:
    meaning.put(
        (row, decode(kept))
        for content_hash, kept in made
        for row in index.rows.with_hash(content_hash)
    )
