"""The passages of documents, as they are searched and cited. What a Viewer may not see is not
found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import DocumentRow, OrganisationRow, PassageRow, VersionRow
from storage.terms import DocumentKind, Organisation, Passage, Viewer


@dataclass(frozen=True)
class FoundPassage:
    """A passage with what a citation needs of its document.

    `content_hash` is of what is embedded: the title, the heading and the text.
    """

    id: int
    document: int
    scope: str
    title: str
    kind: DocumentKind
    owner: Organisation | None
    passage: Passage
    content_hash: str


@dataclass(frozen=True)
class Edition:
    """A document as it is now. Two editions that are equal are searched alike, also those of two
    databases: `added` tells apart what has equal numbers in both."""

    document: int
    version: int
    content_hash: str
    title: str
    scope: str
    kind: DocumentKind
    organisation: str | None
    date: str | None
    added: datetime


async def editions(session: AsyncSession, viewer: Viewer) -> Sequence[Edition]:
    """Every document that the viewer may see, as it is now."""
    query = (
        select(
            DocumentRow.id,
            VersionRow.id,
            VersionRow.content_hash,
            DocumentRow.title,
            DocumentRow.scope,
            DocumentRow.kind,
            OrganisationRow.code,
            DocumentRow.date,
            VersionRow.added_at,
        )
        .join(VersionRow, VersionRow.document_id == DocumentRow.id)
        .outerjoin(OrganisationRow, OrganisationRow.id == DocumentRow.organisation_id)
        .where(VersionRow.number == DocumentRow.version, _visible(viewer))
        .order_by(DocumentRow.id)
    )
    return [Edition(*row) for row in await session.execute(query)]


async def passages(session: AsyncSession, viewer: Viewer) -> Sequence[FoundPassage]:
    """Every passage that the viewer may see, of the versions that count."""
    rows = await session.execute(_current(viewer).order_by(PassageRow.id))
    return [_found(*row) for row in rows]


async def passages_of(
    session: AsyncSession, viewer: Viewer, documents: Sequence[int]
) -> Sequence[FoundPassage]:
    """The passages of these documents, as far as the viewer may see them; in order."""
    query = _current(viewer).where(DocumentRow.id.in_(documents)).order_by(PassageRow.id)
    return [_found(*row) for row in await session.execute(query)]


async def find_passages(
    session: AsyncSession, viewer: Viewer, ids: Sequence[int]
) -> Sequence[FoundPassage]:
    """These passages in this order, less what the viewer may not see or is out of date."""
    rows = await session.execute(_current(viewer).where(PassageRow.id.in_(ids)))
    found = {row[0].id: _found(*row) for row in rows}
    return [found[id] for id in ids if id in found]


async def count_documents(session: AsyncSession, viewer: Viewer) -> int:
    """How many documents the viewer may see."""
    query = select(func.count()).select_from(DocumentRow)
    return await session.scalar(query.where(DocumentRow.version > 0, _visible(viewer))) or 0


def _visible(viewer: Viewer) -> ColumnElement[bool]:
    return true() if viewer.scopes is None else DocumentRow.scope.in_(viewer.scopes)


def _current(viewer: Viewer) -> Select[PassageRow, DocumentRow, OrganisationRow]:
    return (
        select(PassageRow, DocumentRow, OrganisationRow)
        .join(VersionRow, VersionRow.id == PassageRow.version_id)
        .join(DocumentRow, DocumentRow.id == VersionRow.document_id)
        .outerjoin(OrganisationRow, OrganisationRow.id == DocumentRow.organisation_id)
        .where(VersionRow.number == DocumentRow.version, _visible(viewer))
    )


def _found(
    passage: PassageRow, document: DocumentRow, owner: OrganisationRow | None
) -> FoundPassage:
    return FoundPassage(
        id=passage.id,
        document=document.id,
        scope=document.scope,
        title=document.title,
        kind=document.kind,
        owner=Organisation(owner.code, owner.name, owner.kind) if owner else None,
        passage=Passage(
            position=passage.position,
            heading=passage.heading,
            text=passage.text,
            page=passage.page,
            cells=passage.cells,
            start=passage.start,
            end=passage.end,
            publisher=passage.publisher,
            url=passage.url or document.url,
            date=passage.date or document.date,
        ),
        content_hash=passage.content_hash,
    )
