"""Questions from Slack: mention, direct message, `/klima spørg`, and 'answer me now'."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.asking.question import Question
from bot.asking.work import HELP_ASKED, QUESTION_ASKED, THANKED
from bot.clock import Clock
from bot.personal_numbers import masked
from handlers.commands import Command, Given, read_message, read_slash
from handlers.guard import guarded
from handlers.recording import Record
from handlers.views.notices import ASK_AGAIN
from handlers.words import plain
from prompts import text
from storage.inbox import Work

KINDS = {Command.ASK: QUESTION_ASKED, Command.HELP: HELP_ASKED, Command.THANK: THANKED}
SENTENCES = {
    Command.ASK: "asking.nothing_asked",
    Command.HELP: "notice.help",
    Command.THANK: "notice.welcome",
}


@dataclass(frozen=True)
class Asking:
    """The listeners. What a person did is recorded; the worker does the rest."""

    record: Record
    clock: Clock
    language: str

    def register(self, app: AsyncApp) -> None:
        app.event("app_mention", middleware=[self.record_mention])(guarded(seen, self.language))
        app.event("message", middleware=[self.record_direct])(guarded(seen, self.language))
        app.command("/klima")(guarded(self.klima, self.language))
        app.action(ASK_AGAIN)(guarded(self.ask_again, self.language))

    async def record_mention(self, args: AsyncArgs) -> None:
        """Before the acknowledgement: if this fails, Slack sends the event again."""
        await self._record_message(args, private=False)

    async def record_direct(self, args: AsyncArgs) -> None:
        """As for a mention. Talk between people in channels is not recorded."""
        if (args.event or {}).get("channel_type") == "im":
            await self._record_message(args, private=True)
        else:
            await args.next()

    async def _record_message(self, args: AsyncArgs, *, private: bool) -> None:
        event = args.event or {}
        if is_said_by_a_person(event):
            bot = args.context.bot_user_id or ""
            team = args.context.team_id or ""
            await self.record(asked(event, team, bot, self.clock.now(), private=private))
        await args.next()

    async def klima(self, args: AsyncArgs) -> None:
        """`/klima …`: recorded, then acknowledged with a word on where the answer comes."""
        command = args.command or {}
        given = read_slash(plain(command["text"] or "", ""))
        language = given.language or self.language
        if given.command is Command.ASK and given.rest:
            user, team, key = command["user_id"], command["team_id"], command["trigger_id"]
            await self.record(asked_privately(given, user, team, key, self.clock.now()))
            await args.ack(text=text("asking.answer_comes_directly", language))
        elif given.command in SENTENCES:
            await args.ack(text=text(SENTENCES[given.command], language))
        else:
            await args.ack(text=unknown_command(command, language))

    async def ask_again(self, args: AsyncArgs) -> None:
        """Somebody wants the answer that we had to give up."""
        await self.record(asked_again(args.body, self.clock.now()))
        await args.ack()


def unknown_command(command: dict[str, Any], language: str) -> str:
    """What there is instead, and the words that were typed."""
    sentence = text("asking.unknown_command", language)
    typed = masked(f"{command['command']} {command['text']}")
    return f"{sentence}\n{text('error.what_you_wrote', language)}\n```{typed}```"


async def seen(args: AsyncArgs) -> None:
    """The event is recorded; nothing is left to do in the listener."""


def is_said_by_a_person(event: dict[str, Any]) -> bool:
    """A new message of somebody's own: no bot's, no edit, no notice that somebody joined."""
    return (
        bool(event.get("user"))
        and not event.get("bot_id")
        and event.get("subtype") in (None, "file_share", "thread_broadcast")
    )


def asked(event: dict[str, Any], team: str, bot: str, now: datetime, *, private: bool) -> Work:
    """A message to the bot as work. A mention comes as two events; the key makes it one."""
    given = read_message(plain(event.get("text") or "", bot))
    question = Question(
        user=event["user"],
        private=private,
        channel=event["channel"],
        thread=event.get("thread_ts") or event["ts"],
        language=given.language,
        text=given.rest,
    )
    kind = KINDS[given.command]
    key = f"{team}:{event['channel']}:{event['ts']}"
    return Work(kind, key, team, due=now, payload=question.to_payload())


def asked_privately(given: Given, user: str, team: str, key: str, now: datetime) -> Work:
    """What is answered to the asker alone, in a direct message, under the words themselves."""
    question = Question(user=user, private=True, language=given.language, text=given.rest)
    return Work(KINDS[given.command], key, team, due=now, payload=question.to_payload())


def asked_again(body: dict[str, Any], now: datetime) -> Work:
    """A press on 'answer me now' as work. What the button carries: views/notices.py."""
    action, user, container = body["actions"][0], body["user"]["id"], body["container"]
    language, _, first = action["value"].partition(":")
    question = Question(
        user=user,
        private=is_direct(container["channel_id"]),
        channel=container["channel_id"],
        thread=container.get("thread_ts") or container["message_ts"],
        language=language,
        again=first,
    )
    key = ":".join((user, container["message_ts"], action["action_id"], action["action_ts"]))
    team = body["team"]["id"]
    return Work(QUESTION_ASKED, key, team, due=now, payload=question.to_payload())


def is_direct(channel: str) -> bool:
    """Slack's ids of direct conversations begin with a D."""
    return channel.startswith("D")
