"""A message to many: opening its window, handing it in, and the presses below its draft."""

import re
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.alliance.broadcast.rules import Act
from bot.alliance.broadcast.work import PRESSED, WRITTEN, Pressed, Written
from bot.clock import Clock
from handlers.guard import guarded
from handlers.recording import Record
from handlers.views.broadcast import OPEN, PRESS, WINDOW, WORDS, window, written
from handlers.words import plain
from prompts import text
from storage.inbox import Work


@dataclass(frozen=True)
class Broadcasts:
    """The listeners. Whether somebody may is found out in the work."""

    record: Record
    clock: Clock
    language: str

    def register(self, app: AsyncApp) -> None:
        app.action(OPEN)(guarded(self.open_window, self.language))
        app.view(WINDOW)(guarded(self.hand_in, self.language))
        app.action(re.compile(f"{PRESS}_({'|'.join(Act)})"))(guarded(self.press, self.language))

    async def open_window(self, args: AsyncArgs) -> None:
        """At once: the right to open one lasts three seconds."""
        await args.ack()
        await args.client.views_open(trigger_id=args.body["trigger_id"], view=window(self.language))

    async def hand_in(self, args: AsyncArgs) -> None:
        """What was written; the acknowledgement closes the window."""
        view, user = args.body["view"], args.body["user"]["id"]
        language = view["private_metadata"]
        said, audience = written(view)
        if not said.strip():
            await args.ack(
                response_action="errors", errors={WORDS: text("broadcast.no_words", language)}
            )
            return
        lines = "\n".join(plain(each, "") for each in said.strip().splitlines())
        wish = Written(user, lines, audience, language)
        key = f"{view['id']}:{view['hash']}"
        await self.record(self._work(WRITTEN, key, args.body, wish.to_payload()))
        await args.ack()

    async def press(self, args: AsyncArgs) -> None:
        """A press below a draft."""
        action, user = args.body["actions"][0], args.body["user"]["id"]
        language, _, id = action["value"].partition(":")
        act = Act(action["action_id"].removeprefix(f"{PRESS}_"))
        place = args.body["container"]["message_ts"]
        key = ":".join((user, place, action["action_id"], action["action_ts"]))
        pressed = Pressed(user, id, act, language)
        await self.record(self._work(PRESSED, key, args.body, pressed.to_payload()))
        await args.ack()

    def _work(self, kind: str, key: str, body: dict[str, Any], payload: dict[str, Any]) -> Work:
        return Work(kind, key, body["team"]["id"], self.clock.now(), payload)
