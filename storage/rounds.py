"""How often each municipality is asked for its status, and when it was asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import CadenceRow, OrganisationRow, ReportRow, RoundRow
from storage.once import insert_all_once, upsert
from storage.terms import (
    Cadence,
    Organisation,
    OrganisationKind,
    OrganisationUnknown,
    System,
    Viewer,
    may_know_status,
)


@dataclass(frozen=True)
class Rhythm:
    """How often, and for every second week from whose week on."""

    cadence: Cadence
    since: date


@dataclass(frozen=True)
class Round:
    """A municipality was asked in a period, on an occasion of the schedule."""

    organisation: Organisation
    period: str
    occasion: str
    asked_at: datetime


WEEKLY = Rhythm(Cadence.WEEKLY, date.min)


async def rhythms(session: AsyncSession, viewer: System) -> Sequence[tuple[Organisation, Rhythm]]:
    """How often each municipality of the alliance wants to be asked, by name."""
    same = CadenceRow.organisation_id == OrganisationRow.id
    query = select(OrganisationRow, CadenceRow).outerjoin(CadenceRow, same)
    is_municipality = OrganisationRow.kind == OrganisationKind.MUNICIPALITY
    rows = await session.execute(query.where(is_municipality).order_by(OrganisationRow.name))
    return [(_named(of), _rhythm(row)) for of, row in rows]


async def rhythm_of(session: AsyncSession, viewer: Viewer, organisation: Organisation) -> Rhythm:
    """How often one wants to be asked; weekly to those who may not know."""
    if not may_know_status(viewer, organisation):
        return WEEKLY
    query = select(CadenceRow).join(OrganisationRow)
    return _rhythm(await session.scalar(query.where(OrganisationRow.code == organisation.code)))


async def set_rhythm(session: AsyncSession, organisation: Organisation, rhythm: Rhythm) -> None:
    """Ask that often from now on. Raises OrganisationUnknown."""
    code = OrganisationRow.code == organisation.code
    own = await session.scalar(select(OrganisationRow.id).where(code))
    if own is None:
        raise OrganisationUnknown(name=organisation.name)
    values = {"organisation_id": own, "cadence": rhythm.cadence, "since": rhythm.since}
    await upsert(session, CadenceRow, values, ["organisation_id"])


async def ask(
    session: AsyncSession, occasion: str, periods: Mapping[str, str], *, now: datetime
) -> None:
    """Keep that municipalities, by code, are asked in their periods on an occasion of the
    schedule; those that were asked in theirs before are not asked again."""
    query = select(OrganisationRow.id, OrganisationRow.code)
    found = await session.execute(query.where(OrganisationRow.code.in_(periods)))
    rows = [
        {"organisation_id": id, "period": periods[code], "occasion": occasion, "asked_at": now}
        for id, code in found
    ]
    await insert_all_once(session, RoundRow, rows, ["organisation_id", "period"])


async def asked_on(session: AsyncSession, viewer: System, occasion: str) -> Sequence[Round]:
    """Who was asked on an occasion of the schedule, by name."""
    query = select(OrganisationRow, RoundRow).join(RoundRow)
    rows = await session.execute(
        query.where(RoundRow.occasion == occasion).order_by(OrganisationRow.name)
    )
    return [_round(of, row) for of, row in rows]


async def asked_since(session: AsyncSession, viewer: System, since: datetime) -> Sequence[Round]:
    """Who was asked from a moment on, newest first."""
    query = select(OrganisationRow, RoundRow).join(RoundRow).where(RoundRow.asked_at >= since)
    rows = await session.execute(query.order_by(RoundRow.asked_at.desc(), OrganisationRow.name))
    return [_round(of, row) for of, row in rows]


async def last_asked(
    session: AsyncSession, viewer: Viewer, organisation: Organisation, before: str = ""
) -> Round | None:
    """The newest period that a municipality was asked in, apart from `before`."""
    if not may_know_status(viewer, organisation):
        return None
    query = select(OrganisationRow, RoundRow).join(RoundRow)
    theirs = (OrganisationRow.code == organisation.code, RoundRow.period != before)
    newest = query.where(*theirs).order_by(RoundRow.asked_at.desc(), RoundRow.period.desc())
    found = (await session.execute(newest.limit(1))).first()
    return _round(*found) if found else None


def _round(of: OrganisationRow, row: RoundRow) -> Round:
    return Round(_named(of), row.period, row.occasion, row.asked_at)


async def unanswered(
    session: AsyncSession, viewer: Viewer, *, since: datetime
) -> Sequence[Organisation]:
    """Who was asked since then and has not told their status in that period, by name; of those of
    whom the viewer may know it."""
    told = exists().where(
        ReportRow.organisation_id == RoundRow.organisation_id,
        ReportRow.period == RoundRow.period,
        ReportRow.taken_back_at.is_(None),
    )
    query = select(OrganisationRow).join(RoundRow).where(RoundRow.asked_at >= since, ~told)
    rows = await session.scalars(query.distinct().order_by(OrganisationRow.name))
    found = [_named(row) for row in rows]
    return [each for each in found if may_know_status(viewer, each)]


def _named(row: OrganisationRow) -> Organisation:
    return Organisation(row.code, row.name, row.kind)


def _rhythm(row: CadenceRow | None) -> Rhythm:
    return Rhythm(row.cadence, row.since) if row else WEEKLY
