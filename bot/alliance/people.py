"""Who somebody in Slack turns out to be."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

import structlog

from bot.alliance.founding import SECRETARIAT
from bot.asking.work import AskerUnknown
from bot.clock import Clock
from storage import alliance, missing
from storage.alliance import Known
from storage.engine import Begin, Session
from storage.terms import Organisation, OrganisationKind, Person, Role, System

logger = structlog.get_logger()

FRESH = timedelta(hours=12)  # people change address and organisation seldom
SOON = timedelta(minutes=1)  # somebody who belongs nowhere may have put that right
STALE = timedelta(hours=24)  # what was known counts no longer, though Slack does not answer
TRIES = 2


@dataclass(frozen=True)
class Profile:
    """What Slack says of somebody. A stranger belongs to another workspace or organisation."""

    is_stranger: bool
    email: str | None = field(repr=False)


class ProfileUnavailable(Exception):
    """Slack did not say who it is. Never shown: the person gets the least rights instead."""


ProfileOf = Callable[[str, str], Awaitable[Profile]]


@dataclass(frozen=True)
class People:
    """Finds out who people are, by their e-mail. `profile_of` asks Slack.

    `admins` (Slack ids or e-mails) are the secretariat, in the home workspace alone.
    """

    begin: Begin
    profile_of: ProfileOf
    admins: frozenset[str]
    home: str

    async def who(self, workspace: str, user: str, clock: Clock) -> Person:
        """Somebody with their organisation and role; with no role if they belong nowhere.

        What was known is kept for a while when Slack does not answer. Raises AskerUnknown.
        """
        known = await self._known(workspace, user)
        age = clock.now() - known.joined_at if known else timedelta.max
        if known is None or age > (FRESH if known.person.role else SOON):
            joined = await self._join(workspace, user, clock)
            known = joined or (known if age <= STALE else None)
        if known is None:
            raise AskerUnknown
        return self._as_admin(known) if self._is_admin(known) else known.person

    async def known(self, session: Session, workspace: str, user: str) -> Person:
        """As whom somebody is known by now, without asking Slack."""
        known = await alliance.viewer_for(session, workspace, user)
        if known is None:
            return Person(workspace, user)
        return self._as_admin(known) if self._is_admin(known) else known.person

    async def secretariat(self, session: Session, viewer: System, workspace: str) -> Sequence[str]:
        """The Slack users there whom we know as the secretariat's."""
        admins = self.admins if workspace == self.home else ()
        return await alliance.secretariat(session, viewer, workspace, admins)

    async def unconfirmed(self, session: Session, viewer: System, workspace: str) -> Sequence[str]:
        """The Slack users there whom we have met and nobody has confirmed."""
        admins = self.admins if workspace == self.home else ()
        return await missing.unconfirmed(session, viewer, workspace, admins)

    async def _known(self, workspace: str, user: str) -> Known | None:
        async with self.begin(read_only=True) as session:
            return await alliance.viewer_for(session, workspace, user)

    async def _join(self, workspace: str, user: str, clock: Clock) -> Known | None:
        profile = await self._ask(workspace, user)
        if profile is None:
            return None
        email = None if profile.is_stranger else profile.email
        async with self.begin() as session:
            await alliance.save_person(session, workspace, user, email, now=clock.now())
            return await alliance.viewer_for(session, workspace, user)

    async def _ask(self, workspace: str, user: str) -> Profile | None:
        for _ in range(TRIES):
            try:
                return await self.profile_of(workspace, user)
            except ProfileUnavailable:
                logger.warning("person.unavailable", workspace=workspace, user=user)
        return None

    def _is_admin(self, known: Known) -> bool:
        person = known.person
        if person.workspace != self.home or known.email is None:  # a stranger has no address here
            return False
        return any(admin == person.user or admin.lower() == known.email for admin in self.admins)

    def _as_admin(self, known: Known) -> Person:
        secretariat = Organisation(SECRETARIAT, "Sekretariatet", OrganisationKind.SECRETARIAT)
        return replace(known.person, role=Role.SECRETARIAT, organisation=secretariat)
