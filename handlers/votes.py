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
from handlers.views.beneath import ASK_A_PERSON
from handlers.views.votes import (
    VOTE,
    WINDOW,
    about,
    person_window,
    reason_window,
    thumbed,
    told,
)
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
        app.action(ASK_A_PERSON)(guarded(self.ask_a_person, self.language))
        app.view(WINDOW)(guarded(self.explain, self.language))

    async def vote(self, args: AsyncArgs) -> None:
        """A thumb; after one down the window at once, while we may still open one."""
        vote = pressed(args.body, self.clock.now())
        action = args.body["actions"][0]
        press = f"{args.body['container']['message_ts']}:{action['action_ts']}"
        await self.record(_work(VOTED, vote, args.body, press))
        await args.ack()
        if not vote.useful:
            _, language, key = thumbed(action["value"])
            window = reason_window(vote.channel, key, language)
            await args.client.views_open(trigger_id=args.body["trigger_id"], view=window)

    async def ask_a_person(self, args: AsyncArgs) -> None:
        """The same window, for who wants an answer from the secretariat."""
        await args.ack()
        language, _, key = args.body["actions"][0]["value"].partition(":")
        channel = args.body["container"]["channel_id"]
        window = person_window(channel, key, language)
        await args.client.views_open(trigger_id=args.body["trigger_id"], view=window)

    async def explain(self, args: AsyncArgs) -> None:
        """What was wrong; the acknowledgement closes the window."""
        view = args.body["view"]
        vote = explained(args.body, self.clock.now())
        await self.record(_work(VOTE_EXPLAINED, vote, args.body, f"{view['id']}:{view['hash']}"))
        await args.ack()


def pressed(body: dict[str, Any], now: datetime) -> Vote:
    """A press on a thumb."""
    useful, _, key = thumbed(body["actions"][0]["value"])
    channel = body["container"]["channel_id"]
    return Vote(body["user"]["id"], key, channel, is_direct(channel), now, useful=useful)


def explained(body: dict[str, Any], now: datetime) -> Vote:
    """What was written in the window, which is a thumb down by itself."""
    channel, language, key = about(body["view"])
    reason, back = told(body["view"])
    vote = Vote(body["user"]["id"], key, channel, is_direct(channel), now)
    return replace(vote, reason=plain(reason, ""), wants_answer=back, language=language)


def _work(kind: str, vote: Vote, body: dict[str, Any], press: str) -> Work:
    """Under the question's key, so that it is forgotten with the question."""
    key = f"{vote.key}:{kind}:{vote.user}:{press}"
    return Work(kind, key, body["team"]["id"], due=vote.at, payload=vote.to_payload())
