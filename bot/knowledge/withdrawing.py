"""Taking documents out of the shared knowledge again."""

from collections.abc import Sequence
from pathlib import Path

from bot.errors import DocumentUnknown
from bot.knowledge.publish import legible, slug_of
from storage import documents, knowledge
from storage.engine import Session
from storage.terms import System


async def withdraw(session: Session, viewer: System, path: Path) -> int:
    """Take out what came from a file, or from a folder and below; how many documents it was.

    When there is nothing at the path any more, a name that one document alone has will do. Raises
    DocumentUnknown.
    """
    found = _came_from(path, await documents.slugs(session, viewer))
    if not found:
        raise DocumentUnknown(name=legible(path))
    for slug in found:
        await knowledge.withdraw(session, slug)
    return len(found)


def _came_from(path: Path, slugs: Sequence[str]) -> Sequence[str]:
    place = slug_of(path)
    there = [slug for slug in slugs if slug == place or slug.startswith(f"{place}/")]
    if there or path.exists():
        return there
    ends = f"/{legible(path)}"
    named = [slug for slug in slugs if slug.startswith("file/") and slug.endswith(ends)]
    return named if len(named) == 1 else ()
