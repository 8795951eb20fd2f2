"""Publishing documents: one way for the command line, the starter pages and uploads."""

from collections.abc import Sequence
from pathlib import Path

from bot.clock import Clock
from bot.errors import DocumentUnreadable
from bot.knowledge.about import About, about_of
from bot.knowledge.reading import Reader, Reading
from storage import alliance, knowledge
from storage.engine import Session
from storage.knowledge import Document, Published
from storage.terms import DocumentKind, Organisation, Viewer, Visibility

OURS = About(kind=DocumentKind.STARTER)
STARTER = Path(__file__).parent / "starter"


def starter_pages() -> Sequence[Path]:
    """Our own pages about the alliance, which come with the bot."""
    return sorted(STARTER.glob("*.md"))


async def publish_file(
    session: Session, viewer: Viewer, reader: Reader, path: Path, clock: Clock, told: About
) -> Published:
    """Read a file and keep it; unchanged since last time, nothing happens.

    What is `told` with the file goes before its own front matter. Raises DocumentUnreadable and
    OrganisationUnknown, and then nothing is kept.
    """
    return await publish_reading(session, viewer, path, await reader.read(path), clock, told)


async def publish_reading(
    session: Session, viewer: Viewer, path: Path, reading: Reading, clock: Clock, told: About
) -> Published:
    """Keep what has been read already: reading the next file need not wait for it."""
    about = about_of(reading, told, path.name)
    owner = await alliance.get_organisation(session, viewer, about.owner) if about.owner else None
    document = _document(path, reading, about, owner)
    return await knowledge.publish(session, document, now=clock.now())


def _document(path: Path, reading: Reading, about: About, owner: Organisation | None) -> Document:
    kind = about.kind or DocumentKind.FILE
    visibility = about.visibility or Visibility.ALLIANCE
    if visibility is Visibility.OWN and owner is None:
        raise DocumentUnreadable("document.owner", name=path.name)
    return Document(
        slug=_slug(path, kind),
        title=about.title or reading.title or path.stem,
        kind=kind,
        visibility=visibility,
        content_hash=reading.content_hash,
        passages=reading.passages,
        owner=owner,
        url=about.url,
        date=about.date,
    )


def _slug(path: Path, kind: DocumentKind) -> str:
    """Where it came from; its kind may change and it stays the same document."""
    return f"starter/{path.stem}" if kind is DocumentKind.STARTER else f"file/{path.resolve()}"
