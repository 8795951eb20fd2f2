"""What is known of a document, and where each came from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import DocumentRow, OrganisationRow
from storage.passages import visible
from storage.terms import DocumentKind, Organisation, System, Viewer, Visibility

NOT_LISTED = (DocumentKind.STARTER, DocumentKind.STATUS)


@dataclass(frozen=True)
class KnownDocument:
    """What was said of a document when it was published last."""

    owner: Organisation | None
    kind: DocumentKind
    visibility: Visibility
    date: str | None
    url: str | None
    withdrawn: bool


async def find_documents(
    session: AsyncSession, viewer: System, slugs: Iterable[str]
) -> Mapping[str, KnownDocument]:
    """The documents that came from there, also when withdrawn; without those there never were."""
    query = (
        select(DocumentRow, OrganisationRow)
        .outerjoin(OrganisationRow, OrganisationRow.id == DocumentRow.organisation_id)
        .where(DocumentRow.slug.in_(slugs))
    )
    return {row.slug: _known(row, owner) for row, owner in await session.execute(query)}


@dataclass(frozen=True)
class OwnDocument:
    """A document of an organisation's own, as it is listed."""

    slug: str
    title: str
    url: str | None
    date: str | None


async def documents_of(
    session: AsyncSession, viewer: Viewer, organisation: Organisation
) -> Sequence[OwnDocument]:
    """What an organisation has put in, as far as the viewer may see it: the newest first, the
    undated last. Our own pages about it are not its own, and its status is told elsewhere."""
    query = (
        select(DocumentRow.slug, DocumentRow.title, DocumentRow.url, DocumentRow.date)
        .join(OrganisationRow, OrganisationRow.id == DocumentRow.organisation_id)
        .where(OrganisationRow.code == organisation.code, DocumentRow.kind.not_in(NOT_LISTED))
        .where(DocumentRow.version > 0, visible(viewer))
        .order_by(DocumentRow.title, DocumentRow.slug)
    )
    found = [OwnDocument(*row) for row in await session.execute(query)]
    return sorted(found, key=lambda own: own.date or "", reverse=True)


async def slugs(session: AsyncSession, viewer: System) -> Sequence[str]:
    """Where every document came from that was not withdrawn."""
    query = select(DocumentRow.slug).where(DocumentRow.version > 0).order_by(DocumentRow.slug)
    return list(await session.scalars(query))


def _known(row: DocumentRow, owner: OrganisationRow | None) -> KnownDocument:
    named = Organisation(owner.code, owner.name, owner.kind) if owner else None
    gone = row.version == 0
    return KnownDocument(named, row.kind, row.visibility, row.date, row.url, gone)
