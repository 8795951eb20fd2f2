"""Finding passages for a question, within what whoever will read the answer may see."""

from collections.abc import Sequence

from bot.asking.extract import Found
from bot.knowledge.index.following import Index
from storage import passages
from storage.engine import Begin
from storage.terms import Viewer

CANDIDATES = 20


async def find(index: Index, begin: Begin, viewer: Viewer, text: str) -> Sequence[Found]:
    """The best passages, best first. The database is asked again: the index is only a copy."""
    matches = {m.passage: m for m in await index.search(viewer, text, CANDIDATES)}
    async with begin(read_only=True) as session:
        found = await passages.find_passages(session, viewer, list(matches))
    return [Found(matches[p.id], p) for p in found]
