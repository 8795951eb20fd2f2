"""Votes on answers: a thumb, and on a thumb down why."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.asking.voting import VOTE_EXPLAINED, VOTED, Vote
from bot.clock import Clock
from handlers.asking import is_direct
from handlers.guard import guarded
from handlers.recording import Record
from handlers.views.votes import UP, VOTE, WINDOW, reason_window, told
from handlers.words import plain
from storage.inbox import Work


@dataclass(frozen=True)
class VoteListeners:
    """The listeners. Each vote is recorded, then acknowledged."""

    record: Record
    clock: Clock
    language: str

    def register(self, app: AsyncApp) -> None:
        app.action(VOTE)(guarded(self.vote, self.language))
        app.view(WINDOW)(guarded(self.explain, self.language))

    async def vote(self, args: AsyncArgs) -> None:
        """A thumb; after one down the window at once, while we may still open one."""
        vote = voted(args.body)
        await self.record(_pressed(args.body, vote, self.clock.now()))
        await args.ack()
        if not vote.useful:
            window = reason_window(vote.key, self.language)
            await args.client.views_open(trigger_id=args.body["trigger_id"], view=window)

    async def explain(self, args: AsyncArgs) -> None:
        """What was wrong; the acknowledgement closes the window."""
        body, view = args.body, args.body["view"]
        reason, back = told(view)
        vote = Vote(body["user"]["id"], view["private_metadata"], channel="", private=True)
        vote = replace(vote, reason=plain(reason, ""), wants_answer=back)
        key, team = f"{view['id']}:{view['hash']}", body["team"]["id"]
        now = self.clock.now()
        await self.record(Work(VOTE_EXPLAINED, key, team, due=now, payload=vote.to_payload()))
        await args.ack()


def voted(body: dict[str, Any]) -> Vote:
    """A press on a thumb."""
    thumb, _, key = body["actions"][0]["value"].partition(":")
    channel = body["container"]["channel_id"]
    return Vote(body["user"]["id"], key, channel, is_direct(channel), useful=thumb == UP)


def _pressed(body: dict[str, Any], vote: Vote, now: datetime) -> Work:
    action = body["actions"][0]
    parts = (vote.user, body["container"]["message_ts"], action["action_id"], action["action_ts"])
    return Work(VOTED, ":".join(parts), body["team"]["id"], due=now, payload=vote.to_payload())
