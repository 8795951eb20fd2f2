"""Organisations, members and people."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import EmailDomainRow, MemberRow, OrganisationRow, PersonRow
from storage.once import insert_once, upsert
from storage.terms import (
    Organisation,
    OrganisationKind,
    OrganisationUnknown,
    Person,
    Role,
    System,
    Viewer,
    may_know_people,
)

KOMMUNE = " kommune"
CONTACTS = (Role.COORDINATOR, Role.DEPUTY, Role.HEAD)  # in the order in which people are asked


@dataclass(frozen=True)
class Known:
    """What we know of somebody in Slack, and since when."""

    person: Person
    email: str | None = field(repr=False)
    joined_at: datetime


async def save_organisation(
    session: AsyncSession, organisation: Organisation, domains: Sequence[str]
) -> None:
    """Keep an organisation and the e-mail domains its people write from."""
    values = {"code": organisation.code, "name": organisation.name, "kind": organisation.kind}
    own = await upsert(session, OrganisationRow, values, ["code"])
    await session.execute(delete(EmailDomainRow).where(EmailDomainRow.organisation_id == own))
    for domain in domains:
        row = {"domain": domain.lower(), "organisation_id": own}
        await upsert(session, EmailDomainRow, row, ["domain"])


async def organisations(session: AsyncSession, viewer: Viewer) -> Sequence[Organisation]:
    """Who is in the alliance, by name. Everybody in the alliance may know that."""
    if viewer.scopes is not None and not viewer.scopes:
        return []
    query = select(OrganisationRow).order_by(OrganisationRow.name)
    return [_named(row) for row in await session.scalars(query)]


async def get_organisation(session: AsyncSession, viewer: Viewer, name: str) -> Organisation:
    """The organisation with this code or name, with or without 'Kommune'.

    Raises OrganisationUnknown.
    """
    wanted = name.strip().casefold().removesuffix(KOMMUNE)
    for found in await organisations(session, viewer):
        if wanted in (found.code.casefold(), found.name.casefold().removesuffix(KOMMUNE)):
            return found
    raise OrganisationUnknown(name=name)


def speaks_for(person: Person) -> Organisation | None:
    """The municipality that somebody may speak for: who is confirmed as one to ask there."""
    own = person.organisation
    is_municipality = own is not None and own.kind is OrganisationKind.MUNICIPALITY
    return own if is_municipality and person.role in CONTACTS else None


def _named(row: OrganisationRow) -> Organisation:
    return Organisation(row.code, row.name, row.kind)


def _organisation(row: OrganisationRow | None) -> Organisation | None:
    return _named(row) if row else None


def _role(member: MemberRow | None) -> Role | None:
    return member.role if member else None


async def viewer_for(session: AsyncSession, workspace: str, user: str) -> Known | None:
    """Who somebody is, or None while we have not asked. Takes no Viewer: it makes one."""
    query = (
        select(PersonRow, MemberRow, OrganisationRow)
        .outerjoin(MemberRow, MemberRow.email == PersonRow.email)
        .outerjoin(OrganisationRow, OrganisationRow.id == MemberRow.organisation_id)
        .where(PersonRow.workspace == workspace, PersonRow.user == user)
    )
    found = (await session.execute(query)).first()
    if found is None:
        return None
    row, member, organisation = found
    person = Person(
        workspace,
        user,
        role=_role(member),
        organisation=_organisation(organisation),
    )
    return Known(person, row.email, row.joined_at)


async def save_person(
    session: AsyncSession, workspace: str, user: str, email: str | None, *, now: datetime
) -> None:
    """Keep a Slack user: they are the member with the same e-mail, if there is one.

    Somebody whose e-mail's domain is an organisation's becomes its unconfirmed member.
    """
    if email:
        await _guess_organisation(session, email.lower())
    row = {
        "workspace": workspace,
        "user": user,
        "email": email.lower() if email else None,
        "joined_at": now,
    }
    await upsert(session, PersonRow, row, ["workspace", "user"])


async def _guess_organisation(session: AsyncSession, email: str) -> None:
    organisation = await session.scalar(
        select(EmailDomainRow.organisation_id).where(
            EmailDomainRow.domain == email.rpartition("@")[2]
        )
    )
    if organisation is None:
        return
    row = {"email": email, "organisation_id": organisation, "role": Role.UNCONFIRMED}
    if not await insert_once(session, MemberRow, row, ["email"]):
        guessed = (MemberRow.email == email, MemberRow.role == Role.UNCONFIRMED)
        await session.execute(
            update(MemberRow).where(*guessed).values(organisation_id=organisation)
        )


async def save_member(
    session: AsyncSession, email: str, organisation: Organisation, role: Role
) -> None:
    """Confirm an e-mail address as one of the organisation's people, in a role.

    Raises OrganisationUnknown.
    """
    own = await session.scalar(
        select(OrganisationRow.id).where(OrganisationRow.code == organisation.code)
    )
    if own is None:
        raise OrganisationUnknown(name=organisation.name)
    row = {"email": email.lower(), "organisation_id": own, "role": role}
    await upsert(session, MemberRow, row, ["email"])


async def people_of(
    session: AsyncSession, viewer: Viewer, organisation: Organisation
) -> Sequence[tuple[str, Role]]:
    """Whom one may write to there, coordinators first: e-mail and role.

    Nobody is named in a channel or to somebody unconfirmed.
    """
    if not may_know_people(viewer):
        return []
    found = await session.execute(
        select(MemberRow.email, MemberRow.role)
        .join(OrganisationRow, OrganisationRow.id == MemberRow.organisation_id)
        .where(OrganisationRow.code == organisation.code, MemberRow.role.in_(CONTACTS))
        .order_by(MemberRow.email)
    )
    people = [(email, role) for email, role in found]
    return sorted(people, key=lambda person: CONTACTS.index(person[1]))


async def secretariat(
    session: AsyncSession, viewer: System, workspace: str, admins: Collection[str]
) -> Sequence[str]:
    """The Slack users who are known there as the secretariat's. `admins` are ids and e-mails."""
    named = [PersonRow.user.in_(admins), PersonRow.email.in_([a.lower() for a in admins])]
    query = (
        select(PersonRow.user)
        .outerjoin(MemberRow, MemberRow.email == PersonRow.email)
        .where(PersonRow.workspace == workspace, PersonRow.email.is_not(None))
        .where(or_(MemberRow.role == Role.SECRETARIAT, *named))
        .order_by(PersonRow.user)
    )
    return list(await session.scalars(query))


async def count_members(session: AsyncSession, viewer: Viewer) -> int:
    """How many people the alliance has confirmed; a count, so nobody is named."""
    if viewer.scopes is not None and not viewer.scopes:
        return 0
    confirmed = MemberRow.role != Role.UNCONFIRMED
    return await session.scalar(select(func.count()).where(confirmed).select_from(MemberRow)) or 0
