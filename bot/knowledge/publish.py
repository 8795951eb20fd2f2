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
from storage.documents import KnownDocument, find_documents
from storage.engine import Session
from storage.knowledge import Document, Published
from storage.terms import DocumentKind, KlimabotError, Organisation, System, Visibility

OURS = About(kind=DocumentKind.STARTER)
LONGEST_PATH = 500  # characters; PostgreSQL has no room for thousands in an index
STARTER = Path(__file__).parent / "starter"
ReadFile = tuple[
    Path, Reading | KlimabotError, About
]  # what came of reading it, what is told of it


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
    file = path, await reader.read(path), told
    [outcome] = await publish_readings(session, viewer, [file], clock)
    if isinstance(outcome, KlimabotError):
        raise outcome
    return outcome


async def publish_readings(
    session: Session, viewer: System, files: Sequence[ReadFile], clock: Clock
) -> Sequence[Published | KlimabotError]:
    """Keep what has been read already, and say what came of each file.

    One that is refused leaves the others alone. What is not told anew stays as it was, so that
    nobody opens a closed document by the way.
    """
    await one_at_a_time(session, KNOWLEDGE)  # what is known stays so until this is kept
    slugs = [slug_of(path, told.kind) for path, _, told in files]
    known = await find_documents(session, viewer, slugs)
    documents = [
        await _document(session, viewer, slug, file, known.get(slug))
        for slug, file in zip(slugs, files, strict=True)
    ]
    accepted = [document for document in documents if isinstance(document, Document)]
    kept = iter(await knowledge.publish(session, *accepted, now=clock.now()))
    return [next(kept) if isinstance(told, Document) else told for told in documents]


async def _document(
    session: Session, viewer: System, slug: str, file: ReadFile, known: KnownDocument | None
) -> Document | KlimabotError:
    """What is published of a file, or why it is refused."""
    path, reading, told = file
    try:
        if isinstance(reading, KlimabotError):
            raise reading
        about = about_of(reading, told, path.name).over(_as_before(known))
        owner = about.owner and await alliance.get_organisation(session, viewer, about.owner)
        return _checked(_described(slug, path, reading, about, owner or None), path, known)
    except KlimabotError as error:
        return error


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


def _described(
    slug: str, path: Path, reading: Reading, about: About, owner: Organisation | None
) -> Document:
    return Document(
        slug=slug,
        title=about.title or reading.title or title_of(PurePath(legible(path)).stem),
        kind=about.kind or DocumentKind.FILE,
        visibility=about.visibility or Visibility.ALLIANCE,
        content_hash=reading.content_hash,
        passages=reading.passages,
        owner=owner,
        url=about.url,
        date=about.date,
    )


def _checked(document: Document, path: Path, known: KnownDocument | None) -> Document:
    """Whose it is must be told of what only they may see, and does not change by the way."""
    if known and known.owner and known.owner != document.owner and not known.withdrawn:
        raise DocumentUnreadable("document.another_owner", name=path.name)
    if document.visibility is Visibility.OWN and document.owner is None:
        raise DocumentUnreadable("document.owner", name=path.name)
    return document


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
