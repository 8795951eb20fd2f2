"""An out-tray row becomes a message in Slack, with the row's key in it to be found again by."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar

import aiohttp
import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.sender import TURN, Fault, FaultClass, Sent
from handlers.faults import CALL_FAILED, fault_of
from handlers.limits import patiently
from handlers.streams import Streams
from handlers.uploads import upload
from handlers.views.blocks import Attached, Message, file_mark, metadata
from handlers.views.drawing import View
from storage.delivery import Delivery
from storage.engine import Begin
from storage.terms import System

logger = structlog.get_logger()

CLOCKS_DIFFER = timedelta(seconds=60)  # how far the database's clock and Slack's may be apart
PAGE = 100
SOON = timedelta(seconds=2)  # so long, who has stood in line waits beside it
NOT_SEEN_YET = "file not seen yet"
STILL_STREAMS = "streaming_state_conflict"
# Names and addresses in the text stay words. An update would else be read as if typed by hand.
WORDS_ALONE: Mapping[str, Any] = {"parse": "none", "link_names": False}
Outcome = TypeVar("Outcome", Sent | Fault, Fault | None)


@dataclass(frozen=True)
class Outgoing:
    """Sends for the home workspace. The client must not retry by itself: it would post twice."""

    client: AsyncWebClient
    begin: Begin
    views: Mapping[str, View]
    viewer: System
    streams: Streams
    http: aiohttp.ClientSession
    unasked: Collection[str] = ()  # kinds that nobody waits for: they stand in line
    _opened: dict[tuple[str, str], str] = field(default_factory=dict)

    async def send(self, delivery: Delivery) -> Sent | Fault:
        with patiently(self._patience(delivery)):
            return await self._send(delivery)

    def _patience(self, delivery: Delivery) -> timedelta | None:
        if delivery.kind not in self.unasked:
            return None
        return SOON if delivery.reason == TURN else timedelta()

    async def _send(self, delivery: Delivery) -> Sent | Fault:
        channel = await self._channel(delivery)
        if isinstance(channel, Fault):
            return channel
        try:
            message = await self._message(delivery)
        except Exception as error:
            logger.exception("delivery.not_drawn", id=delivery.id, kind=delivery.kind)
            return Fault(FaultClass.BUG, type(error).__name__)
        return await self.streams.begin(delivery, message) or await _plainer_if_refused(
            message, lambda m: self._post(delivery, channel, m)
        )

    async def _post(self, delivery: Delivery, channel: str, message: Message) -> Sent | Fault:
        if message.file is not None:
            return await self._upload(delivery, channel, message, message.file)
        try:
            response = await self.client.chat_postMessage(
                channel=channel,
                thread_ts=delivery.thread,
                text=message.text,
                blocks=message.keyed(delivery.id),
                metadata=metadata(delivery.id),
                **WORDS_ALONE,
                unfurl_links=False,
                unfurl_media=False,
            )
            return Sent(str(response["channel"]), str(response["ts"]))
        except CALL_FAILED as error:
            return fault_of(error, "chat.postMessage")

    async def _upload(
        self, delivery: Delivery, channel: str, message: Message, file: Attached
    ) -> Sent | Fault:
        """Slack does not say as what it was posted, and may post it late: it is looked for."""
        name, blocks = file.name(delivery.id), message.keyed(delivery.id)
        if fault := await upload(self.client, self.http, channel, file, name, blocks):
            return fault
        found = await self.look(delivery)
        if isinstance(found, Fault) or not found:
            return Fault(FaultClass.AMBIGUOUS, NOT_SEEN_YET)
        return found[0]

    async def _message(self, delivery: Delivery) -> Message:
        async with self.begin(read_only=True) as session:
            return await self.views[delivery.kind](session, self.viewer, delivery)

    async def _channel(self, delivery: Delivery) -> str | Fault:
        if delivery.channel is not None:
            return delivery.channel
        person = delivery.workspace, delivery.recipient
        if person not in self._opened:
            try:
                opened = await self.client.conversations_open(users=delivery.recipient)
            except CALL_FAILED as error:
                return fault_of(error, "conversations.open")
            self._opened[person] = str(opened["channel"]["id"])
        return self._opened[person]

    async def look(self, delivery: Delivery) -> Sequence[Sent] | Fault:
        channel = await self._channel(delivery)
        if isinstance(channel, Fault):
            return channel
        try:
            found = [m["ts"] async for m in self._since(delivery, channel) if _has(m, delivery.id)]
        except CALL_FAILED as error:
            return fault_of(error, "conversations.history")
        return [Sent(channel, ts) for ts in sorted(found)]

    async def _since(self, delivery: Delivery, channel: str) -> Any:
        since = delivery.posting_since or delivery.claimed_at
        where = {
            "channel": channel,
            "oldest": f"{(since - CLOCKS_DIFFER).timestamp():.6f}",
            "include_all_metadata": True,
            "limit": PAGE,
        }
        cursor = ""
        while True:
            page = await self._read(delivery.thread, cursor=cursor, **where)
            for message in page["messages"]:
                yield message
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return

    def _read(self, thread: str | None, **where: Any) -> Awaitable[Any]:
        if thread is None:
            return self.client.conversations_history(**where)
        return self.client.conversations_replies(ts=thread, **where)

    async def update(self, delivery: Delivery, sent: Sent) -> Fault | None:
        try:
            message = await self._message(delivery)
        except Exception as error:
            logger.exception("delivery.not_drawn", id=delivery.id, kind=delivery.kind)
            return Fault(FaultClass.BUG, type(error).__name__)
        if await self.streams.go_on(delivery, sent, message):
            return None
        return await _plainer_if_refused(message, lambda m: self._changed(delivery, sent, m))

    async def _changed(self, delivery: Delivery, sent: Sent, message: Message) -> Fault | None:
        fault = await self._change(delivery, sent, message)
        if fault and fault.code == STILL_STREAMS:
            fault = await self.streams.close(sent) or await self._change(delivery, sent, message)
        return fault

    async def _change(self, delivery: Delivery, sent: Sent, message: Message) -> Fault | None:
        try:
            await self.client.chat_update(
                channel=sent.channel,
                ts=sent.ts,
                text=message.text,
                blocks=message.keyed(delivery.id),
                metadata=metadata(delivery.id),
                **WORDS_ALONE,
            )
        except CALL_FAILED as error:
            return fault_of(error, "chat.update")
        return None

    async def delete(self, sent: Sent) -> Fault | None:
        try:
            await self.client.chat_delete(channel=sent.channel, ts=sent.ts)
        except CALL_FAILED as error:
            return fault_of(error, "chat.delete")
        return None


async def _plainer_if_refused(
    message: Message, call: Callable[[Message], Awaitable[Outcome]]
) -> Outcome:
    """Once more with the words alone, where Slack refuses what stands below them."""
    outcome = await call(message)
    refused = isinstance(outcome, Fault) and outcome.kind is FaultClass.BUG
    return await call(message.without_more()) if refused and message.more else outcome


def _has(message: Mapping[str, Any], key: str) -> bool:
    payload = (message.get("metadata") or {}).get("event_payload") or {}
    ids = {block.get("block_id") for block in message.get("blocks") or ()}
    names = [str(file.get("name")) for file in message.get("files") or ()]
    return payload.get("key") == key or key in ids or any(file_mark(key) in n for n in names)
