"""Publishing documents that were read: our own pages, and files with what is told of them."""

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path, PurePath

from bot.clock import Clock
from bot.errors import DocumentUnreadable
from bot.knowledge.about import About, about_of
from bot.knowledge.blocks import title_of
from bot.knowledge.reading import Reader, Reading
from storage import alliance, knowledge
from storage.changes import KNOWLEDGE, one_at_a_time
from storage.documents import KnownDocument, find_document
from storage.engine import Session
from storage.knowledge import Document, Published
from storage.terms import DocumentKind, Organisation, System, Visibility

OURS = About(kind=DocumentKind.STARTER)
LONGEST_PATH = 500  # characters; PostgreSQL has no room for thousands in an index
STARTER = Path(__file__).parent / "starter"


def starter_pages() -> Sequence[Path]:
    """Our own pages about the alliance, which come with the bot."""
    return sorted(STARTER.glob("*.md"))


async def publish_file(
    session: Session, viewer: System, reader: Reader, path: Path, clock: Clock, told: About
) -> Published:
    """Read a file and keep it; unchanged since last time, nothing happens.

    What is `told` with the file goes before its own front matter. Raises DocumentUnreadable and
    OrganisationUnknown, and then nothing is kept.
    """
    return await publish_reading(session, viewer, path, await reader.read(path), clock, told)


async def publish_reading(
    session: Session, viewer: System, path: Path, reading: Reading, clock: Clock, told: About
) -> Published:
    """Keep what has been read already: reading the next file need not wait for it.

    What is not told anew stays as it was, so that nobody opens a closed document by the way.
    """
    about = about_of(reading, told, path.name)
    slug = slug_of(path, about.kind)
    await one_at_a_time(session, KNOWLEDGE)  # what is known stays so until this is kept
    known = await find_document(session, viewer, slug)
    about = about.over(_as_before(known))
    owner = await alliance.get_organisation(session, viewer, about.owner) if about.owner else None
    if known and known.owner and known.owner != owner and not known.withdrawn:
        raise DocumentUnreadable("document.another_owner", name=path.name)
    document = _document(slug, path, reading, about, owner)
    return await knowledge.publish(session, document, now=clock.now())


def _as_before(known: KnownDocument | None) -> About:
    if known is None:
        return About()
    return About(
        owner=known.owner.code if known.owner else None,
        kind=known.kind,
        visibility=known.visibility,
        date=known.date,
        url=known.url,
    )


def _document(
    slug: str, path: Path, reading: Reading, about: About, owner: Organisation | None
) -> Document:
    visibility = about.visibility or Visibility.ALLIANCE
    if visibility is Visibility.OWN and owner is None:
        raise DocumentUnreadable("document.owner", name=path.name)
    return Document(
        slug=slug,
        title=about.title or reading.title or title_of(PurePath(legible(path)).stem),
        kind=about.kind or DocumentKind.FILE,
        visibility=visibility,
        content_hash=reading.content_hash,
        passages=reading.passages,
        owner=owner,
        url=about.url,
        date=about.date,
    )


def slug_of(path: Path, kind: DocumentKind | None = None) -> str:
    """Where it came from; its kind may change and it stays the same document."""
    if kind is DocumentKind.STARTER:
        return f"starter/{path.stem}"
    name = legible(path.resolve())
    if len(name) > LONGEST_PATH:
        name = hashlib.sha256(name.encode()).hexdigest()
    return f"file/{name}"


def legible(path: Path) -> str:
    """A path as text, also where its letters are of another encoding: `k\\xf8ge.md`."""
    return os.fsencode(path).decode(errors="backslashreplace")
