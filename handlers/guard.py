"""Around each listener: whatever happens, the person sees an end, and nothing is raised.

A listener that raises within 10 ms of `ack()` would take the acknowledgement back (slack-bolt
1.30, listener/asyncio_runner.py).
"""

import secrets
from collections.abc import Awaitable, Callable

import structlog
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from handlers.faults import CALL_FAILED
from prompts import text
from storage.terms import KlimabotError

logger = structlog.get_logger()
Listener = Callable[[AsyncArgs], Awaitable[None]]


def guarded(listener: Listener, language: str) -> Listener:
    """The listener, with every exception told to the person: by its sentence, or by a number."""

    async def safe(args: AsyncArgs) -> None:
        try:
            await listener(args)
        except KlimabotError as error:
            logger.info("listener.refused", key=error.key)
            await _tell(args, text(error.key, language, **error.values))
        except Exception:  # the one place that nothing may pass
            reference = secrets.token_hex(2)
            logger.exception("listener.failed", reference=reference)
            await _tell(args, _unexpected(args, language, reference))

    return safe


def _unexpected(args: AsyncArgs, language: str, reference: str) -> str:
    sentence = text("error.unexpected", language, reference=reference)
    if not args.command:
        return sentence
    typed = f"{args.command['command']} {args.command['text']}"
    return f"{sentence}\n{text('error.what_you_wrote', language)}\n```{typed}```"


async def _tell(args: AsyncArgs, sentence: str) -> None:
    """By the acknowledgement where that is shown; else by a message to the person alone."""
    waits = args.ack.response is None
    if args.command and waits:
        await args.ack(text=sentence)
    elif args.view and waits:  # the window stays, with what was written in it
        fields = [b["block_id"] for b in args.view["blocks"] if b["type"] == "input"]
        await args.ack(response_action="errors", errors={fields[0]: sentence})
    else:
        try:
            await _say(args, sentence)
        except CALL_FAILED as error:
            logger.warning("listener.untold", error=type(error).__name__)


async def _say(args: AsyncArgs, sentence: str) -> None:
    """Where they are; directly, where that is no channel, and by Slack's leave where we are not."""
    event, user = args.event or {}, args.context.user_id or ""
    if args.shortcut:
        await args.respond(sentence, response_type="ephemeral")
    elif args.context.channel_id is None:
        await args.client.chat_postMessage(channel=user, text=sentence)
    else:
        await args.client.chat_postEphemeral(
            channel=args.context.channel_id,
            user=user,
            thread_ts=event.get("thread_ts") or event.get("ts"),
            text=sentence,
        )
