"""Meeting people: a conversation with the bot is opened, or the bot comes into a channel."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.alliance.hello import JOINED, OPENED
from bot.clock import Clock
from handlers.asking import seen
from handlers.faults import CALL_FAILED, fault_of
from handlers.guard import guarded
from handlers.recording import Record
from handlers.suggestions import as_prompts
from storage.inbox import Work

logger = structlog.get_logger()


@dataclass(frozen=True)
class Hello:
    """The listeners. That somebody was met is recorded, once; how often they come is not."""

    record: Record
    clock: Clock
    language: str

    def register(self, app: AsyncApp) -> None:
        app.event("app_home_opened", matchers=[is_on_messages], middleware=[self.record_opened])(
            guarded(self.suggest, self.language)
        )
        app.event("member_joined_channel", matchers=[is_us], middleware=[self.record_joined])(
            guarded(seen, self.language)
        )

    async def record_opened(self, args: AsyncArgs) -> None:
        """Before the acknowledgement, as everything is that we owe somebody a message for."""
        await self.record(opened(args.event or {}, args.context.team_id or "", self.clock.now()))
        await args.next()

    async def record_joined(self, args: AsyncArgs) -> None:
        """Likewise. Only that we joined; others come and go unrecorded."""
        await self.record(joined(args.event or {}, args.context.team_id or "", self.clock.now()))
        await args.next()

    async def suggest(self, args: AsyncArgs) -> None:
        """Questions to press, over the field one writes in. Without them nothing is amiss."""
        try:
            await args.client.assistant_threads_setSuggestedPrompts(
                channel_id=(args.event or {})["channel"], prompts=as_prompts(self.language)
            )
        except CALL_FAILED as error:
            logger.warning("prompts.not_set", code=fault_of(error).code)


async def is_on_messages(event: dict[str, Any]) -> bool:
    """The conversation was opened, not the page beside it."""
    return event.get("tab") == "messages"


async def is_us(args: AsyncArgs) -> bool:
    """Who came is the bot itself."""
    return (args.event or {}).get("user") == args.context.bot_user_id


def opened(event: dict[str, Any], team: str, now: datetime) -> Work:
    """Somebody's first hello: the same work however often they come."""
    key = f"hello:{team}:{event['user']}"
    whose = {"channel": event["channel"], "user": event["user"]}
    return Work(OPENED, key, team, due=now, payload=whose)


def joined(event: dict[str, Any], team: str, now: datetime) -> Work:
    """One coming into a channel. Whoever is thrown out and invited again says hello again."""
    key = f"joined:{team}:{event['channel']}:{event['event_ts']}"
    return Work(JOINED, key, team, due=now, payload={"channel": event["channel"]})
