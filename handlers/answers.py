"""What can be done about an answer that stands: read its quotes, stop it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.asking.answer import Answer
from bot.asking.question import Question
from bot.asking.work import ANSWER_STOPPED
from bot.clock import Clock
from handlers.asking import is_direct
from handlers.guard import guarded
from handlers.recording import Record
from handlers.views.answer import SHOW_QUOTES, STOP, quotes_window
from storage import asking
from storage.delivery import Delivery
from storage.engine import Begin
from storage.inbox import Work
from storage.terms import Audience, Person, Viewer


@dataclass(frozen=True)
class Answers:
    """The listeners of an answer's buttons."""

    record: Record
    begin: Begin
    clock: Clock
    language: str

    def register(self, app: AsyncApp) -> None:
        app.action(SHOW_QUOTES)(guarded(self.show_quotes, self.language))
        app.action(STOP)(guarded(self.stop, self.language))

    async def show_quotes(self, args: AsyncArgs) -> None:
        """A window with the words that the answer rests on, to whoever may read the answer."""
        await args.ack()
        key = args.body["actions"][0]["value"]
        async with self.begin(read_only=True) as session:
            found = await asking.find_answer(session, reader_of(args.body), key)
        if found is not None and found.content:
            window = quotes_window(Answer.from_json(found.content))
            await args.client.views_open(trigger_id=args.body["trigger_id"], view=window)

    async def stop(self, args: AsyncArgs) -> None:
        await self.record(stopped(args.body, self.clock.now()))
        await args.ack()


def reader_of(body: dict[str, Any]) -> Viewer:
    """Who reads the message that a button stands under."""
    channel, team = body["container"]["channel_id"], body["team"]["id"]
    if is_direct(channel):
        return Person(team, body["user"]["id"])
    return Audience(team, channel)


def stopped_streaming(delivery: Delivery, reader: str, now: datetime) -> Work:
    """Slack's own 'stop', on an answer that streams in, as work."""
    question = Question(user=reader, private=True, edits=delivery.occasion)
    key = f"{delivery.id}:{STOP}"
    return Work(ANSWER_STOPPED, key, delivery.workspace, due=now, payload=question.to_payload())


def stopped(body: dict[str, Any], now: datetime) -> Work:
    """A press on 'stop' as work."""
    action, user = body["actions"][0], body["user"]["id"]
    question = Question(user=user, private=True, edits=action["value"])
    key = ":".join((user, body["container"]["message_ts"], STOP, action["action_ts"]))
    return Work(ANSWER_STOPPED, key, body["team"]["id"], due=now, payload=question.to_payload())
