"""What the municipalities report: who told it when, and what was said of which action."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, true, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import ActionRow, DigestRemovedRow, OrganisationRow, ReportRow, UpdateRow
from storage.once import insert_once
from storage.terms import (
    Organisation,
    OrganisationUnknown,
    Person,
    Progress,
    Role,
    System,
    Viewer,
    Visibility,
    may_know_status,
    own_codes,
    scope_of,
)


@dataclass(frozen=True)
class Update:
    """What is said of an action, by its id; of None: of the municipality's work as a whole.

    Until `hold_until` is over only the municipality's own people see it.
    """

    action: int | None
    progress: Progress
    line: str = field(repr=False)
    barrier: str = field(default="", repr=False)
    help: str = field(default="", repr=False)
    learned: str = field(default="", repr=False)
    link: str = field(default="", repr=False)
    hold_until: date | None = None
    visibility: Visibility = Visibility.ALLIANCE


@dataclass(frozen=True)
class Report:
    """A municipality's status in a period, as one person tells it. `id` is the key of what they
    pressed or sent. Without updates: nothing new."""

    id: str
    organisation: Organisation
    period: str
    workspace: str
    user: str
    role: Role
    told_at: datetime
    updates: Sequence[Update] = ()


@dataclass(frozen=True)
class KeptUpdate:
    """An update as it is kept, in which report. `title` is its action's, with the number."""

    id: int
    report: str
    organisation: Organisation
    title: str
    period: str
    told_at: datetime
    role: Role
    update: Update


@dataclass(frozen=True)
class Span:
    """Told later than `since` and not later than the cut; or told before, and still held back on
    the day `held_on`. What is held back `today` is not in it."""

    since: datetime
    cut: datetime
    held_on: date
    today: date


async def keep_report(session: AsyncSession, report: Report) -> bool:
    """Keep it. False: it was kept before. Raises OrganisationUnknown."""
    code = OrganisationRow.code == report.organisation.code
    own = await session.scalar(select(OrganisationRow.id).where(code))
    if own is None:
        raise OrganisationUnknown(name=report.organisation.name)
    row = {name: getattr(report, name) for name in TOLD} | {"organisation_id": own}
    if not await insert_once(session, ReportRow, row, ["id"]):
        return False
    for position, each in enumerate(report.updates):
        values = _values(each, report.organisation)
        session.add(UpdateRow(report_id=report.id, position=position, **values))
    await session.flush()
    return True


async def take_back(session: AsyncSession, by: Person, id: str, *, now: datetime) -> bool:
    """A report of one's own municipality counts no more. False: it did not, or is not theirs."""
    organisation = by.organisation
    if organisation is None or not may_know_status(by, organisation):
        return False
    own = select(OrganisationRow.id).where(OrganisationRow.code == organisation.code)
    there = (ReportRow.id == id, ReportRow.taken_back_at.is_(None))
    statement = (
        update(ReportRow)
        .where(*there, ReportRow.organisation_id == own.scalar_subquery())
        .values(taken_back_at=now)
        .returning(ReportRow.id)
    )
    options = {"synchronize_session": False}
    return (await session.execute(statement, execution_options=options)).first() is not None


async def reports_in(
    session: AsyncSession, viewer: Viewer, organisation: Organisation, period: str
) -> Sequence[Report]:
    """What was told for a municipality in a period, first things first, without what was taken
    back; to its own people and the secretariat, who see of the updates what they may."""
    if not may_know_status(viewer, organisation):
        return []
    query = _reports().where(OrganisationRow.code == organisation.code, ReportRow.period == period)
    rows = list(await session.execute(query.order_by(ReportRow.told_at, ReportRow.id)))
    updates = await _updates_of(session, viewer, [row.id for row, _ in rows])
    return [_report(row, of, updates.get(row.id, ())) for row, of in rows]


async def find_report(session: AsyncSession, viewer: Viewer, id: str) -> Report | None:
    """One of them, to those who may know."""
    found = (await session.execute(_reports().where(ReportRow.id == id))).first()
    if found is None or not may_know_status(viewer, _named(found[1])):
        return None
    row, of = found
    updates = await _updates_of(session, viewer, [id])
    return _report(row, of, updates.get(id, ()))


async def answered(
    session: AsyncSession, viewer: System, periods: Collection[str]
) -> Collection[tuple[str, str]]:
    """Which municipalities, by code, have told their status in which of the periods."""
    query = select(OrganisationRow.code, ReportRow.period).join(ReportRow)
    told = query.where(ReportRow.period.in_(periods), ReportRow.taken_back_at.is_(None))
    return {(code, period) for code, period in await session.execute(told)}


async def last_told(session: AsyncSession, viewer: System) -> Mapping[str, datetime]:
    """When each municipality, by code, told its status last."""
    newest = select(OrganisationRow.code, func.max(ReportRow.told_at)).join(ReportRow)
    counts = newest.where(ReportRow.taken_back_at.is_(None)).group_by(OrganisationRow.code)
    return {code: told_at for code, told_at in await session.execute(counts)}


async def newest_updates(
    session: AsyncSession, viewer: Viewer, organisation: Organisation, *, today: date
) -> Sequence[KeptUpdate]:
    """What was said last of each of a municipality's actions, of what the viewer may see; newest
    first."""
    query = _updates().where(_seen(viewer, today), OrganisationRow.code == organisation.code)
    newest = query.order_by(ReportRow.told_at.desc(), UpdateRow.id.desc())
    by_action: dict[int | None, KeptUpdate] = {}
    for row in await session.execute(newest):
        kept = _kept(*row)
        by_action.setdefault(kept.update.action, kept)
    return list(by_action.values())


async def updates_in(
    session: AsyncSession, viewer: Viewer, organisation: Organisation, period: str, *, today: date
) -> Sequence[KeptUpdate]:
    """What a municipality told in a period, in order, of what the viewer may see."""
    theirs = (OrganisationRow.code == organisation.code, ReportRow.period == period)
    query = _updates().where(_seen(viewer, today), *theirs)
    in_order = query.order_by(ReportRow.told_at, ReportRow.id, UpdateRow.position)
    return [_kept(*row) for row in await session.execute(in_order)]


async def lines_in(session: AsyncSession, viewer: Viewer, span: Span) -> Sequence[KeptUpdate]:
    """What became known in it of each action, of what the viewer may see: the last that was said,
    unless the secretariat has left that out; first things first."""
    seen = _seen(viewer, span.today)
    came = or_(ReportRow.told_at > span.since, UpdateRow.hold_until >= span.held_on)
    new = (seen, came, ReportRow.told_at <= span.cut)
    ids = {row[0].id for row in await session.execute(_updates().where(*new))}
    if not ids:
        return []
    first = select(func.min(ReportRow.told_at)).join(UpdateRow).where(UpdateRow.id.in_(ids))
    since = (ReportRow.told_at >= first.scalar_subquery(), ReportRow.told_at <= span.cut)
    in_order = _updates().where(seen, *since).order_by(ReportRow.told_at, UpdateRow.id)
    last = {(row[2].id, row[0].action_id): row for row in await session.execute(in_order)}
    gone = set(await session.scalars(select(DigestRemovedRow.update_id)))
    kept = [_kept(*row) for row in last.values() if row[0].id in ids - gone]
    return sorted(kept, key=lambda each: (each.told_at, each.id))


async def find_update(session: AsyncSession, viewer: Viewer, id: int) -> KeptUpdate | None:
    """One that counts, to those who may see it once it is out."""
    found = await session.execute(_updates().where(UpdateRow.id == id, _seen(viewer, date.max)))
    row = found.first()
    return _kept(*row) if row else None


async def teller_of(session: AsyncSession, viewer: System, id: int) -> str | None:
    """The Slack user who told an update."""
    query = select(ReportRow.user).join(UpdateRow).where(UpdateRow.id == id)
    return await session.scalar(query)


TOLD = tuple(f.name for f in fields(Report) if f.name not in ("organisation", "updates"))
PLAIN = tuple(f.name for f in fields(Update) if f.name != "action")


def _reports() -> Any:
    counts = ReportRow.taken_back_at.is_(None)
    return select(ReportRow, OrganisationRow).join(OrganisationRow).where(counts)


def _updates() -> Any:
    its_own = ActionRow.organisation_id == ReportRow.organisation_id  # no other's is ever named
    action = and_(ActionRow.id == UpdateRow.action_id, its_own)
    query = select(UpdateRow, ReportRow, OrganisationRow, ActionRow).join(
        ReportRow, ReportRow.id == UpdateRow.report_id
    )
    of = OrganisationRow.id == ReportRow.organisation_id
    counts = ReportRow.taken_back_at.is_(None)
    return query.join(OrganisationRow, of).outerjoin(ActionRow, action).where(counts)


def _seen(viewer: Viewer, today: date) -> ColumnElement[bool]:
    if viewer.scopes is None:
        return true()
    is_out = or_(UpdateRow.hold_until.is_(None), UpdateRow.hold_until < today)
    own = OrganisationRow.code.in_(own_codes(viewer))
    # A line tells what its action is, so whoever may not see the one does not see the other.
    names = or_(UpdateRow.action_id.is_(None), ActionRow.scope.in_(viewer.scopes))
    return and_(UpdateRow.scope.in_(viewer.scopes), names, or_(is_out, own))


async def _updates_of(
    session: AsyncSession, viewer: Viewer, reports: Collection[str]
) -> Mapping[str, Sequence[Update]]:
    seen = _updates().where(UpdateRow.report_id.in_(reports), _seen(viewer, date.min))
    updates: dict[str, list[Update]] = {}
    for row in await session.execute(seen.order_by(UpdateRow.report_id, UpdateRow.position)):
        updates.setdefault(row[0].report_id, []).append(_kept(*row).update)
    return updates


def _report(row: ReportRow, of: OrganisationRow, updates: Sequence[Update]) -> Report:
    told = {name: getattr(row, name) for name in TOLD}
    return Report(**told, organisation=_named(of), updates=tuple(updates))


def _kept(
    row: UpdateRow, report: ReportRow, of: OrganisationRow, action: ActionRow | None
) -> KeptUpdate:
    said = Update(action=row.action_id, **{name: getattr(row, name) for name in PLAIN})
    title = f"{action.number or ''} {action.title}".strip() if action else ""
    where = report.period, report.told_at, report.role
    return KeptUpdate(row.id, row.report_id, _named(of), title, *where, said)


def _values(each: Update, organisation: Organisation) -> Mapping[str, Any]:
    told = asdict(each)
    scope = scope_of(each.visibility, organisation.code)
    return {"action_id": told.pop("action"), **told, "scope": scope}


def _named(row: OrganisationRow) -> Organisation:
    return Organisation(row.code, row.name, row.kind)
