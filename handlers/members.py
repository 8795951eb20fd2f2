"""Confirming a member in a window: what `/klima admin medlem` does, chosen instead of typed."""

from dataclasses import dataclass

from slack_bolt.async_app import AsyncApp
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.alliance.members import belongs
from bot.alliance.secretariat.admin import ADMIN_ASKED
from bot.alliance.secretariat.wishes import AdminCommand, AdminWish
from bot.clock import Clock
from handlers.guard import guarded
from handlers.recording import Record
from handlers.views.drawing import KnownAs
from handlers.views.member import OPEN, ROLE, WHERE, WINDOW, chosen, offered, window
from prompts import text
from storage import alliance
from storage.engine import Begin, Session
from storage.inbox import Work
from storage.terms import Organisation, OrganisationUnknown, Person


@dataclass(frozen=True)
class Members:
    """The listeners. Whether somebody may is found out in the work."""

    record: Record
    clock: Clock
    begin: Begin
    known_as: KnownAs
    language: str

    def register(self, app: AsyncApp) -> None:
        app.action(OPEN)(guarded(self.open_window, self.language))
        app.options(WHERE)(guarded(self.organisations, self.language))
        app.view(WINDOW)(guarded(self.confirm, self.language))

    async def open_window(self, args: AsyncArgs) -> None:
        """At once: the right to open one lasts three seconds."""
        await args.ack()
        language, _, user = args.body["actions"][0]["value"].partition(":")
        view = window(language, user)
        await args.client.views_open(trigger_id=args.body["trigger_id"], view=view)

    async def organisations(self, args: AsyncArgs) -> None:
        """Those that may be meant by what is typed so far."""
        async with self.begin(read_only=True) as session:
            reader = await self._reader(args, session)
            known = await alliance.organisations(session, reader)
        await args.ack(options=offered(known, args.body["value"]))

    async def confirm(self, args: AsyncArgs) -> None:
        """What was chosen; the acknowledgement closes the window."""
        view, language = args.body["view"], args.body["view"]["private_metadata"]
        person, code, role = chosen(view)
        where = await self._organisation(args, code)
        if where is None or not belongs(role, where):
            field, key = (ROLE, "member.role_elsewhere") if where else (WHERE, "member.not_there")
            await args.ack(response_action="errors", errors={field: text(key, language)})
            return
        user = args.body["user"]["id"]
        words = f"{code} {role}"
        wish = AdminWish(user, AdminCommand.MEMBER, language, person=person, rest=words)
        key = f"{view['id']}:{view['hash']}"
        now, team = self.clock.now(), args.body["team"]["id"]
        await self.record(Work(ADMIN_ASKED, key, team, now, wish.to_payload()))
        await args.ack()

    async def _organisation(self, args: AsyncArgs, code: str) -> Organisation | None:
        async with self.begin(read_only=True) as session:
            try:
                return await alliance.get_organisation(
                    session, await self._reader(args, session), code
                )
            except OrganisationUnknown:
                return None

    async def _reader(self, args: AsyncArgs, session: Session) -> Person:
        return await self.known_as(session, args.body["team"]["id"], args.body["user"]["id"])
