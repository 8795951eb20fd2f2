"""Publishing documents: one way for the command line, the starter pages and uploads."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.clock import Clock
from bot.errors import DocumentUnreadable
from bot.knowledge.about import About, about_of
from bot.knowledge.reading import Reader, Reading
from bot.knowledge.reading.content import SUFFIXES
from storage import alliance, knowledge
from storage.engine import Session
from storage.knowledge import Document, Published
from storage.terms import DocumentKind, Organisation, Viewer, Visibility

OURS = About(kind=DocumentKind.STARTER)
STARTER = Path(__file__).parent / "starter"


def starter_pages() -> Sequence[Path]:
    """Our own pages about the alliance, which come with the bot."""
    return sorted(STARTER.glob("*.md"))


def documents_in(path: Path) -> Sequence[Path]:
    """The file itself, or every document in a folder and below.

    Hidden files, folders that are links, and the lock files of Office (`~$plan.docx`) are left out.
    """
    return sorted(_below(path)) if path.is_dir() else [path]


def _below(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            file = Path(place, name)
            wanted = file.suffix.lower() in SUFFIXES and not name.startswith((".", "~$"))
            if wanted and file.is_file():
                yield file


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
        title=about.title or reading.title or _plain(path.stem),
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
    if kind is DocumentKind.STARTER:
        return f"starter/{path.stem}"
    return f"file/{_plain(str(path.resolve()))}"


def _plain(name: str) -> str:
    """The name of a file as the database keeps it, also one that is not UTF-8."""
    return name.encode(errors="surrogateescape").decode(errors="backslashreplace")
