"""Embedding as leased work: any number of processes share it, and a restart goes on with it."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import structlog

from bot.knowledge.embedding.embedder import Embedder, EmbeddingFailed, embedded_text
from bot.knowledge.vectors import encode
from storage import changes, embedding
from storage.embedding import ClaimedText
from storage.engine import Begin
from storage.terms import System

AT_ONCE = 16  # texts under one lease; locally about three seconds' work
LEASE = timedelta(minutes=2)
AGAIN = timedelta(seconds=20)  # until a text by itself is tried again, doubled with each try
TRIES = 5  # of one text, while the embedder is well: nine minutes
TRIAL = "klima"  # what an embedder that is well can embed
TICK = 1.0  # seconds between two looks for what is new
AWAY = 20.0  # seconds between two looks whether the embedder is back

logger = structlog.get_logger()


class Embedding:
    """Embeds what has changed since, batch by batch."""

    viewer = System("embedding")

    def __init__(self, begin: Begin, embedder: Embedder, owner: str) -> None:
        self._begin = begin
        self._embedder = embedder
        self._owner = owner
        self._seen = -1
        self._well = False  # until it is seen

    async def run(self) -> None:
        """Work until cancelled; what is in hand comes to its own end."""
        while True:
            step = asyncio.create_task(self.step())
            try:
                busy = await asyncio.shield(step) is not None
            except asyncio.CancelledError:
                await asyncio.wait([step])
                raise
            except Exception:
                logger.exception("embedding.failed")
                busy = self._well = False
            if not busy:
                await asyncio.sleep(TICK if self._well else AWAY)

    async def finish(self) -> None:
        """Embed what can be embedded now, and return."""
        while await self.step() is not None:
            pass

    async def left(self) -> int:
        """How many texts are still to be embedded."""
        await self._want()
        async with self._begin(read_only=True) as session:
            progress = await embedding.progress(session, self.viewer)
        ours = progress.get(self._embedder.name)
        return ours.wanted - ours.done - ours.parked if ours else 0

    async def step(self) -> int | None:
        """One batch; how many texts were embedded, or None where none can be now."""
        await self._want()
        if not await self._is_well():
            return None
        async with self._begin() as session:
            claimed = await embedding.claim(
                session,
                self.viewer,
                self._embedder.name,
                owner=self._owner,
                lease=LEASE,
                limit=AT_ONCE,
            )
        return await self._embed(claimed) if claimed else None

    async def _want(self) -> None:
        async with self._begin(read_only=True) as session:
            counter = (await changes.counters(session, self.viewer)).get(changes.KNOWLEDGE, 0)
        if counter != self._seen:
            async with self._begin() as session:
                await embedding.want_embeddings(session, self.viewer, self._embedder.name)
            self._seen = counter

    async def _embed(self, claimed: Sequence[ClaimedText]) -> int:
        if claimed[0].attempt > TRIES:  # it may be what takes the process down
            await self._give_back(claimed)
            return 0
        texts = [embedded_text(c.title, c.heading, c.text) for c in claimed]
        try:
            vectors = await self._embedder.passages(texts)
        except EmbeddingFailed as error:
            logger.warning("embedding.failed", error=str(error))
            await self._give_back(claimed)
            return 0
        kept = [(c, encode(v)) for c, v in zip(claimed, vectors, strict=True)]
        async with self._begin() as session:
            return await embedding.save(session, kept)

    async def _give_back(self, claimed: Sequence[ClaimedText]) -> None:
        """To be tried again one by one; a text by itself is to blame if the embedder is well."""
        self._well = False
        to_blame = len(claimed) == 1 and await self._is_well()
        after = AGAIN * 2 ** claimed[0].attempt if to_blame else timedelta()
        tries = TRIES if to_blame else None
        async with self._begin() as session:
            await embedding.give_back(session, claimed, after=after, tries=tries)

    async def _is_well(self) -> bool:
        """No text is tried, nor given up, while the embedder embeds nothing at all."""
        if not self._well:
            try:
                await self._embedder.question(TRIAL)
                self._well = True
            except EmbeddingFailed as error:
                logger.warning("embedding.away", error=str(error))
        return self._well
