"""Publishing documents: reading Markdown files and keeping them."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from bot.clock import Clock
from bot.errors import DocumentUnreadable
from bot.knowledge.markdown import Page, read_page
from prompts.dates import is_source_date
from storage import alliance, knowledge
from storage.engine import Session
from storage.knowledge import Document, Published
from storage.terms import DocumentKind, Organisation, Viewer, Visibility

STARTER = Path(__file__).parent / "starter"
SUFFIXES = (".md", ".markdown")


def starter_pages() -> Sequence[Path]:
    """Our own pages about the alliance, which come with the bot."""
    return sorted(STARTER.glob("*.md"))


def markdown_files(path: Path) -> Sequence[Path]:
    """The file itself, or every Markdown file in a folder and below."""
    if path.is_dir():
        return sorted(p for p in path.rglob("*") if p.suffix in SUFFIXES and p.is_file())
    return [path]


async def publish_file(
    session: Session, viewer: Viewer, path: Path, kind: DocumentKind, clock: Clock
) -> Published:
    """Read a Markdown file and keep it; unchanged since last time, nothing happens.

    Raises DocumentUnreadable and OrganisationUnknown, and then nothing is kept.
    """
    raw = _bytes(path)
    page = _page(path, raw)
    owner = page.about.get("organisation")
    organisation = await alliance.get_organisation(session, viewer, owner) if owner else None
    document = _document(path, raw, page, kind, organisation)
    return await knowledge.publish(session, document, now=clock.now())


def _bytes(path: Path) -> bytes:
    if path.suffix not in SUFFIXES:
        raise DocumentUnreadable("document.not_markdown", name=path.name)
    try:
        return path.read_bytes()
    except OSError:
        raise DocumentUnreadable("document.not_there", name=path.name) from None


def _page(path: Path, raw: bytes) -> Page:
    try:
        page = read_page(raw.decode("utf-8"))
    except UnicodeDecodeError:
        raise DocumentUnreadable("document.not_text", name=path.name) from None
    except (yaml.YAMLError, ValueError, RecursionError):  # 2020-02-30 is a ValueError
        raise DocumentUnreadable("document.front_matter", name=path.name) from None
    about = _scalars(page.about)
    if about is None:
        raise DocumentUnreadable("document.front_matter", name=path.name)
    if not page.passages:
        raise DocumentUnreadable("document.empty", name=path.name)
    return replace(page, about=about)


def _scalars(about: Mapping[str, Any]) -> dict[str, str] | None:
    """Front matter as plain texts; None if it holds lists, which could hide any amount of text."""
    if any(isinstance(value, list | dict | set) for value in about.values()):
        return None
    return {str(name): str(value) for name, value in about.items() if value is not None}


def _document(
    path: Path, raw: bytes, page: Page, kind: DocumentKind, owner: Organisation | None
) -> Document:
    about = page.about
    try:
        visibility = Visibility(about.get("visibility", Visibility.ALLIANCE))
    except ValueError:
        raise DocumentUnreadable("document.visibility", name=path.name) from None
    date = about.get("date")
    if date is not None and not is_source_date(date):
        raise DocumentUnreadable("document.date", name=path.name)
    if visibility is Visibility.OWN and owner is None:
        raise DocumentUnreadable("document.owner", name=path.name)
    return Document(
        slug=f"{kind}/{path.stem if kind is DocumentKind.STARTER else path.resolve()}",
        title=about.get("subject") or about.get("title") or page.title or path.stem,
        kind=kind,
        visibility=visibility,
        content_hash=hashlib.sha256(raw).hexdigest(),
        passages=page.passages,
        owner=owner,
        url=about.get("url"),
        date=date,
    )
