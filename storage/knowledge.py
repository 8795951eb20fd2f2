"""Documents and passages. What a Viewer may not see is not found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, func, insert, select, true, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import ChangeRow, DocumentRow, OrganisationRow, PassageRow, VersionRow
from storage.once import insert_once, upsert
from storage.terms import (
    DocumentKind,
    Organisation,
    OrganisationUnknown,
    Passage,
    Viewer,
    Visibility,
    scope_of,
)

KNOWLEDGE = "knowledge"


class Published(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True)
class Document:
    """What is published: `slug` says where it came from and stays the same over versions."""

    slug: str
    title: str
    kind: DocumentKind
    visibility: Visibility
    content_hash: str
    passages: tuple[Passage, ...]
    owner: Organisation | None = None
    url: str | None = None
    date: str | None = None


@dataclass(frozen=True)
class FoundPassage:
    """A passage with what a citation needs of its document."""

    id: int
    scope: str
    title: str
    kind: DocumentKind
    owner: Organisation | None
    passage: Passage


async def publish(session: AsyncSession, document: Document, *, now: datetime) -> Published:
    """Keep a document; the same again changes nothing, anything else is a new version.

    Raises OrganisationUnknown for an owner that is not in the alliance.
    """
    await _one_at_a_time(session)
    about = await _about(session, document)
    before = (
        await session.execute(
            select(DocumentRow, VersionRow.content_hash)
            .join(VersionRow, VersionRow.document_id == DocumentRow.id)
            .where(DocumentRow.slug == document.slug, VersionRow.number == DocumentRow.version)
        )
    ).first()
    if before is not None and before[1] == document.content_hash and _is(before[0], about):
        return Published.SAME
    await _save_version(session, document, about, before[0].version + 1 if before else 1, now)
    await _count_change(session)
    return Published.CHANGED if before else Published.NEW


async def _one_at_a_time(session: AsyncSession) -> None:
    """Two who publish the same new page would both make it; the counter's row is the queue."""
    await insert_once(session, ChangeRow, {"name": KNOWLEDGE, "counter": 0}, ["name"])
    row = select(ChangeRow).where(ChangeRow.name == KNOWLEDGE)
    await session.execute(row.with_for_update())


async def _about(session: AsyncSession, document: Document) -> dict[str, Any]:
    """The document's own columns, those of its versions aside."""
    return {
        "slug": document.slug,
        "organisation_id": await _owner_id(session, document.owner),
        "title": document.title,
        "kind": document.kind,
        "visibility": document.visibility,
        "scope": scope_of(document.visibility, document.owner.code if document.owner else None),
        "url": document.url,
        "date": document.date,
    }


async def _owner_id(session: AsyncSession, owner: Organisation | None) -> int | None:
    if owner is None:
        return None
    same_code = OrganisationRow.code == owner.code
    found = await session.scalar(select(OrganisationRow.id).where(same_code))
    if found is None:
        raise OrganisationUnknown(name=owner.name)
    return found


def _is(row: DocumentRow, about: Mapping[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in about.items())


async def _save_version(
    session: AsyncSession, document: Document, about: dict[str, Any], number: int, now: datetime
) -> None:
    document_id = await upsert(session, DocumentRow, about | {"version": number}, ["slug"])
    version = VersionRow(
        document_id=document_id, number=number, content_hash=document.content_hash, added_at=now
    )
    session.add(version)
    await session.flush()
    rows = [{"version_id": version.id, **vars(p)} for p in document.passages]
    if rows:
        await session.execute(insert(PassageRow), rows)  # a tenth of the time of add_all


async def _count_change(session: AsyncSession) -> None:
    await session.execute(
        update(ChangeRow)
        .where(ChangeRow.name == KNOWLEDGE)
        .values(counter=ChangeRow.counter + 1)
        .execution_options(synchronize_session=False)
    )


async def change_counter(session: AsyncSession, viewer: Viewer) -> int:
    """Rises with every published change; says nothing of what changed."""
    query = select(ChangeRow.counter).where(ChangeRow.name == KNOWLEDGE)
    return await session.scalar(query) or 0


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


async def passages(session: AsyncSession, viewer: Viewer) -> Sequence[FoundPassage]:
    """Every passage that the viewer may see, of the versions that count."""
    rows = await session.execute(_current(viewer).order_by(PassageRow.id))
    return [_found(*row) for row in rows]


async def find_passages(
    session: AsyncSession, viewer: Viewer, ids: Sequence[int]
) -> Sequence[FoundPassage]:
    """These passages in this order, less what the viewer may not see or is out of date."""
    rows = await session.execute(_current(viewer).where(PassageRow.id.in_(ids)))
    found = {row[0].id: _found(*row) for row in rows}
    return [found[id] for id in ids if id in found]


def _found(
    passage: PassageRow, document: DocumentRow, owner: OrganisationRow | None
) -> FoundPassage:
    return FoundPassage(
        id=passage.id,
        scope=document.scope,
        title=document.title,
        kind=document.kind,
        owner=Organisation(owner.code, owner.name, owner.kind) if owner else None,
        passage=Passage(
            position=passage.position,
            heading=passage.heading,
            text=passage.text,
            page=passage.page,
            publisher=passage.publisher,
            url=passage.url or document.url,
            date=passage.date or document.date,
            cells=passage.cells,
            start=passage.start,
            end=passage.end,
        ),
    )


async def count_documents(session: AsyncSession, viewer: Viewer) -> int:
    """How many documents the viewer may see."""
    query = select(func.count()).select_from(DocumentRow).where(_visible(viewer))
    return await session.scalar(query) or 0
