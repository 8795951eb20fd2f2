"""Who is missing: where nobody is known in Slack, and who is there without being confirmed."""

from collections.abc import Collection, Sequence

from sqlalchemy import exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import MemberRow, OrganisationRow, PersonRow
from storage.terms import Organisation, OrganisationKind, Role, Viewer, may_administer_in


async def municipalities_without_people(
    session: AsyncSession, viewer: Viewer, workspace: str
) -> Sequence[Organisation]:
    """Those of which nobody confirmed is known there; for the secretariat alone."""
    if not may_administer_in(viewer, workspace):
        return []
    somebody = exists().where(
        MemberRow.organisation_id == OrganisationRow.id,
        MemberRow.role != Role.UNCONFIRMED,
        PersonRow.email == MemberRow.email,
        PersonRow.workspace == workspace,
    )
    municipality = OrganisationRow.kind == OrganisationKind.MUNICIPALITY
    query = select(OrganisationRow).where(municipality, ~somebody).order_by(OrganisationRow.name)
    return [Organisation(row.code, row.name, row.kind) for row in await session.scalars(query)]


async def unconfirmed(
    session: AsyncSession, viewer: Viewer, workspace: str, admins: Collection[str]
) -> Sequence[str]:
    """The Slack users whom we have met and the alliance has not confirmed, with an address to
    confirm them by; for the secretariat alone. `admins` are ids and e-mails."""
    if not may_administer_in(viewer, workspace):
        return []
    not_confirmed = or_(MemberRow.role.is_(None), MemberRow.role == Role.UNCONFIRMED)
    admin = or_(PersonRow.user.in_(admins), PersonRow.email.in_([a.lower() for a in admins]))
    query = (
        select(PersonRow.user)
        .outerjoin(MemberRow, MemberRow.email == PersonRow.email)
        .where(PersonRow.workspace == workspace, PersonRow.email.is_not(None))
        .where(not_confirmed, ~admin)
        .order_by(PersonRow.user)
    )
    return list(await session.scalars(query))
