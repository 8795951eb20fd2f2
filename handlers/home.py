"""App Home: the bot's own page, and the window that one asks in."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.asking.budget import Budget
from bot.asking.work import AskerUnknown, Who
from bot.clock import Clock
from handlers.asking import asked_privately
from handlers.commands import read_message
from handlers.guard import guarded
from handlers.recording import Record
from handlers.views.admin import admin_lines
from handlers.views.blocks import Block
from handlers.views.home import ASK, ASK_SUGGESTED, FIELD, WINDOW, home_page, window, written
from handlers.views.secretariat import unasked_pause
from handlers.views.spending import spending_lines
from handlers.views.votes import votes_lines
from handlers.words import plain
from prompts import text
from storage import absences, alliance
from storage.engine import Begin
from storage.inbox import Work
from storage.terms import Role
from storage.votes import votes

logger = structlog.get_logger()
RECENTLY = timedelta(days=30)
COMPLAINTS = 10  # that are shown


@dataclass(frozen=True)
class HomePage:
    """The listeners. That somebody looks is not recorded; what they ask is."""

    record: Record
    clock: Clock
    begin: Begin
    who: Who
    zone: ZoneInfo
    language: str
    budget: Budget | None = None

    def register(self, app: AsyncApp) -> None:
        app.event("app_home_opened", matchers=[is_on_home])(self.draw)
        app.action(ASK)(guarded(self.open_window, self.language))
        app.action(re.compile(rf"{ASK_SUGGESTED}:\d"))(guarded(self.ask_suggested, self.language))
        app.view(WINDOW)(guarded(self.ask_written, self.language))

    async def draw(self, args: AsyncArgs) -> None:
        """Publish the page. Where that fails, the last one stays."""
        user = (args.event or {})["user"]
        try:
            page = await self._page(args.context.team_id or "", user)
            await args.client.views_publish(user_id=user, view=page)
        except Exception:  # nobody asked for anything, so nobody is told
            logger.exception("home.not_drawn")

    async def _page(self, team: str, user: str) -> Block:
        try:
            person = await self.who(team, user, self.clock)
        except AskerUnknown:
            return home_page(None, [], self.language)
        async with self.begin(read_only=True) as session:
            organisations = await alliance.organisations(session, person)
            use = await self.budget.use(session, person, self.clock) if self.budget else None
            since = self.clock.now() - RECENTLY
            cast = await votes(session, person, since=since, most=COMPLAINTS)
            today = self.clock.now().astimezone(self.zone).date()
            away = await absences.absences_of(session, person, team, user, today)
            pause = await unasked_pause(session, person, team)
        page = home_page(person, organisations, self.language, away)
        if use:
            page["blocks"] += spending_lines(use, self.language)
        if person.role is Role.SECRETARIAT:
            page["blocks"] += admin_lines(pause, self.zone, self.language)
            page["blocks"] += votes_lines(cast, self.language)
        return page

    async def open_window(self, args: AsyncArgs) -> None:
        """At once: the right to open one lasts three seconds."""
        await args.ack()
        await args.client.views_open(trigger_id=args.body["trigger_id"], view=window(self.language))

    async def ask_suggested(self, args: AsyncArgs) -> None:
        """A press on a suggested question asks it."""
        await self.record(pressed(args.body, self.clock.now()))
        await args.ack()

    async def ask_written(self, args: AsyncArgs) -> None:
        """What was written in the window; the acknowledgement closes it."""
        words = plain(written(args.body["view"]), "")
        if not words:
            nothing = text("home.nothing_asked", self.language)
            await args.ack(response_action="errors", errors={FIELD: nothing})
            return
        await self.record(submitted(args.body, words, self.clock.now()))
        await args.ack()


async def is_on_home(event: dict[str, Any]) -> bool:
    """The page was opened, not the conversation beside it."""
    return event.get("tab") == "home"


def pressed(body: dict[str, Any], now: datetime) -> Work:
    """A suggested question as work; the button carries its words."""
    action, user, view = body["actions"][0], body["user"]["id"], body["view"]["id"]
    key = ":".join((user, view, action["action_id"], action["action_ts"]))
    return asked_privately(read_message(action["value"]), user, body["team"]["id"], key, now)


def submitted(body: dict[str, Any], words: str, now: datetime) -> Work:
    """A question from the window as work."""
    key = f"{body['view']['id']}:{body['view']['hash']}"
    return asked_privately(read_message(words), body["user"]["id"], body["team"]["id"], key, now)
