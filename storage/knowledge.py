"""Publishing and withdrawing documents. How they are read stands in `storage.passages`."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.changes import KNOWLEDGE, count_change, one_at_a_time
from storage.models import DocumentRow, OrganisationRow, PassageRow, VersionRow
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


async def publish(
    session: AsyncSession, *documents: Document, now: datetime
) -> Sequence[Published]:
    """Keep documents; the same again changes nothing, anything else is a new version.

    Raises OrganisationUnknown for an owner that is not in the alliance, and then keeps none.
    """
    await one_at_a_time(session, KNOWLEDGE)  # two who publish the same new page would both make it
    owners = await _owner_ids(session, documents)
    known = await _known(session, {document.slug for document in documents})
    outcomes, changes = list[Published](), list[_Change]()
    for document in documents:
        about = _about(document, owners)
        before = known.get(document.slug)
        if before and before.content_hash == document.content_hash and _is(before.row, about):
            outcomes.append(Published.SAME)
            continue
        counts = before is not None and before.content_hash is not None
        outcomes.append(Published.CHANGED if counts else Published.NEW)
        known[document.slug] = after = _changed(before, about, document.content_hash)
        changes.append(_Change(after.row, after.number, document))
    if changes:
        await _save(session, changes, now)
        await count_change(session, KNOWLEDGE)
    return outcomes


async def withdraw(session: AsyncSession, slug: str) -> bool:
    """Take a document out of what is searched and cited. False when there was none."""
    await one_at_a_time(session, KNOWLEDGE)
    before = (await _known(session, {slug})).get(slug)
    if before is None or before.content_hash is None:
        return False
    before.row.version = WITHDRAWN
    await session.flush()
    await count_change(session, KNOWLEDGE)
    return True


def content_hash(title: str, passage: Passage) -> str:
    """Of all that is embedded: equal hashes have equal embeddings."""
    said = "\0".join((title, passage.heading, passage.text))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True)
class _Before:
    """A document, the hash of the version that counts, the highest number there was."""

    row: DocumentRow
    content_hash: str | None
    number: int


@dataclass(frozen=True)
class _Change:
    """The version of a document that is to be kept."""

    row: DocumentRow
    number: int
    document: Document


async def _known(session: AsyncSession, slugs: Iterable[str]) -> dict[str, _Before]:
    versions = VersionRow.document_id == DocumentRow.id
    numbers = select(func.max(VersionRow.number)).where(versions)
    query = (
        select(
            DocumentRow, VersionRow.content_hash, numbers.correlate(DocumentRow).scalar_subquery()
        )
        .outerjoin(VersionRow, versions & (VersionRow.number == DocumentRow.version))
        .where(DocumentRow.slug.in_(slugs))
    )
    found = await session.execute(query)
    return {row.slug: _Before(row, counts, number or 0) for row, counts, number in found}


async def _owner_ids(session: AsyncSession, documents: Sequence[Document]) -> Mapping[str, int]:
    owners = {document.owner.code: document.owner for document in documents if document.owner}
    if not owners:
        return {}
    query = select(OrganisationRow.code, OrganisationRow.id).where(OrganisationRow.code.in_(owners))
    found = {code: number for code, number in await session.execute(query)}
    for code, owner in owners.items():
        if code not in found:
            raise OrganisationUnknown(name=owner.name)
    return found


def _about(document: Document, owners: Mapping[str, int]) -> dict[str, Any]:
    """The document's own columns, those of its versions aside."""
    owner = document.owner.code if document.owner else None
    return {
        "slug": document.slug,
        "organisation_id": owners[owner] if owner else None,
        "title": document.title,
        "kind": document.kind,
        "visibility": document.visibility,
        "scope": scope_of(document.visibility, owner),
        "url": document.url,
        "date": document.date,
    }


def _is(row: DocumentRow, about: Mapping[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in about.items())


def _changed(before: _Before | None, about: Mapping[str, Any], content_hash: str) -> _Before:
    row, number = (before.row, before.number) if before else (DocumentRow(), 0)
    for name, value in {**about, "version": number + 1}.items():
        setattr(row, name, value)
    return _Before(row, content_hash, number + 1)


async def _save(session: AsyncSession, changes: Sequence[_Change], now: datetime) -> None:
    session.add_all([change.row for change in changes])
    await session.flush()
    versions = [
        VersionRow(
            document_id=change.row.id,
            number=change.number,
            content_hash=change.document.content_hash,
            added_at=now,
        )
        for change in changes
    ]
    session.add_all(versions)
    await session.flush()
    rows = [
        row
        for change, version in zip(changes, versions, strict=True)
        for row in _passages(change.document, version.id)
    ]
    if rows:
        options = {"render_nulls": True}  # else each row with another nought is a statement
        await session.execute(insert(PassageRow), rows, execution_options=options)


def _passages(document: Document, version: int) -> Iterator[dict[str, Any]]:
    for passage in document.passages:
        told = content_hash(document.title, passage)
        yield {**vars(passage), "version_id": version, "content_hash": told}
