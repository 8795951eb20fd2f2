"""The passages of documents, as they are searched and cited. What a Viewer may not see is not
found, nor what the municipality that it is about has hidden."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import DocumentRow, OrganisationRow, PassageRow, ReviewRow, VersionRow
from storage.terms import DocumentKind, Organisation, Passage, ReviewVerdict, Viewer

HIDDEN = ReviewRow.verdict == ReviewVerdict.HIDDEN
# Only what we say ourselves of a municipality is its to review.
_REVIEWED = and_(
    DocumentRow.kind == DocumentKind.STARTER,
    ReviewRow.organisation_id == DocumentRow.organisation_id,
    ReviewRow.content_hash == PassageRow.content_hash,
)
_OF_VERSION = and_(VersionRow.id == PassageRow.version_id, VersionRow.document_id == DocumentRow.id)


@dataclass(frozen=True)
class FoundPassage:
    """A passage with what a citation needs of its document.

    `content_hash` is of what is embedded: the title, the heading and the text. `confirmed_at` is
    when the municipality that our claim is about confirmed it. `is_outdated` is a status that
    nobody has told anew for long.
    """

    id: int
    document: int
    scope: str
    title: str
    kind: DocumentKind
    owner: Organisation | None
    passage: Passage
    content_hash: str
    confirmed_at: datetime | None = None
    is_outdated: bool = False

    @property
    def subject(self) -> str:
        """Title and heading. A status's title says whose words they are, not what of."""
        is_status = self.kind is DocumentKind.STATUS
        return self.passage.heading if is_status else f"{self.title}. {self.passage.heading}"


@dataclass(frozen=True)
class Edition:
    """A document as it is now. Two editions that are equal are searched alike, also those of two
    databases: `added` tells apart what has equal numbers in both. `hidden` are the hashes of its
    passages that are not to be found."""

    document: int
    version: int
    content_hash: str
    title: str
    scope: str
    kind: DocumentKind
    organisation: str | None
    date: str | None
    added: datetime
    hidden: str = ""


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
        .where(VersionRow.number == DocumentRow.version, visible(viewer))
        .order_by(DocumentRow.id)
    )
    hidden = await _hidden(session)
    return [Edition(*row, hidden.get(row[0], "")) for row in await session.execute(query)]


async def _hidden(session: AsyncSession) -> dict[int, str]:
    """The hashes of each document's hidden passages, of the version that counts."""
    query = (
        select(DocumentRow.id, PassageRow.content_hash)
        .join(ReviewRow, and_(ReviewRow.organisation_id == DocumentRow.organisation_id, HIDDEN))
        .join(PassageRow, PassageRow.content_hash == ReviewRow.content_hash)
        .join(VersionRow, _OF_VERSION)
        .where(DocumentRow.kind == DocumentKind.STARTER, VersionRow.number == DocumentRow.version)
        .order_by(DocumentRow.id, PassageRow.position)
    )
    hashes = dict[int, list[str]]()
    for document, content_hash in await session.execute(query):
        hashes.setdefault(document, []).append(content_hash)
    return {document: " ".join(found) for document, found in hashes.items()}


async def passages(session: AsyncSession, viewer: Viewer) -> Sequence[FoundPassage]:
    """Every passage that the viewer may see, of the versions that count."""
    rows = await session.execute(_searched(viewer).order_by(PassageRow.id))
    return [found_passage(*row) for row in rows]


async def passages_of(
    session: AsyncSession, viewer: Viewer, documents: Sequence[int]
) -> Sequence[FoundPassage]:
    """The passages of these documents, as far as the viewer may see them; in order."""
    query = _searched(viewer).where(DocumentRow.id.in_(documents)).order_by(PassageRow.id)
    return [found_passage(*row) for row in await session.execute(query)]


async def find_passages(
    session: AsyncSession, viewer: Viewer, ids: Sequence[int]
) -> Sequence[FoundPassage]:
    """These passages in this order, less what the viewer may not see or is out of date."""
    rows = await session.execute(_searched(viewer).where(PassageRow.id.in_(ids)))
    found = {row[0].id: found_passage(*row) for row in rows}
    return [found[id] for id in ids if id in found]


async def count_documents(session: AsyncSession, viewer: Viewer) -> int:
    """How many documents the viewer may see."""
    query = select(func.count()).select_from(DocumentRow)
    return await session.scalar(query.where(DocumentRow.version > 0, visible(viewer))) or 0


def visible(viewer: Viewer) -> ColumnElement[bool]:
    return true() if viewer.scopes is None else DocumentRow.scope.in_(viewer.scopes)


def _searched(viewer: Viewer) -> Select[PassageRow, DocumentRow, OrganisationRow, ReviewRow]:
    return current(viewer).where(or_(ReviewRow.id.is_(None), ~HIDDEN))


def current(viewer: Viewer) -> Select[PassageRow, DocumentRow, OrganisationRow, ReviewRow]:
    """What the viewer may see of the versions that count, hidden or not."""
    return (
        select(PassageRow, DocumentRow, OrganisationRow, ReviewRow)
        .join(VersionRow, VersionRow.id == PassageRow.version_id)
        .join(DocumentRow, DocumentRow.id == VersionRow.document_id)
        .outerjoin(OrganisationRow, OrganisationRow.id == DocumentRow.organisation_id)
        .outerjoin(ReviewRow, _REVIEWED)
        .where(VersionRow.number == DocumentRow.version, visible(viewer))
    )


def found_passage(
    passage: PassageRow,
    document: DocumentRow,
    owner: OrganisationRow | None,
    review: ReviewRow | None,
) -> FoundPassage:
    """A row of the above as what it means."""
    is_confirmed = review is not None and review.verdict is ReviewVerdict.CONFIRMED
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
        confirmed_at=review.reviewed_at if review and is_confirmed else None,
    )
