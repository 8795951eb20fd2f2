"""Changing and deleting what the app wrote."""

from typing import Any

from playground.content.conversation import Message, is_alive, is_reply
from playground.content.files import File
from playground.delivery import objects
from playground.refused import Refused
from playground.web_api.call import Answer, Call
from playground.web_api.methods.content import checked_metadata, content
from playground.web_api.methods.files import find
from playground.workspace import Channel

LONGEST_NEW_TEXT = 4_000  # characters, a tenth of a new message's; methods/chat.update


def update(call: Call) -> Answer:
    """Change a message of the app's own; what is not given of it goes away, as at Slack."""
    channel, message = _own(call, "cant_update_message")
    if is_alive(message, call.acts.time.now()):
        raise Refused("streaming_state_conflict")
    if channel.is_archived:
        raise Refused("is_inactive")
    changes = {"stream": None} | _broadcast(call, message) | _changes(call)
    present = {n: v for n, v in changes.items() if v is not None or n in message}
    edited = {"user": call.app.user, "ts": call.acts.time.next_ts()}
    call.acts.change(message, present | {"edited": edited}, channel)
    shown = objects.shown(message)
    return {"channel": channel.id, "ts": message["ts"], "text": shown["text"], "message": shown}


def _changes(call: Call) -> dict[str, Any]:
    """Content and metadata; metadata stays when none is given, and `{}` takes it away."""
    if call.flag("reply_broadcast"):
        return {}
    if len(call.text("text")) > LONGEST_NEW_TEXT:
        raise Refused("msg_too_long")
    changes = {"blocks": None, "attachments": None, **content(call)}
    if not any(call.arguments.get(name) for name in ("text", "markdown_text", "blocks")):
        del changes["text"], changes["blocks"]  # which Slack keeps under new attachments
    if files := _files(call):
        changes["files"] = files
    metadata = checked_metadata(call)
    return changes if metadata is None else changes | {"metadata": metadata or None}


def _files(call: Call) -> list[File]:
    """Those of `file_ids`: a list, or ids with commas between them."""
    given = call.arguments.get("file_ids") or []
    if isinstance(given, str):
        given = call.decoded("file_ids") if given.startswith("[") else given.split(",")
    if not isinstance(given, list):
        raise Refused("invalid_arguments")
    return [find(call, str(id_)) for id_ in given]


def _broadcast(call: Call, message: Message) -> dict[str, Any]:
    """A reply may be shown in the channel afterwards, and nothing else changed with that."""
    if not call.flag("reply_broadcast"):
        return {}
    if any(call.arguments.get(name) for name in ("text", "blocks", "markdown_text")):
        raise Refused("no_dual_broadcast_content_update")
    if not is_reply(message) or message.get("subtype"):
        raise Refused("cant_broadcast_message")
    return {"subtype": "thread_broadcast"}


def delete(call: Call) -> Answer:
    channel, message = _own(call, "cant_delete_message")
    call.acts.take_away(message, channel)
    return {"channel": channel.id, "ts": message["ts"]}


def permalink(call: Call) -> Answer:
    """The address of a message: here, the page that shows it."""
    channel = call.channel()
    message = _find(call, channel, call.need("message_ts", "message_not_found"))
    address = f"{call.address}/?kanal={channel.id}#m-{message['ts']}"
    return {"channel": channel.id, "permalink": address}


def _own(call: Call, error: str) -> tuple[Channel, Message]:
    """A message that the app wrote. Ephemeral ones cannot be found again, as at Slack."""
    channel = call.channel()
    message = _find(call, channel, call.need("ts", "message_not_found"))
    if message.get("subtype") == "tombstone":
        raise Refused("message_not_found")
    if message.get("bot_id") != call.app.bot_id:
        raise Refused(error)
    return channel, message


def _find(call: Call, channel: Channel, ts: str) -> Message:
    message = call.acts.messages.find(call.workspace.id, channel.id, ts)
    if message is None or "only" in message:
        raise Refused("message_not_found")
    return message
