"""What we say of a municipality, and what it says of that: it fits, or nobody is to find it.

A claim is a passage of a starter page about the municipality. Its correction is a document of the
municipality's own, known by the slug.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.changes import KNOWLEDGE, count_change, one_at_a_time
from storage.models import DocumentRow, OrganisationRow, PassageRow, ReviewRow
from storage.once import upsert
from storage.passages import HIDDEN, FoundPassage, current, found_passage
from storage.terms import (
    DocumentKind,
    Organisation,
    Person,
    ReviewVerdict,
    Viewer,
    Visibility,
    may_see,
    scope_of,
)


@dataclass(frozen=True)
class Claim:
    """What we say of a municipality; `correction` are its own words instead."""

    found: FoundPassage
    verdict: ReviewVerdict | None
    correction: str | None = None

    @property
    def is_hidden(self) -> bool:
        return self.verdict is ReviewVerdict.HIDDEN


def correction_slug(organisation: Organisation, content_hash: str) -> str:
    """Where the correction of a claim comes from: the same when it is corrected again."""
    return f"correction/{organisation.code}/{content_hash}"


async def claims(
    session: AsyncSession, viewer: Viewer, organisation: Organisation
) -> Sequence[Claim]:
    """All that we say of a municipality, in its pages' order; what is hidden to its own alone."""
    sees_hidden = may_see(viewer, scope_of(Visibility.OWN, organisation.code))
    corrections = await _corrections(session, viewer, organisation)
    of_ours = DocumentRow.kind == DocumentKind.STARTER
    query = current(viewer).where(of_ours, OrganisationRow.code == organisation.code)
    rows = await session.execute(query.order_by(DocumentRow.slug, PassageRow.position))
    found = {  # the same words twice are one claim
        row[0].content_hash: Claim(
            found_passage(*row), _verdict(row[3]), corrections.get(row[0].content_hash)
        )
        for row in rows
    }
    return [claim for claim in found.values() if sees_hidden or not claim.is_hidden]


def _verdict(row: ReviewRow | None) -> ReviewVerdict | None:
    return row.verdict if row else None


async def find_claim(
    session: AsyncSession, viewer: Viewer, organisation: Organisation, content_hash: str
) -> Claim | None:
    """One of them, by the hash of its words."""
    every = await claims(session, viewer, organisation)
    return next((claim for claim in every if claim.found.content_hash == content_hash), None)


async def review(
    session: AsyncSession,
    reviewer: Person,
    organisation: Organisation,
    content_hash: str,
    verdict: ReviewVerdict | None,
    *,
    now: datetime,
) -> None:
    """Keep what the municipality says of a claim; None takes back what it said."""
    await one_at_a_time(session, KNOWLEDGE)
    number = select(OrganisationRow.id).where(OrganisationRow.code == organisation.code)
    own = (await session.scalars(number)).one()
    about = (ReviewRow.organisation_id == own, ReviewRow.content_hash == content_hash)
    was_hidden = await _is_hidden(session, *about)
    if verdict is None:
        await session.execute(delete(ReviewRow).where(*about))
    else:
        row = {
            "organisation_id": own,
            "content_hash": content_hash,
            "verdict": verdict,
            "reviewed_at": now,
            "workspace": reviewer.workspace,
            "user": reviewer.user,
        }
        await upsert(session, ReviewRow, row, ["organisation_id", "content_hash"])
    if was_hidden is not (verdict is ReviewVerdict.HIDDEN):  # else all is found as it was
        await count_change(session, KNOWLEDGE)


async def _corrections(
    session: AsyncSession, viewer: Viewer, organisation: Organisation
) -> Mapping[str, str]:
    """The municipality's own words, by the hash of the claim that they stand for."""
    begins = correction_slug(organisation, "")
    query = current(viewer).where(DocumentRow.slug.startswith(begins, autoescape=True))
    words = dict[str, str]()
    for passage, document, *_ in await session.execute(query.order_by(PassageRow.position)):
        of = document.slug.removeprefix(begins)
        words[of] = f"{words[of]}\n{passage.text}" if of in words else passage.text
    return words


async def _is_hidden(session: AsyncSession, *about: ColumnElement[bool]) -> bool:
    return await session.scalar(select(ReviewRow.id).where(*about, HIDDEN)) is not None
