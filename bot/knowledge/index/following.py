"""Keeping the index equal to the database, whichever process changes it."""

import asyncio
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import structlog

from bot.knowledge.embedding.embedder import NO_EMBEDDERS, Embedders, EmbeddingFailed
from bot.knowledge.index.models import Models
from bot.knowledge.index.passage_index import Match, Question
from bot.knowledge.index.shelf import Copy, Shelf
from bot.knowledge.index.within import ANYTHING, Within
from storage import changes, passages
from storage.engine import DATABASE_ERRORS, Begin
from storage.passages import Edition
from storage.terms import System, Viewer

DOCUMENTS_AT_ONCE = 2_000
PATIENCE = 1.5  # seconds a question waits for what has just changed, and for its vector
TICK = 1.0  # seconds between two looks at the counters
KEEP_EVERY = 60.0  # seconds between two copies on disk
GONE_AT_MOST = 0.2  # of the rows, before the index is built anew

logger = structlog.get_logger()


class Index:
    """The passages, searched by words and, with an embedder, by meaning."""

    viewer = System("index")

    def __init__(
        self, begin: Begin, embedders: Embedders = NO_EMBEDDERS, folder: Path | None = None
    ) -> None:
        """`folder` is for the disk cache; without one the index lives in memory alone."""
        self._begin = begin
        self.embedders = embedders
        self._shelf = Shelf(folder)
        self._models = Models(begin, embedders, self.viewer)
        self._copy: Copy | None = None
        self._catching_up: asyncio.Task[Copy] | None = None
        self._kept_at = -KEEP_EVERY
        self._kept: Mapping[str, int] = {}

    async def search(
        self, viewer: Viewer, text: str, limit: int, within: Within = ANYTHING
    ) -> Sequence[Match]:
        """The best passages that the viewer may see, best first."""
        copy = await self._up_to_date()
        moment = await asyncio.to_thread(copy.index.now, viewer, within)
        hits, question = await asyncio.gather(
            asyncio.to_thread(moment.by_words, text), self._question(copy, text)
        )
        return await asyncio.to_thread(moment.best, hits, question, limit)

    async def follow(self) -> None:
        """Catch up each second until cancelled, so that questions need not."""
        while True:
            try:
                await self.catch_up()
            except (*DATABASE_ERRORS, OSError) as error:
                logger.warning("index.failed", error=type(error).__name__)
            await asyncio.sleep(TICK)

    async def catch_up(self) -> Copy:
        """Make the index equal to the database; several who ask at once share the work."""
        if self._catching_up is None or self._catching_up.done():
            self._catching_up = asyncio.create_task(self._catch_up())
        return await asyncio.shield(self._catching_up)

    async def close(self) -> None:
        """Keep what was built for the next start."""
        if self._catching_up is not None:
            await asyncio.wait([self._catching_up])
        if self._copy is not None and self._copy.counters != self._kept:
            await self._keep(self._copy)
        await asyncio.to_thread(self._shelf.close)

    async def _up_to_date(self) -> Copy:
        """What has just been published should be found, but not at the price of an answer."""
        if self._copy is None:
            return await self.catch_up()
        try:
            return await asyncio.wait_for(self.catch_up(), PATIENCE)
        except TimeoutError:
            logger.info("index.behind")
            return self._copy

    async def _question(self, copy: Copy, text: str) -> Question:
        meaning = copy.index.meaning
        embedder = self.embedders.named(meaning.model) if meaning else None
        if meaning is None or embedder is None:
            return Question(text)
        try:
            async with asyncio.timeout(PATIENCE):
                return Question(text, meaning.model, await embedder.question(text))
        except (EmbeddingFailed, TimeoutError):
            logger.warning("embedding.failed")
            return Question(text)

    async def _catch_up(self) -> Copy:
        async with self._begin(read_only=True) as session:
            counters = await changes.counters(session, self.viewer)
        copy = self._copy or await self._begun()
        if counters != copy.counters:
            if copy.index.rows.gone > GONE_AT_MOST * copy.index.rows.size:
                copy = await asyncio.to_thread(self._shelf.new)
                await self._models.choose(copy.index)
            await self._follow_documents(copy)
            await self._models.catch_up(copy.index, copy.counters.get(changes.EMBEDDING, 0))
            copy.counters = counters
        self._models.exchange(copy.index)
        self._copy = copy
        if copy.counters != self._kept and time.monotonic() - self._kept_at >= KEEP_EVERY:
            await self._keep(copy)
        return copy

    async def _begun(self) -> Copy:
        copy = await asyncio.to_thread(self._shelf.take_up)
        self._kept = dict(copy.counters)
        await self._models.choose(copy.index)
        return copy

    async def _follow_documents(self, copy: Copy) -> None:
        async with self._begin(read_only=True) as session:
            now = {e.document: e for e in await passages.editions(session, self.viewer)}
        removed = [document for document in copy.editions if document not in now]
        changed = [
            edition for edition in now.values() if copy.editions.get(edition.document) != edition
        ]
        if removed:
            await self._exchange(copy, removed, ())
        for some in _batches(changed, DOCUMENTS_AT_ONCE):
            gone = [e.document for e in some if e.document in copy.editions]
            await self._exchange(copy, gone, some)

    async def _exchange(self, copy: Copy, removed: Sequence[int], added: Sequence[Edition]) -> None:
        async with self._begin(read_only=True) as session:
            ids = [edition.document for edition in added]
            found = await passages.passages_of(session, self.viewer, ids) if ids else ()
        await asyncio.to_thread(copy.index.change, removed, found)
        for document in removed:
            del copy.editions[document]
        copy.editions.update((edition.document, edition) for edition in added)
        # last, since it may fail: what stands in the index twice would be found twice
        await self._models.fill(copy.index, [f.content_hash for f in found])

    async def _keep(self, copy: Copy) -> None:
        await asyncio.to_thread(self._shelf.keep, copy)
        self._kept_at, self._kept = time.monotonic(), dict(copy.counters)


def _batches(things: Sequence[Edition], size: int) -> Iterable[Sequence[Edition]]:
    return (things[start : start + size] for start in range(0, len(things), size))
