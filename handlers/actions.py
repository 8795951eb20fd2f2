"""Asking for a municipality's climate actions by a press."""

from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.asking.pages import Wish
from bot.clock import Clock
from bot.status.catalogue.filling import CLOSED
from bot.status.catalogue.showing import ACTIONS_ASKED
from handlers.account import press_key
from handlers.guard import guarded
from handlers.recording import Record
from handlers.views.actions_below import ALL, MORE, OPEN, SHUT
from storage.inbox import Work


@dataclass(frozen=True)
class Actions:
    """The listeners. What a person may see is found out in the work."""

    record: Record
    clock: Clock
    language: str

    def register(self, app: AsyncApp) -> None:
        app.action(OPEN)(guarded(self.open, self.language))
        for turn in (MORE, ALL, SHUT):
            app.action(turn)(guarded(self.turn, self.language))

    async def open(self, args: AsyncArgs) -> None:
        """From the bot's own page: the actions of one's own municipality."""
        await self._ask(args.body, Wish(args.body["user"]["id"], language=self.language))
        await args.ack()

    async def turn(self, args: AsyncArgs) -> None:
        """The next page, all, or those that are closed, as a message of its own."""
        await self._ask(args.body, _wish(args.body))
        await args.ack()

    async def _ask(self, body: dict[str, Any], wish: Wish) -> None:
        key, team = press_key(body), body["team"]["id"]
        await self.record(Work(ACTIONS_ASKED, key, team, self.clock.now(), wish.to_payload()))


def _wish(body: dict[str, Any]) -> Wish:
    """What the button carries: views/actions_below.py. One of long ago says less."""
    told = body["actions"][0]["value"].split(":", 4)
    language, code, page, shelf, words = [*told, "", ""][:5]
    user = body["user"]["id"]
    return Wish(user, code, int(page), language, words=words, closed=shelf == CLOSED)
