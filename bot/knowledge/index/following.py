"""Keeping the index equal to the database, whichever process changes it."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import structlog

from bot.knowledge.embedding.embedder import NO_EMBEDDERS, Embedders, EmbeddingFailed
from bot.knowledge.index.copies import Copy
from bot.knowledge.index.exchange import Exchange
from bot.knowledge.index.models import Models
from bot.knowledge.index.passage_index import Match, Question
from bot.knowledge.index.shelf import Shelf
from bot.knowledge.index.within import ANYTHING, Within
from storage import changes
from storage.engine import DATABASE_ERRORS, Begin
from storage.terms import System, Viewer

PATIENCE = 1.5  # seconds a question waits for what has just changed, and for its vector
TICK = 1.0  # seconds between two looks at the counters
KEEP_EVERY = 60.0  # seconds between two copies on disk
GONE_AT_MOST = 0.2  # of the rows, before the index is built anew

logger = structlog.get_logger()


class Index:
    """The passages, searched by words and, with an embedder, by meaning.

    Its methods run on the loop, and do in threads what takes long.
    """

    viewer = System("index")

    def __init__(
        self, begin: Begin, embedders: Embedders = NO_EMBEDDERS, folder: Path | None = None
    ) -> None:
        """`folder` is for the disk cache; without one the index lives in memory alone."""
        self._begin = begin
        self.embedders = embedders
        self._shelf = Shelf(folder)
        self._models = Models(begin, embedders, self.viewer)
        self._exchange = Exchange(begin, self._models, self.viewer)
        self._copy: Copy | None = None  # what is searched
        self._next: Copy | None = None  # what is made equal to the database: mostly the same
        self._catching_up: asyncio.Task[Copy] | None = None
        self._kept_at = -KEEP_EVERY

    async def search(
        self, viewer: Viewer, text: str, limit: int, within: Within = ANYTHING
    ) -> Sequence[Match]:
        """The best passages that the viewer may see, best first."""
        copy = await self._up_to_date()
        snapshot = await asyncio.to_thread(copy.index.snapshot, viewer, within)
        hits, question = await asyncio.gather(
            asyncio.to_thread(snapshot.by_words, text), self._question(copy, text)
        )
        return await asyncio.to_thread(snapshot.best, hits, question, limit)

    async def follow(self) -> None:
        """Catch up each second until cancelled, so that questions need not."""
        while True:
            with suppress(Exception):  # it has been logged, and the next second may be better
                await self.catch_up()
            await asyncio.sleep(TICK)

    async def catch_up(self) -> Copy:
        """Make the index equal to the database; several who ask at once share the work."""
        if self._catching_up is None or self._catching_up.done():
            self._catching_up = asyncio.create_task(self._try_to_catch_up())
        return await asyncio.shield(self._catching_up)

    async def close(self) -> None:
        """Keep what was built for the next start."""
        if self._catching_up is not None:
            await asyncio.wait([self._catching_up])
        if self._copy is not None and self._copy.counters != self._copy.kept:
            await self._keep(self._copy)
        await asyncio.to_thread(self._shelf.close)

    async def _up_to_date(self) -> Copy:
        """What has just been published should be found, but not at the price of an answer."""
        if self._copy is None:
            return await self.catch_up()
        with suppress(Exception):
            return await asyncio.wait_for(self.catch_up(), PATIENCE)
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

    async def _try_to_catch_up(self) -> Copy:
        try:
            return await self._catch_up()
        except (*DATABASE_ERRORS, OSError) as error:
            logger.warning("index.failed", error=type(error).__name__)
            raise
        except Exception:
            logger.exception("index.failed")
            raise

    async def _catch_up(self) -> Copy:
        async with self._begin(read_only=True) as session:
            counters = await changes.counters(session, self.viewer)
        copy = self._next = await self._copy_for(counters)
        if copy is not self._copy:
            await self._models.choose(copy.index)
        if counters != copy.counters:
            await self._exchange.make_equal(copy, counters)
        await self._models.exchange(copy.index)
        before, self._copy = self._copy, copy
        if before is not None and before is not copy:
            await asyncio.to_thread(self._shelf.drop, before)
        if copy.counters != copy.kept and time.monotonic() - self._kept_at >= KEEP_EVERY:
            await self._keep(copy)
        return copy

    async def _copy_for(self, counters: Mapping[str, int]) -> Copy:
        """The copy to go on with; another one at first, and when it is spoilt or much is gone."""
        copy = self._next
        if copy is None or copy.spoilt:
            await self._drop_unless_searched(copy)
            copy = await asyncio.to_thread(self._shelf.take_up)
        rows = copy.index.rows
        if counters != copy.counters and rows.gone > GONE_AT_MOST * rows.size:
            await self._drop_unless_searched(copy)
            copy = await asyncio.to_thread(self._shelf.new)
        return copy

    async def _drop_unless_searched(self, copy: Copy | None) -> None:
        self._next = None
        if copy is not None and copy is not self._copy:
            await asyncio.to_thread(self._shelf.drop, copy)

    async def _keep(self, copy: Copy) -> None:
        await asyncio.to_thread(self._shelf.keep, copy)
        self._kept_at, copy.kept = time.monotonic(), copy.counters
