"""What the secretariat presses: a task in its list, and its commands on the bot's own page."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.alliance.secretariat.admin import ADMIN_ASKED
from bot.alliance.secretariat.daily import TASK_PRESSED
from bot.alliance.secretariat.wishes import Act, AdminCommand, AdminWish, Press
from bot.clock import Clock
from handlers.guard import guarded
from handlers.recording import Record
from handlers.views.admin import ADMIN, BUTTONS
from handlers.views.delivery_log import MORE
from handlers.views.tasks import NEXT, PREVIOUS, TASK
from storage.inbox import Work

ACTIONS = re.compile(f"{TASK}({'|'.join(Act)})")
COMMANDS = re.compile(f"{ADMIN}({'|'.join(BUTTONS)})")


@dataclass(frozen=True)
class SecretariatListeners:
    """Each press is recorded, then acknowledged; who may press is found out in the work."""

    record: Record
    clock: Clock
    language: str

    def register(self, app: AsyncApp) -> None:
        app.action(ACTIONS)(guarded(self.press, self.language))
        app.action(COMMANDS)(guarded(self.command, self.language))
        app.action(MORE)(guarded(self.more, self.language))
        app.action(re.compile(f"{PREVIOUS}|{NEXT}"))(guarded(self.page, self.language))

    async def press(self, args: AsyncArgs) -> None:
        """Somebody takes a task, closes it, or gives it to a colleague."""
        await self._record(TASK_PRESSED, args.body, pressed(args.body))
        await args.ack()

    async def command(self, args: AsyncArgs) -> None:
        """A command, from the bot's own page."""
        command = AdminCommand(args.body["actions"][0]["action_id"].removeprefix(ADMIN))
        wish = AdminWish(args.body["user"]["id"], command, self.language)
        await self._record(ADMIN_ASKED, args.body, wish)
        await args.ack()

    async def more(self, args: AsyncArgs) -> None:
        """The log further on, as a message of its own."""
        language, page, about = args.body["actions"][0]["value"].split(":", 2)
        wish = AdminWish(args.body["user"]["id"], AdminCommand.DELIVERIES, language)
        await self._record(ADMIN_ASKED, args.body, replace(wish, page=page, about=about))
        await args.ack()

    async def page(self, args: AsyncArgs) -> None:
        """Another page of the list, as a message of its own."""
        language, _, page = args.body["actions"][0]["value"].partition(":")
        wish = AdminWish(args.body["user"]["id"], AdminCommand.LIST, language, page=page)
        await self._record(ADMIN_ASKED, args.body, wish)
        await args.ack()

    async def _record(self, kind: str, body: dict[str, Any], what: Press | AdminWish) -> None:
        await self.record(_work(kind, body, what, self.clock.now()))


def pressed(body: dict[str, Any]) -> Press:
    """What was done with which task; what the parts carry: views/tasks.py."""
    action = body["actions"][0]
    _, what, language, day, had = action["block_id"].split(":")
    is_one = what.isdecimal()
    return Press(
        user=body["user"]["id"],
        task=int(what) if is_one else 0,
        act=Act(action["action_id"].removeprefix(TASK)),
        day=day,
        language=language,
        had=had,
        to=action.get("selected_user") or "",
        kind="" if is_one else what,
    )


def _work(kind: str, body: dict[str, Any], what: Press | AdminWish, now: datetime) -> Work:
    """The same press has the same key, however often it is delivered."""
    action, container = body["actions"][0], body["container"]
    where = container.get("message_ts") or container["view_id"]
    parts = (body["user"]["id"], where, action["block_id"], action["action_id"])
    key = ":".join((*parts, action["action_ts"]))
    return Work(kind, key, body["team"]["id"], now, what.to_payload())
