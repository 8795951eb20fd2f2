"""Whom a message to many reaches, by their roles."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import MemberRow, OrganisationRow, PersonRow
from storage.terms import Organisation, Role, Viewer, may_know_people


@dataclass(frozen=True)
class Recipient:
    """A member of an organisation; `user` is None while they are not in Slack."""

    organisation: Organisation
    role: Role
    user: str | None


async def recipients(
    session: AsyncSession, viewer: Viewer, workspace: str, roles: Collection[Role]
) -> Sequence[Recipient]:
    """Everybody in these roles, by organisation. Nobody is named to those who may not know."""
    if not may_know_people(viewer):
        return []
    here = and_(PersonRow.email == MemberRow.email, PersonRow.workspace == workspace)
    query = (
        select(OrganisationRow, MemberRow.role, PersonRow.user)
        .select_from(MemberRow)
        .join(OrganisationRow, OrganisationRow.id == MemberRow.organisation_id)
        .outerjoin(PersonRow, here)
        .where(MemberRow.role.in_(roles))
        .order_by(OrganisationRow.name, MemberRow.email, PersonRow.user)
    )
    return [
        Recipient(Organisation(row.code, row.name, row.kind), role, user)
        for row, role, user in await session.execute(query)
    ]


async def not_met(session: AsyncSession, viewer: Viewer, workspace: str) -> Collection[str]:
    """The e-mail addresses of members whom nobody in the workspace is known to be."""
    if viewer.scopes is not None:
        return []
    met = select(PersonRow.email).where(
        PersonRow.workspace == workspace, PersonRow.email.is_not(None)
    )
    return set(await session.scalars(select(MemberRow.email).where(MemberRow.email.not_in(met))))
