"""The work behind `/klima admin`: the list, the delivery log, the pause, and who is a member."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.alliance.founding import municipality_named
from bot.alliance.members import ROLES, belongs
from bot.alliance.secretariat import messages
from bot.alliance.secretariat.daily import Daily, occasion_of
from bot.alliance.secretariat.homes import outdate_homes
from bot.alliance.secretariat.log import Page, named
from bot.alliance.secretariat.wishes import AdminCommand, AdminWish
from bot.asking.occasion import TAKEN_OVER
from bot.asking.work import AskerUnknown
from bot.clock import Clock
from storage import alliance, delivery, inbox, stops
from storage.delivery import Wanted
from storage.engine import Begin, Session
from storage.inbox import ClaimedWork
from storage.terms import OrganisationUnknown, Person, StopScope, may_administer

ADMIN_ASKED = "admin.asked"  # a kind of work

STOPS: Mapping[AdminCommand, str] = {
    AdminCommand.PAUSE: messages.PAUSED,
    AdminCommand.RESUME: messages.RESUMED,
}


def member_occasion(user: str, organisation: str, role: str, key: str) -> str:
    return f"{user}:{organisation}:{role}:{key}"


@dataclass(frozen=True)
class Admin:
    """Does the work. Every reply is a message in the asker's own conversation with us."""

    daily: Daily

    async def asked(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """Do what was asked for, if it is the secretariat that asks."""
        wish = AdminWish.from_payload(work.payload)
        person = await self.daily.people.who(work.workspace, wish.user, clock)
        if wish.person and may_administer(person):
            await self._meet(work.workspace, wish.person, clock)
        async with begin() as session:
            if not await inbox.hold(session, work):
                return TAKEN_OVER
            reply = self._reply(work, wish, clock)
            if may_administer(person):
                reply = await self._done(session, person, wish, reply, clock)
                if wish.command in STOPS:
                    await outdate_homes(session, work, clock)
            await delivery.want(session, reply)
        self.daily.told()
        return reply.kind

    async def _meet(self, workspace: str, user: str, clock: Clock) -> None:
        """Somebody whom we have not met has an address in Slack that we do not know."""
        try:
            await self.daily.people.who(workspace, user, clock)
        except AskerUnknown:
            return

    async def _done(
        self, session: Session, person: Person, wish: AdminWish, reply: Wanted, clock: Clock
    ) -> Wanted:
        match wish.command:
            case AdminCommand.LIST:
                await self.daily.look(session, person.workspace, clock)
                today, page = self.daily.today(clock), int(wish.page or 0)
                day = occasion_of(today, reply.occasion, page)
                return replace(reply, kind=messages.LIST_ASKED, occasion=day)
            case AdminCommand.DELIVERIES:
                return _log(wish, reply, clock)
            case AdminCommand.PAUSE | AdminCommand.RESUME:
                await self._switch(session, person, wish.command, clock)
                return reply.of_kind(STOPS[wish.command])
            case AdminCommand.MEMBER:
                reply = await _confirm(session, person, wish, reply)
                await self.daily.look(session, person.workspace, clock)
                await self.daily.redraw(session, person.workspace, clock)
                return reply
            case AdminCommand.HELP:
                return reply.of_kind(messages.HELP)

    async def _switch(
        self, session: Session, person: Person, command: AdminCommand, clock: Clock
    ) -> None:
        """Stop what nobody asked for, or let it go on; the day's lists say which."""
        where, what = person.workspace, StopScope.UNASKED
        if command is AdminCommand.PAUSE:
            await stops.stop(session, where, what, person.user, clock.now())
        else:
            await stops.go_on(session, where, what)
        await self.daily.redraw(session, where, clock)

    async def give_up(self, session: Session, work: ClaimedWork, clock: Clock) -> None:
        """Say that it did not work, so that somebody can try again."""
        reply = self._reply(work, AdminWish.from_payload(work.payload), clock)
        await delivery.want(session, reply.of_kind(messages.FAILED))

    def _reply(self, work: ClaimedWork, wish: AdminWish, clock: Clock) -> Wanted:
        language = wish.language or self.daily.language
        whom = (work.workspace, work.key, wish.user, messages.NOT_SECRETARIAT, language)
        return Wanted(*whom, due=clock.now())


def _log(wish: AdminWish, reply: Wanted, clock: Clock) -> Wanted:
    """The newest, or a page further on; of all, or about what was named."""
    about = wish.about or wish.person or wish.channel
    if wish.rest and not about:
        about = named(wish.rest) or ""
        if not about:
            return reply.of_kind(messages.NO_SUCH_KIND)
    page = Page(clock.now(), wish.page, about, reply.occasion)
    return replace(reply, kind=messages.LOG, occasion=page.occasion)


async def _confirm(session: Session, by: Person, wish: AdminWish, reply: Wanted) -> Wanted:
    """Make somebody a member, by the e-mail that they have in Slack; or say what is missing."""
    if not wish.person:
        return reply.of_kind(messages.MEMBER_WHOM)
    known = await alliance.viewer_for(session, by.workspace, wish.person)
    if known is None or known.email is None:
        return reply.of_kind(messages.MEMBER_NO_EMAIL if known else messages.MEMBER_UNKNOWN)
    name, _, last = wish.rest.rpartition(" ")
    role = ROLES.get(last.casefold())
    if role is None or not name:
        return reply.of_kind(messages.MEMBER_ROLE)
    try:
        organisation = await alliance.get_organisation(
            session, by, municipality_named(name) or name
        )
    except OrganisationUnknown:
        return reply.of_kind(messages.MEMBER_WHERE)
    if not belongs(role, organisation):
        return reply.of_kind(messages.MEMBER_ELSEWHERE)
    await alliance.save_member(session, known.email, organisation, role)
    said = member_occasion(wish.person, organisation.code, role, reply.occasion)
    return replace(reply, kind=messages.MEMBER, occasion=said)
