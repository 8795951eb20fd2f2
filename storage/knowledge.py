"""Publishing and withdrawing documents. How they are read stands in `storage.passages`."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.changes import KNOWLEDGE, count_change, one_at_a_time
from storage.models import DocumentRow, OrganisationRow, PassageRow, VersionRow
from storage.once import upsert
from storage.terms import (
    DocumentKind,
    Organisation,
    OrganisationUnknown,
    Passage,
    Visibility,
    scope_of,
)

WITHDRAWN = 0  # the number of the version that counts, when none does


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


async def publish(session: AsyncSession, document: Document, *, now: datetime) -> Published:
    """Keep a document; the same again changes nothing, anything else is a new version.

    Raises OrganisationUnknown for an owner that is not in the alliance.
    """
    await one_at_a_time(session, KNOWLEDGE)  # two who publish the same new page would both make it
    about = await _about(session, document)
    before = (await session.execute(_current(document.slug))).first()
    if before is not None and before[1] == document.content_hash and _is(before[0], about):
        return Published.SAME
    await _save_version(session, document, about, now)
    await count_change(session, KNOWLEDGE)
    return Published.CHANGED if before else Published.NEW


async def withdraw(session: AsyncSession, slug: str) -> bool:
    """Take a document out of what is searched and cited. False when there was none."""
    await one_at_a_time(session, KNOWLEDGE)
    before = (await session.execute(_current(slug))).first()
    if before is None:
        return False
    before[0].version = WITHDRAWN
    await session.flush()
    await count_change(session, KNOWLEDGE)
    return True


def content_hash(title: str, passage: Passage) -> str:
    """Of all that is embedded: equal hashes have equal embeddings."""
    said = "\0".join((title, passage.heading, passage.text))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def _current(slug: str) -> Select[DocumentRow, str]:
    return (
        select(DocumentRow, VersionRow.content_hash)
        .join(VersionRow, VersionRow.document_id == DocumentRow.id)
        .where(DocumentRow.slug == slug, VersionRow.number == DocumentRow.version)
    )


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
    session: AsyncSession, document: Document, about: dict[str, Any], now: datetime
) -> None:
    same_slug = DocumentRow.slug == document.slug
    numbers = select(func.max(VersionRow.number)).join(DocumentRow).where(same_slug)
    number = (await session.scalar(numbers) or 0) + 1
    document_id = await upsert(session, DocumentRow, about | {"version": number}, ["slug"])
    version = VersionRow(
        document_id=document_id, number=number, content_hash=document.content_hash, added_at=now
    )
    session.add(version)
    await session.flush()
    rows = [
        {**vars(p), "version_id": version.id, "content_hash": content_hash(document.title, p)}
        for p in document.passages
    ]
    if rows:
        await session.execute(insert(PassageRow), rows)  # a tenth of the time of add_all
