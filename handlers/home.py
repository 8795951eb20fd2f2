"""App Home: the bot's own page, and the window that one asks in."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.clock import Clock
from handlers.asking import asked_privately
from handlers.commands import read_message
from handlers.guard import guarded
from handlers.home_pages import HomePages
from handlers.recording import Record
from handlers.views.home import ASK, ASK_SUGGESTED, FIELD, WINDOW, window, written
from handlers.words import plain
from prompts import text
from storage.inbox import Work


@dataclass(frozen=True)
class HomePage:
    """The listeners. That somebody looks is not recorded; what they ask is."""

    record: Record
    clock: Clock
    pages: HomePages
    language: str

    def register(self, app: AsyncApp) -> None:
        app.event("app_home_opened", matchers=[is_on_home])(self.draw)
        app.action(ASK)(guarded(self.open_window, self.language))
        app.action(re.compile(rf"{ASK_SUGGESTED}:\d"))(guarded(self.ask_suggested, self.language))
        app.view(WINDOW)(guarded(self.ask_written, self.language))

    async def draw(self, args: AsyncArgs) -> None:
        """Somebody looks: publish the page."""
        user = (args.event or {})["user"]
        await self.pages.publish(args.client, args.context.team_id or "", user)

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
