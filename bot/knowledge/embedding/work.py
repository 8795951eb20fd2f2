"""Embedding as leased work: any number of processes share it, and a restart goes on with it."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import structlog

from bot.knowledge.embedding.embedder import Embedder, EmbeddingFailed, embedded_text
from bot.knowledge.vectors import encode
from storage import changes, embedding
from storage.embedding import ClaimedText
from storage.engine import DATABASE_ERRORS, Begin
from storage.terms import System

AT_ONCE = 16  # texts under one lease; locally about three seconds' work
LEASE = timedelta(minutes=2)
AGAIN = timedelta(seconds=20)
TRIES = 20  # of one text: a server may be away for a while
TICK = 1.0  # seconds

logger = structlog.get_logger()


class Embedding:
    """Embeds what has changed since, batch by batch."""

    viewer = System("embedding")

    def __init__(self, begin: Begin, embedder: Embedder, owner: str) -> None:
        self._begin = begin
        self._embedder = embedder
        self._owner = owner
        self._seen = -1

    async def run(self) -> None:
        """Work until cancelled; what is in hand comes to its own end."""
        while True:
            step = asyncio.create_task(self.step())
            try:
                busy = await asyncio.shield(step)
            except asyncio.CancelledError:
                await asyncio.wait([step])
                raise
            except (*DATABASE_ERRORS, OSError) as error:
                logger.warning("embedding.failed", error=type(error).__name__)
                busy = 0
            if not busy:
                await asyncio.sleep(TICK)

    async def finish(self) -> None:
        """Embed everything that waits, and return."""
        while await self.step():
            pass

    async def left(self) -> int:
        """How many texts are still to be embedded."""
        await self._want()
        async with self._begin(read_only=True) as session:
            progress = await embedding.progress(session, self.viewer)
        ours = progress.get(self._embedder.name)
        return ours.wanted - ours.done - ours.parked if ours else 0

    async def step(self) -> int:
        """One batch; how many texts were in hand."""
        await self._want()
        async with self._begin() as session:
            claimed = await embedding.claim(
                session,
                self.viewer,
                self._embedder.name,
                owner=self._owner,
                lease=LEASE,
                limit=AT_ONCE,
            )
        if claimed:
            await self._embed(claimed)
        return len(claimed)

    async def _want(self) -> None:
        async with self._begin(read_only=True) as session:
            counter = (await changes.counters(session, self.viewer)).get(changes.KNOWLEDGE, 0)
        if counter != self._seen:
            async with self._begin() as session:
                await embedding.want_embeddings(session, self.viewer, self._embedder.name)
            self._seen = counter

    async def _embed(self, claimed: Sequence[ClaimedText]) -> None:
        texts = [embedded_text(c.title, c.heading, c.text) for c in claimed]
        try:
            vectors = await self._embedder.passages(texts)
        except EmbeddingFailed as error:
            logger.warning("embedding.failed", error=str(error))
            async with self._begin() as session:
                await embedding.give_back(session, claimed, after=AGAIN, tries=TRIES)
            return
        kept = [(c, encode(v)) for c, v in zip(claimed, vectors, strict=True)]
        async with self._begin() as session:
            await embedding.save(session, kept)
