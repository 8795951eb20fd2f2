"""Who of a municipality is asked: its coordinators, or who stands in for them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby

from storage import absences, recipients
from storage.engine import Session
from storage.recipients import Recipient
from storage.terms import OrganisationKind, Role, System

ROLES = (Role.COORDINATOR, Role.DEPUTY)


async def reached(session: Session, viewer: System, workspace: str) -> Sequence[Recipient]:
    """Each municipality's coordinators; where there is none in Slack, also its deputies."""
    known = await recipients.recipients(session, viewer, workspace, ROLES)
    return [one for _, own in _by_municipality(known) for one in _first_in_line(own)]


async def asked(
    session: Session, viewer: System, workspace: str, day: date
) -> Mapping[str, Sequence[str]]:
    """The Slack users who are asked on a day, by their municipality's code.

    Somebody's stand-in is asked for them while they are away; where all coordinators are and
    nobody stands in, the deputies are.
    """
    known = await recipients.recipients(session, viewer, workspace, ROLES)
    away = await absences.away_on(session, viewer, workspace, day)
    return {code: _asked(own, away) for code, own in _by_municipality(known)}


async def deputies(
    session: Session, viewer: System, workspace: str, day: date
) -> Mapping[str, Sequence[str]]:
    """As `asked`, of the deputies."""
    known = await recipients.recipients(session, viewer, workspace, (Role.DEPUTY,))
    away = await absences.away_on(session, viewer, workspace, day)
    return {code: _here(own, away) for code, own in _by_municipality(known)}


def _asked(own: Sequence[Recipient], away: Mapping[str, str | None]) -> Sequence[str]:
    coordinators = [one for one in own if one.role is Role.COORDINATOR]
    deputies = [one for one in own if one.role is Role.DEPUTY]
    return _here(coordinators, away) or _here(deputies, away)


def _here(people: Sequence[Recipient], away: Mapping[str, str | None]) -> Sequence[str]:
    """They themselves, or who stands in for them, each once."""
    users = [away.get(one.user, one.user) for one in people if one.user is not None]
    return list(dict.fromkeys(user for user in users if user is not None))


def _first_in_line(own: Sequence[Recipient]) -> Sequence[Recipient]:
    coordinators = [one for one in own if one.role is Role.COORDINATOR]
    return coordinators if any(one.user for one in coordinators) else own


def _by_municipality(
    known: Iterable[Recipient],
) -> Iterable[tuple[str, Sequence[Recipient]]]:
    """They come by organisation."""
    for code, own in groupby(known, key=lambda one: one.organisation.code):
        people = list(own)
        if people[0].organisation.kind is OrganisationKind.MUNICIPALITY:
            yield code, people
