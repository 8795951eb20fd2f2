"""Messages that come into being before everybody's eyes."""

from typing import Any

from playground.content.conversation import Message, is_alive
from playground.delivery import objects
from playground.kit import check_stream_blocks
from playground.kit.naming import named
from playground.refused import Refused
from playground.web_api.call import Answer, Call
from playground.web_api.methods.content import checked_metadata, want_as_itself
from playground.web_api.methods.growing import grown
from playground.workspace import Channel

NO_LONGER = "message_not_in_streaming_state"


def start(call: Call) -> Answer:
    channel = call.writable()
    thread = call.need("thread_ts", "invalid_arguments")
    reply = call.acts.in_thread(thread, channel)
    if not channel.is_direct:
        _want_recipient(call)
    stream = {"started": call.acts.time.now(), "markdown": "", "blocks": [], "tasks": []}
    message = call.acts.app_message(channel) | reply | {"stream": stream}
    message |= grown(message, call)
    call.acts.statuses.clear(channel.id, thread)
    call.acts.post(message, channel)
    return {"channel": channel.id, "ts": message["ts"]}


def _want_recipient(call: Call) -> None:
    if not call.text("recipient_user_id"):
        raise Refused("missing_recipient_user_id")
    if not call.text("recipient_team_id"):
        raise Refused("missing_recipient_team_id")
    if call.text("recipient_user_id") not in call.workspace.people:
        raise Refused("user_not_found")


def append(call: Call) -> Answer:
    channel, message = _growing(call)
    if not call.text("markdown_text") and not call.arguments.get("chunks"):
        raise Refused("no_text")
    _write(call, channel, message, grown(message, call))
    return {"channel": channel.id, "ts": message["ts"]}


def stop(call: Call) -> Answer:
    channel, message = _growing(call)
    final = grown(message, call)
    blocks = call.decoded("blocks", "invalid_blocks")
    if blocks is not None:
        check_stream_blocks(blocks)
        final["blocks"] = [*final["blocks"], *named(blocks)]
    metadata = checked_metadata(call)
    final |= {"stream": None} | ({"metadata": metadata} if metadata else {})
    _write(call, channel, message, final)
    return {"channel": channel.id, "ts": message["ts"], "message": objects.shown(message)}


def _growing(call: Call) -> tuple[Channel, Message]:
    want_as_itself(call)
    channel = call.writable()
    ts = call.need("ts", "message_not_found")
    message = call.acts.messages.find(call.workspace.id, channel.id, ts)
    if message is None:
        raise Refused("message_not_found")
    if message.get("bot_id") != call.app.bot_id:
        raise Refused("message_not_owned_by_app")
    if message.get("stream", {}).get("stopped"):
        raise Refused("stopped_by_user")
    if not is_alive(message, call.acts.time.now()):
        raise Refused(NO_LONGER)
    return channel, message


def _write(call: Call, channel: Channel, message: Message, changes: dict[str, Any]) -> None:
    """What streams in is seen at once; the app is not told of its own words."""
    call.acts.messages.edit(
        call.workspace.id, channel.id, message["ts"], changes, at=call.acts.time.now()
    )
