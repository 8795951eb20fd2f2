"""What is known of a document, and where each came from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import DocumentRow, OrganisationRow
from storage.terms import DocumentKind, Organisation, System, Visibility


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


async def slugs(session: AsyncSession, viewer: System) -> Sequence[str]:
    """Where every document came from that was not withdrawn."""
    query = select(DocumentRow.slug).where(DocumentRow.version > 0).order_by(DocumentRow.slug)
    return list(await session.scalars(query))


def _known(row: DocumentRow, owner: OrganisationRow | None) -> KnownDocument:
    named = Organisation(owner.code, owner.name, owner.kind) if owner else None
    gone = row.version == 0
    return KnownDocument(named, row.kind, row.visibility, row.date, row.url, gone)
