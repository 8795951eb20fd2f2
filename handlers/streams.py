"""Messages that stream in, by Slack's own streams.

The divider below the words carries the key that the message is found again by, from its first
byte on. Whatever goes wrong ends the stream, and the same message is posted and changed instead.
"""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.sender import Fault, FaultClass, Sent
from handlers.faults import CALL_FAILED, fault_of
from handlers.views.blocks import Block, Message, Streamed, metadata
from storage.delivery import Delivery

logger = structlog.get_logger()

LIVES = 300.0  # seconds that a stream lives at Slack; github.com/slackapi/python-slack-sdk #1859
STOPPED = "stopped_by_user"
OVER = (STOPPED, "message_not_in_streaming_state")
NEVER = ("method_deprecated", "missing_scope", "not_allowed_token_type", "unknown_method")


@dataclass
class _Stream:
    """One of this process: the words that Slack has of it."""

    sent: Sent
    words: str
    began: float
    whole: Message | None = None  # once it was ended


@dataclass
class Streams:
    """The streams of this process. `stopped` hears of a reader who had enough."""

    client: AsyncWebClient
    stopped: Callable[[Delivery, Streamed], Awaitable[None]]
    _open: dict[str, _Stream] = field(default_factory=dict)
    _may: bool = True  # until the workspace says that it knows no streams

    async def begin(self, delivery: Delivery, message: Message) -> Sent | Fault | None:
        """The message's first words; None where it is to be posted as others are."""
        streamed = message.streamed
        if streamed is None or streamed.below is not None or not (self._may and delivery.thread):
            return None
        key = {"type": "divider", "block_id": delivery.id}
        chunks = [_words(streamed.words), {"type": "blocks", "blocks": [key]}]
        try:
            response = await self.client.chat_startStream(
                channel=delivery.channel or delivery.recipient,
                thread_ts=delivery.thread,
                recipient_team_id=delivery.workspace,
                recipient_user_id=streamed.reader,
                chunks=chunks,
            )
        except CALL_FAILED as error:
            return self._not_begun(fault_of(error))
        sent = Sent(str(response["channel"]), str(response["ts"]))
        self._remember(delivery.id, _Stream(sent, streamed.words, time.monotonic()))
        return sent

    def _not_begun(self, fault: Fault) -> Fault | None:
        """What may have begun all the same is looked for first, as a post is."""
        if fault.kind is FaultClass.AMBIGUOUS:
            return fault
        self._may = self._may and fault.code not in NEVER
        logger.info("stream.not_begun", code=fault.code)
        return None

    def _remember(self, key: str, stream: _Stream) -> None:
        young = stream.began - LIVES
        alive = {k: s for k, s in self._open.items() if s.began > young}
        self._open = alive | {key: stream}

    async def go_on(self, delivery: Delivery, sent: Sent, message: Message) -> bool:
        """The words that are new, or the end. False where the message is to be changed instead."""
        stream, streamed = self._open.get(delivery.id), message.streamed
        if stream is None or stream.sent != sent:
            return False
        if stream.whole == message:
            return True  # a change would only mark it as edited
        if stream.whole or streamed is None or not streamed.words.startswith(stream.words):
            del self._open[delivery.id]
            return False
        try:
            await self._write(delivery, stream, streamed, message)
        except CALL_FAILED as error:
            self._open.pop(delivery.id, None)
            code = fault_of(error).code
            logger.info("stream.broke", code=code)
            if code == STOPPED:
                await self._tell(delivery, streamed)
            return False
        return True

    async def _tell(self, delivery: Delivery, streamed: Streamed) -> None:
        """Who stopped it hears no more either way; the answer is not to be lost over it."""
        try:
            await self.stopped(delivery, streamed)
        except Exception:
            logger.exception("stream.stop_not_recorded", id=delivery.id)

    async def _write(
        self, delivery: Delivery, stream: _Stream, streamed: Streamed, message: Message
    ) -> None:
        new, where = streamed.words[len(stream.words) :], _where(stream.sent)
        chunks = [_words(new)] if new else []
        if streamed.below is not None:
            below = [*streamed.below, *message.more]
            await self.client.chat_stopStream(
                **where, chunks=chunks or None, blocks=below, metadata=metadata(delivery.id)
            )
            stream.whole = message
        elif chunks:
            await self.client.chat_appendStream(**where, chunks=chunks)
            stream.words = streamed.words

    async def close(self, sent: Sent) -> Fault | None:
        """End one that stands open, so that its message can be changed."""
        try:
            await self.client.chat_stopStream(**_where(sent))
        except CALL_FAILED as error:
            fault = fault_of(error)
            return None if fault.code in OVER else fault
        return None


def _words(text: str) -> Block:
    return {"type": "markdown_text", "text": text}


def _where(sent: Sent) -> dict[str, Any]:
    return {"channel": sent.channel, "ts": sent.ts}
