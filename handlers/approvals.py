"""Approving what goes to many again and again: in the secretariat's list and below a preview."""

import re
from dataclasses import dataclass

from slack_bolt.async_app import AsyncApp
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.alliance.secretariat.approving import PRESSED, Act, Press
from bot.clock import Clock
from handlers.guard import guarded
from handlers.recording import Record
from handlers.views.approval import PRESS, SHOWN
from storage.inbox import Work


@dataclass(frozen=True)
class Approvals:
    """The listeners. Whether somebody may is found out in the work."""

    record: Record
    clock: Clock
    language: str

    def register(self, app: AsyncApp) -> None:
        app.action(re.compile(f"{PRESS}({'|'.join(Act)})"))(guarded(self.press, self.language))
        app.action(re.compile(SHOWN))(self.shown)

    async def press(self, args: AsyncArgs) -> None:
        """A press in the list or below a preview."""
        action, user = args.body["actions"][0], args.body["user"]["id"]
        language, schedule, looks = action["value"].split(":")
        act = Act(action["action_id"].removeprefix(PRESS))
        press = Press(user, act, schedule, looks, language)
        place = args.body["container"]["message_ts"]
        key = ":".join((user, place, action["action_id"], action["action_ts"]))
        work = Work(PRESSED, key, args.body["team"]["id"], self.clock.now(), press.to_payload())
        await self.record(work)
        await args.ack()

    async def shown(self, args: AsyncArgs) -> None:
        """A button of what is only shown does nothing."""
        await args.ack()
