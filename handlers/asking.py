"""Questions from Slack: mention, direct message, `/klima spørg`, and 'answer me now'."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.alliance.reviewing import ACCOUNT_ASKED
from bot.alliance.secretariat.admin import ADMIN_ASKED
from bot.asking.pages import Wish
from bot.asking.question import Question
from bot.asking.work import HELP_ASKED, QUESTION_ASKED, QUESTION_DELETED, QUESTION_EDITED, THANKED
from bot.clock import Clock
from bot.personal_numbers import masked
from bot.status.catalogue.showing import ACTIONS_ASKED
from bot.status.rounds.messages import KINDS as ANSWERED_IN_WORDS
from bot.status.rounds.reporting import STATUS_ASKED
from bot.status.rounds.speaking import Press
from bot.status.updates.saying import STATUS_SAID, Said
from handlers.action_words import sought
from handlers.admin_words import read_admin, with_ids
from handlers.commands import Command, Given, read_message, read_slash
from handlers.files_given import files_given, is_asked_beside
from handlers.guard import guarded
from handlers.recording import Known, Record
from handlers.views.notices import ASK_AGAIN
from handlers.words import message_key, plain
from prompts import text
from storage.inbox import Work
from storage.terms import AGAIN

Event = dict[str, Any]
CHANGES = ("message_changed", "message_deleted")
KINDS = {Command.ASK: QUESTION_ASKED, Command.HELP: HELP_ASKED, Command.THANK: THANKED}
PRIVATE = (Command.MUNICIPALITY, Command.ACTIONS, Command.STATUS, Command.ADMIN)
OF_ONE = {Command.MUNICIPALITY: ACCOUNT_ASKED, Command.ACTIONS: ACTIONS_ASKED}
SENTENCES = {
    Command.ASK: "asking.nothing_asked",
    Command.HELP: "notice.help",
    Command.THANK: "notice.welcome",
}


@dataclass(frozen=True)
class Asking:
    """The listeners. What a person did is recorded; the worker does the rest."""

    record: Record
    known: Known
    clock: Clock
    language: str

    def register(self, app: AsyncApp) -> None:
        app.event("app_mention", middleware=[self.record_mention])(guarded(seen, self.language))
        app.event("message", middleware=[self.record_message])(guarded(seen, self.language))
        app.command("/klima")(guarded(self.klima, self.language))
        app.action(ASK_AGAIN)(guarded(self.ask_again, self.language))

    async def record_mention(self, args: AsyncArgs) -> None:
        """Before the acknowledgement: if this fails, Slack sends the event again."""
        await self._record(args, private=False)
        await args.next()

    async def record_message(self, args: AsyncArgs) -> None:
        """As for a mention. Talk between people in channels is not recorded."""
        event, direct = args.event or {}, is_in_direct(args.event or {})
        if event.get("subtype") in CHANGES:
            await self._record_change(args, event)
        elif direct or await self._goes_on(args, event):
            await self._record(args, private=direct, unasked=not direct)
        await args.next()

    async def _goes_on(self, args: AsyncArgs, event: Event) -> bool:
        """Whether somebody says more, to nobody by name, in a thread that we answered in."""
        thread = event.get("thread_ts")
        if not thread or not is_said_by_a_person(event) or "<@" in (event.get("text") or ""):
            return False
        return await self.known.thread(args.context.team_id or "", event["channel"], thread)

    async def _record(self, args: AsyncArgs, *, private: bool, unasked: bool = False) -> None:
        event = args.event or {}
        if not is_said_by_a_person(event):
            return
        bot, team = args.context.bot_user_id or "", args.context.team_id or ""
        now = self.clock.now()
        if private and await self._is_told(event, team):
            await self.record(told(event, team, bot, now))
            return
        given = () if unasked else files_given(event, team, bot, now, self.language)
        for work in given:
            await self.record(work)
        if not given or is_asked_beside(event, bot):
            await self.record(asked(event, team, bot, now, private=private, unasked=unasked))

    async def _is_told(self, event: Event, team: str) -> bool:
        """Whether it answers a message that asks for a status; a question or thanks do not."""
        thread, words = event.get("thread_ts"), event.get("text") or ""
        is_said = read_message(plain(words, "")).command is Command.ASK
        if not thread or event.get("files") or "?" in words or not is_said:
            return False
        return await self.known.message(team, event["channel"], thread) in ANSWERED_IN_WORDS

    async def _record_change(self, args: AsyncArgs, event: Event) -> None:
        """A question that was changed or deleted; one that becomes ours by a mention, too."""
        bot, team = args.context.bot_user_id or "", args.context.team_id or ""
        work = changed(event, team, bot, self.clock.now())
        if work is None:
            return
        if not work.payload["unasked"] or await self.known.question(work.payload["edits"]):
            await self.record(work)

    async def klima(self, args: AsyncArgs) -> None:
        """`/klima …`: recorded, then acknowledged with a word on where the answer comes."""
        command = args.command or {}
        given = _given(read_slash, command["text"] or "", "")
        language = given.language or self.language
        if given.command in PRIVATE or (given.command is Command.ASK and given.rest):
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


def is_said_by_a_person(event: Event) -> bool:
    """A new message of somebody's own: no bot's, no edit, no notice that somebody joined."""
    return (
        bool(event.get("user"))
        and not event.get("bot_id")
        and event.get("subtype") in (None, "file_share", "thread_broadcast")
    )


def asked(
    event: Event, team: str, bot: str, now: datetime, *, private: bool, unasked: bool = False
) -> Work:
    """A message to the bot as work. A mention comes as two events; the key makes it one."""
    given = _given(read_message, event.get("text") or "", bot)
    if unasked:
        given = replace(given, command=Command.ASK)
    question = _question(event, event["channel"], given, private=private, unasked=unasked)
    return _work(given, question, message_key(team, event["channel"], event["ts"]), team, now)


def told(event: Event, team: str, bot: str, now: datetime) -> Work:
    """A status in somebody's own words as work, line by line."""
    lines = [plain(each, bot) for each in (event.get("text") or "").splitlines()]
    said = Said(event["user"], "\n".join(lines))
    key = message_key(team, event["channel"], event["ts"])
    return Work(STATUS_SAID, key, team, due=now, payload=said.to_payload())


def _given(read: Callable[[str], Given], text: str, bot: str) -> Given:
    """A command as it was given; one of the secretariat's names people by their ids."""
    given = read(plain(text, bot))
    return read(plain(with_ids(text), bot)) if given.command is Command.ADMIN else given


def _work(given: Given, question: Question, key: str, team: str, now: datetime) -> Work:
    """What was given as work; what there is of a municipality is told to the asker alone, and so
    is what the secretariat asks for."""
    if given.command in OF_ONE:
        name, words = sought(given.rest) if given.command is Command.ACTIONS else (given.rest, "")
        wish = Wish(question.user, name, language=given.language, words=words)
        return Work(OF_ONE[given.command], key, team, due=now, payload=wish.to_payload())
    if given.command is Command.STATUS:
        press = Press(question.user, language=given.language)
        return Work(STATUS_ASKED, key, team, due=now, payload=press.to_payload())
    if given.command is Command.ADMIN:
        admin = read_admin(given.rest, question.user, given.language)
        return Work(ADMIN_ASKED, key, team, due=now, payload=admin.to_payload())
    return Work(KINDS[given.command], key, team, due=now, payload=question.to_payload())


def changed(event: Event, team: str, bot: str, now: datetime) -> Work | None:
    """An edit or a deletion as work; None for a bot's message, where no word changed, and where
    it is no question any more.

    What is deleted and has answers below it stays as a tombstone.
    """
    message, before = event.get("message") or {}, event.get("previous_message") or {}
    gone = event["subtype"] == "message_deleted" or message.get("subtype") == "tombstone"
    told = before if gone else message
    if not is_said_by_a_person({**told, "subtype": None}):
        return None
    if not gone and message.get("text") == before.get("text"):
        return None
    key = message_key(team, event["channel"], told["ts"])
    given = read_message(plain("" if gone else told.get("text") or "", bot))
    if given.command in PRIVATE or (not gone and _is_about_files(told, before, bot)):
        return None
    direct = is_in_direct(event)
    when = "deleted" if gone else (message.get("edited") or {}).get("ts") or event["ts"]
    unasked = not direct and f"<@{bot}>" not in (message.get("text") or "")
    question = replace(
        _question(told, event["channel"], given, private=direct, unasked=unasked),
        edits=key,
        edited_at="" if gone else when,
    )
    kind = QUESTION_DELETED if gone else QUESTION_EDITED
    return Work(kind, f"{key}:{when}", team, due=now, payload=question.to_payload())


def _is_about_files(told: Event, before: Event, bot: str) -> bool:
    """Whether the words beside files ask nothing, and did not before."""
    return bool(told.get("files")) and not any(is_asked_beside(m, bot) for m in (told, before))


def _question(
    message: Event,
    channel: str,
    given: Given,
    *,
    private: bool,
    unasked: bool = False,
) -> Question:
    return Question(
        user=message["user"],
        private=private,
        channel=channel,
        thread=message.get("thread_ts") or message["ts"],
        language=given.language,
        unasked=unasked,
        text=given.rest,
    )


def is_in_direct(event: Event) -> bool:
    """Whether it happened in a conversation with the bot alone."""
    return event.get("channel_type") == "im" or is_direct(str(event.get("channel") or ""))


def asked_privately(given: Given, user: str, team: str, key: str, now: datetime) -> Work:
    """What is answered to the asker alone, in a direct message, under the words themselves."""
    question = Question(user=user, private=True, language=given.language, text=given.rest)
    return _work(given, question, key, team, now)


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
    press = f"{user}:{container['message_ts']}:{action['action_ts']}"
    key, team = f"{first}{AGAIN}{press}", body["team"]["id"]  # so that it goes with the first one
    return Work(QUESTION_ASKED, key, team, due=now, payload=question.to_payload())


def is_direct(channel: str) -> bool:
    """Slack's ids of direct conversations begin with a D."""
    return channel.startswith("D")
