"""Asking for a municipality's climate actions by a press."""

from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.asking.pages import Wish
from bot.clock import Clock
from bot.status.catalogue.showing import ACTIONS_ASKED
from handlers.account import press_key
from handlers.guard import guarded
from handlers.recording import Record
from handlers.views.actions import MORE, OPEN
from storage.inbox import Work


@dataclass(frozen=True)
class Actions:
    """The listeners. What a person may see is found out in the work."""

    record: Record
    clock: Clock
    language: str

    def register(self, app: AsyncApp) -> None:
        app.action(OPEN)(guarded(self.open, self.language))
        app.action(MORE)(guarded(self.more, self.language))

    async def open(self, args: AsyncArgs) -> None:
        """From the bot's own page: the actions of one's own municipality."""
        await self._ask(args.body, Wish(args.body["user"]["id"], language=self.language))
        await args.ack()

    async def more(self, args: AsyncArgs) -> None:
        """The next page, as a message of its own."""
        language, code, page = args.body["actions"][0]["value"].split(":")
        await self._ask(args.body, Wish(args.body["user"]["id"], code, int(page), language))
        await args.ack()

    async def _ask(self, body: dict[str, Any], wish: Wish) -> None:
        key, team = press_key(body), body["team"]["id"]
        await self.record(Work(ACTIONS_ASKED, key, team, self.clock.now(), wish.to_payload()))
