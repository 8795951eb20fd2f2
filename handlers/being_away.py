"""Saying that one is away, from the bot's own page, and that one is back."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from slack_bolt.async_app import AsyncApp
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.alliance.being_away import AWAY_TOLD, BACK_TOLD, Told
from bot.clock import Clock
from handlers.guard import guarded
from handlers.recording import Record
from handlers.views.being_away import COME_BACK, LAST, OPEN, WINDOW, told, window
from prompts import text
from storage.inbox import Work


@dataclass(frozen=True)
class Away:
    """The listeners."""

    record: Record
    clock: Clock
    zone: ZoneInfo
    language: str

    def register(self, app: AsyncApp) -> None:
        app.action(OPEN)(guarded(self.open_window, self.language))
        app.action(COME_BACK)(guarded(self.back, self.language))
        app.view(WINDOW)(guarded(self.away, self.language))

    async def open_window(self, args: AsyncArgs) -> None:
        """At once: the right to open one lasts three seconds."""
        await args.ack()
        today = self.clock.now().astimezone(self.zone).date()
        view = window(today, self.language)
        await args.client.views_open(trigger_id=args.body["trigger_id"], view=view)

    async def away(self, args: AsyncArgs) -> None:
        """What was filled in; the acknowledgement closes the window."""
        view, language = args.body["view"], args.body["view"]["private_metadata"]
        first, last, stand_in = told(view)
        today = self.clock.now().astimezone(self.zone).date()
        if last < first or last < today:
            wrong = text("away.last_before_first", language)
            await args.ack(response_action="errors", errors={LAST: wrong})
            return
        user = args.body["user"]["id"]
        said = Told(user, first, last, None if stand_in == user else stand_in, language)
        await self.record(self._work(AWAY_TOLD, f"{view['id']}:{view['hash']}", args.body, said))
        await args.ack()

    async def back(self, args: AsyncArgs) -> None:
        """Back again, or no pause any more."""
        today = self.clock.now().astimezone(self.zone).date()
        user, action = args.body["user"]["id"], args.body["actions"][0]
        key = ":".join((user, args.body["view"]["id"], action["action_id"], action["action_ts"]))
        said = Told(user, today, today, None, self.language)
        await self.record(self._work(BACK_TOLD, key, args.body, said))
        await args.ack()

    def _work(self, kind: str, key: str, body: dict[str, Any], said: Told) -> Work:
        return Work(kind, key, body["team"]["id"], self.clock.now(), said.to_payload())
