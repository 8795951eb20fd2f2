"""Who is away, or wants to be left in peace, and who stands in for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import AbsenceRow
from storage.terms import Audience, Person, System, Viewer, may_administer


@dataclass(frozen=True)
class Absence:
    """From day to day, both included. The stand-in is a Slack user, if there is one."""

    first_day: date
    last_day: date
    stand_in: str | None = None


async def be_away(session: AsyncSession, person: Person, absence: Absence) -> None:
    """Somebody is away then; it replaces what they said before of days to come."""
    await come_back(session, person, absence.first_day)
    row = AbsenceRow(
        workspace=person.workspace,
        user=person.user,
        first_day=absence.first_day,
        last_day=absence.last_day,
        stand_in=absence.stand_in,
    )
    session.add(row)
    await session.flush()


async def come_back(session: AsyncSession, person: Person, today: date) -> None:
    """They are here again from today on."""
    theirs = (AbsenceRow.workspace == person.workspace, AbsenceRow.user == person.user)
    await session.execute(delete(AbsenceRow).where(*theirs, AbsenceRow.last_day >= today))


async def absences_of(
    session: AsyncSession, viewer: Viewer, workspace: str, user: str, today: date
) -> Sequence[Absence]:
    """When somebody is away from today on. One may know it of oneself; the system of all."""
    if isinstance(viewer, Audience):
        return []
    if isinstance(viewer, Person) and (viewer.workspace, viewer.user) != (workspace, user):
        return []
    theirs = (AbsenceRow.workspace == workspace, AbsenceRow.user == user)
    query = select(AbsenceRow).where(*theirs, AbsenceRow.last_day >= today)
    rows = await session.scalars(query.order_by(AbsenceRow.first_day))
    return [Absence(row.first_day, row.last_day, row.stand_in) for row in rows]


async def away_on(
    session: AsyncSession, viewer: Viewer, workspace: str, day: date
) -> Mapping[str, str | None]:
    """Who is absent that day, and who stands in for them; for the secretariat alone."""
    here = isinstance(viewer, System) or viewer.workspace == workspace
    if not (here and may_administer(viewer)):
        return {}
    query = select(AbsenceRow.user, AbsenceRow.stand_in).where(
        AbsenceRow.workspace == workspace,
        AbsenceRow.first_day <= day,
        AbsenceRow.last_day >= day,
    )
    return {user: stand_in for user, stand_in in await session.execute(query)}
