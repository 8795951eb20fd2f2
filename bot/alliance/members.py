"""Confirming people from a list: e-mail, organisation, role."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.errors import MembersUnreadable
from storage import alliance
from storage.engine import Session
from storage.terms import Organisation, OrganisationKind, OrganisationUnknown, Role, Viewer

COLUMNS = ("email", "organisation", "role")
ROLES: Mapping[str, Role] = {
    "koordinator": Role.COORDINATOR,
    "klimakoordinator": Role.COORDINATOR,
    "stedfortræder": Role.DEPUTY,
    "leder": Role.HEAD,
    "chef": Role.HEAD,
    "politiker": Role.POLITICIAN,
    "sekretariat": Role.SECRETARIAT,
    **{role.value: role for role in Role if role is not Role.UNCONFIRMED},
}


@dataclass(frozen=True)
class Member:
    email: str
    organisation: Organisation
    role: Role


async def import_members(session: Session, viewer: Viewer, text: str) -> int:
    """Confirm everybody on the list, or nobody if a line is wrong. Says how many.

    `text` is CSV with a heading (email, organisation, role), with commas or semicolons.
    Raises MembersUnreadable, which names the line.
    """
    rows = _rows(text)
    members = [await _member(session, viewer, line, row) for line, row in enumerate(rows, 2)]
    for member in members:
        await alliance.save_member(session, member.email, member.organisation, member.role)
    return len(members)


def _rows(text: str) -> Sequence[Mapping[str, str]]:
    first = text.lstrip("\ufeff").partition("\n")[0]
    reader = csv.DictReader(
        io.StringIO(text.lstrip("\ufeff")), delimiter=";" if ";" in first else ","
    )
    names = {(name or "").strip().lower() for name in reader.fieldnames or ()}
    if not names.issuperset(COLUMNS):
        raise MembersUnreadable("members.columns", line=1)
    return [
        {(k or "").strip().lower(): (v or "").strip() for k, v in row.items() if isinstance(v, str)}
        for row in reader
    ]


async def _member(session: Session, viewer: Viewer, line: int, row: Mapping[str, str]) -> Member:
    email = row.get("email", "").lower()
    if email.count("@") != 1 or email.startswith("@") or email.endswith("@") or " " in email:
        raise MembersUnreadable("members.email", line=line)
    role = ROLES.get(row.get("role", "").lower())
    if role is None:
        raise MembersUnreadable("members.role", line=line)
    try:
        name = row.get("organisation", "")
        organisation = await alliance.get_organisation(session, viewer, name)
    except OrganisationUnknown:
        raise MembersUnreadable("members.organisation", line=line) from None
    if not belongs(role, organisation):
        raise MembersUnreadable("members.role_elsewhere", line=line)
    return Member(email, organisation, role)


def belongs(role: Role, organisation: Organisation) -> bool:
    """Whether somebody can have that role there: partners are in partner organisations."""
    return (role is Role.PARTNER) == (organisation.kind is OrganisationKind.PARTNER)
