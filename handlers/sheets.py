"""Presses below what a sheet would change, and asking for one's actions as a sheet."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.asking.pages import Wish
from bot.clock import Clock
from bot.status.catalogue.given import Act, Press
from bot.status.catalogue.handing_out import SHEET_ASKED
from bot.status.catalogue.pressing import SHEET_PRESSED
from handlers.account import press_key
from handlers.guard import guarded
from handlers.recording import Record
from handlers.views.sheet import AS_SHEET, PRESSED, SHEET
from storage.inbox import Work


@dataclass(frozen=True)
class Sheets:
    """The listeners. Who may press is found out in the work."""

    record: Record
    clock: Clock
    language: str

    def register(self, app: AsyncApp) -> None:
        app.action(PRESSED)(guarded(self.press, self.language))
        app.action(AS_SHEET)(guarded(self.as_sheet, self.language))

    async def press(self, args: AsyncArgs) -> None:
        """Keep it, leave it, or say whose it is."""
        await self.record(pressed(args.body, self.clock.now()))
        await args.ack()

    async def as_sheet(self, args: AsyncArgs) -> None:
        """Below one's own actions: get them as a file."""
        body = args.body
        wish = Wish(body["user"]["id"], language=body["actions"][0]["value"])
        key, team = press_key(body), body["team"]["id"]
        await self.record(Work(SHEET_ASKED, key, team, self.clock.now(), wish.to_payload()))
        await args.ack()


def pressed(body: dict[str, Any], now: datetime) -> Work:
    """A press as work; what the buttons carry: views/sheet.py."""
    action = body["actions"][0]
    act = Act(action["action_id"].removeprefix(SHEET))
    chosen = action.get("selected_option") or action
    language, _, said = chosen["value"].partition(":")
    press = Press(
        body["user"]["id"],
        act,
        action["block_id"].removeprefix(SHEET),
        language,
        seen="" if act is Act.WHOSE else said,
        municipality=said if act is Act.WHOSE else None,
    )
    return Work(SHEET_PRESSED, press_key(body), body["team"]["id"], now, press.to_payload())
