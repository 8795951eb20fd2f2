"""Sharing a private answer with a channel."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.asking.question import Question
from bot.asking.sharing import ANSWER_SHARED
from bot.clock import Clock
from handlers.guard import guarded
from handlers.recording import Record
from handlers.views.sharing import FIELD, SHARE, WINDOW, chosen, share_window
from prompts import text
from storage.inbox import Work


@dataclass(frozen=True)
class SharingListeners:
    """`channels` are those that one can share with."""

    record: Record
    clock: Clock
    channels: frozenset[str]
    language: str

    def register(self, app: AsyncApp) -> None:
        app.action(SHARE)(guarded(self.open_window, self.language))
        app.view(WINDOW)(guarded(self.share, self.language))

    async def open_window(self, args: AsyncArgs) -> None:
        """At once: the right to open one lasts three seconds."""
        await args.ack()
        language, _, key = args.body["actions"][0]["value"].partition(":")
        window = share_window(key, language, self.channels)
        await args.client.views_open(trigger_id=args.body["trigger_id"], view=window)

    async def share(self, args: AsyncArgs) -> None:
        """Where it goes; the acknowledgement closes the window, or says why not there."""
        channel, language, _ = chosen(args.body["view"])
        if channel not in self.channels:
            await args.ack(
                response_action="errors", errors={FIELD: text("sharing.not_there", language)}
            )
            return
        await self.record(shared(args.body, self.clock.now()))
        await args.ack()


def shared(body: dict[str, Any], now: datetime) -> Work:
    """A channel chosen in the window, as work."""
    view, user, team = body["view"], body["user"]["id"], body["team"]["id"]
    channel, language, key = chosen(view)
    question = Question(user=user, private=False, channel=channel, language=language, edits=key)
    unique = f"{view['id']}:{view['hash']}"
    return Work(ANSWER_SHARED, unique, team, due=now, payload=question.to_payload())
