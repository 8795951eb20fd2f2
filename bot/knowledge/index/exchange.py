"""Making a copy equal to the database: what differs is exchanged, document by document."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence

from bot.knowledge.index.copies import Copy
from bot.knowledge.index.models import Models
from storage import changes, passages
from storage.engine import Begin
from storage.passages import Edition
from storage.terms import System

DOCUMENTS_AT_ONCE = 2_000


class Exchange:
    """Exchanges what differs. Its methods run on the loop, one at a time."""

    def __init__(self, begin: Begin, models: Models, viewer: System) -> None:
        self._begin = begin
        self._models = models
        self._viewer = viewer

    async def make_equal(self, copy: Copy, counters: Mapping[str, int]) -> None:
        """Make the copy equal to the database, whose counters stood so before."""
        before, copy.counters = copy.counters, None  # what fails halfway is compared anew
        await self._follow_documents(copy)
        since = None if before is None else before.get(changes.EMBEDDING, 0)
        await self._models.catch_up(copy.index, since, counters.get(changes.EMBEDDING, 0))
        copy.counters = counters

    async def _follow_documents(self, copy: Copy) -> None:
        async with self._begin(read_only=True) as session:
            now = {e.document: e for e in await passages.editions(session, self._viewer)}
        removed = [document for document in copy.editions if document not in now]
        changed = [e for e in now.values() if copy.editions.get(e.document) != e]
        if removed:
            await self._exchange(copy, removed, ())
        for some in _batches(changed, DOCUMENTS_AT_ONCE):
            gone = [e.document for e in some if e.document in copy.editions]
            await self._exchange(copy, gone, some)

    async def _exchange(self, copy: Copy, removed: Sequence[int], added: Sequence[Edition]) -> None:
        async with self._begin(read_only=True) as session:
            ids = [edition.document for edition in added]
            found = await passages.passages_of(session, self._viewer, ids) if ids else ()
        copy.kept = None
        copy.spoilt = True  # if writing fails, nobody knows what is written
        await asyncio.to_thread(copy.index.change, removed, found)
        copy.spoilt = False
        for document in removed:
            del copy.editions[document]
        copy.editions.update((edition.document, edition) for edition in added)
        await self._models.fill(copy.index, [f.content_hash for f in found])


def _batches(things: Sequence[Edition], size: int) -> Iterable[Sequence[Edition]]:
    return (things[start : start + size] for start in range(0, len(things), size))
