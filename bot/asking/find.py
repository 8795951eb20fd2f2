"""Finding passages for a question, within what whoever will read the answer may see."""

import asyncio
from collections.abc import Sequence

from bot.asking.answer import Answer
from bot.asking.extract import Found, extract
from bot.knowledge.index.following import Index
from storage import passages
from storage.engine import Begin
from storage.terms import Viewer

CANDIDATES = 20


async def answer(index: Index, begin: Begin, viewer: Viewer, text: str, language: str) -> Answer:
    """Answer a question from what the viewer may see."""
    found = await find(index, begin, viewer, text)
    return await asyncio.to_thread(extract, text, found, language)  # a document may be long


async def find(index: Index, begin: Begin, viewer: Viewer, text: str) -> Sequence[Found]:
    """The best passages, best first. The database is asked again: the index is only a copy."""
    matches = {m.passage: m for m in await index.search(viewer, text, CANDIDATES)}
    async with begin(read_only=True) as session:
        found = await passages.find_passages(session, viewer, list(matches))
    return [Found(matches[p.id], p) for p in found]
