"""The message shortcut 'Ask Klimabot about this'."""

from dataclasses import dataclass

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.clock import Clock
from handlers.asking import asked_privately
from handlers.commands import Command, Given, read_message
from handlers.faults import CALL_FAILED, fault_of
from handlers.guard import guarded
from handlers.manifest import ASK_ABOUT
from handlers.recording import Record
from handlers.words import plain
from prompts import text

logger = structlog.get_logger()
LONGEST = 1_000  # characters of somebody's message that make a question


@dataclass(frozen=True)
class Shortcut:
    """The listener. The message's words are the question of whoever took the shortcut."""

    record: Record
    clock: Clock
    language: str

    def register(self, app: AsyncApp) -> None:
        app.message_shortcut(ASK_ABOUT)(guarded(self.ask_about, self.language))

    async def ask_about(self, args: AsyncArgs) -> None:
        """Recorded, then acknowledged, with a word on where the answer comes."""
        words = plain(args.body["message"].get("text") or "", args.context.bot_user_id or "")
        if not words:
            await args.ack()
            await tell(args, text("shortcut.no_words", self.language))
            return
        given = asked_about(words[:LONGEST])
        user, team, key = args.body["user"]["id"], args.body["team"]["id"], key_of(args)
        await self.record(asked_privately(given, user, team, key, self.clock.now()))
        await args.ack()
        await tell(args, text("asking.answer_comes_directly", self.language))


def asked_about(words: str) -> Given:
    """What somebody else wrote does nothing but ask, also where the secretariat points at it."""
    given = read_message(words)
    return Given(Command.ASK, None, words) if given.command is Command.ADMIN else given


def key_of(args: AsyncArgs) -> str:
    """Taken once more it is another question; delivered once more, the same."""
    return ":".join((args.body["user"]["id"], args.body["message_ts"], args.body["action_ts"]))


async def tell(args: AsyncArgs, sentence: str) -> None:
    """To whoever took the shortcut alone, in channels that we are not in as well."""
    thread = args.body["message"].get("thread_ts")
    try:
        await args.respond(sentence, response_type="ephemeral", thread_ts=thread)
    except CALL_FAILED as error:
        logger.warning("shortcut.untold", code=fault_of(error).code)
