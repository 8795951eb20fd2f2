"""Writing messages."""

from secrets import token_hex
from typing import Any

from playground.messages import Message
from playground.methods.conversations import joined
from playground.web_api import Answer, Call, Refused

MAX_BLOCKS = 50
MAX_BLOCK_CHARACTERS = 13_000  # undocumented; bolt-js issue 2509


def post_message(call: Call) -> Answer:
    channel = joined(call)
    message = _message(call, channel.id)
    thread = call.arguments.get("thread_ts")
    if thread:
        first = call.messages.find(call.workspace.id, channel.id, str(thread))
        if first is None:
            raise Refused("thread_not_found")
        message["thread_ts"] = str(thread)
    metadata = call.decoded("metadata")
    if metadata:
        if not {"event_type", "event_payload"} <= set(metadata):
            raise Refused("invalid_metadata_format")
        message["metadata"] = metadata
    call.messages.post(call.workspace.id, message, at=call.acts.time.now())
    shown = {name: value for name, value in message.items() if name != "channel"}
    return {"channel": channel.id, "ts": message["ts"], "message": shown}


def post_ephemeral(call: Call) -> Answer:
    channel = joined(call)
    person = call.workspace.people.get(call.need("user", "user_not_in_channel"))
    if person is None or person.id not in channel.members:
        raise Refused("user_not_in_channel")
    message = _message(call, channel.id) | {"only": person.id}
    if call.arguments.get("thread_ts"):
        message["thread_ts"] = str(call.arguments["thread_ts"])
    call.messages.post(call.workspace.id, message, at=call.acts.time.now())
    return {"message_ts": message["ts"]}


def delete(call: Call) -> Answer:
    channel = joined(call, "channel_not_found")
    message = call.messages.find(call.workspace.id, channel.id, call.need("ts"))
    if message is None:
        raise Refused("message_not_found")
    if message.get("bot_id") != call.workspace.app.bot_id:
        raise Refused("cant_delete_message")
    call.messages.delete(call.workspace.id, channel.id, message["ts"], at=call.acts.time.now())
    return {"channel": channel.id, "ts": message["ts"]}


def _message(call: Call, channel: str) -> Message:
    blocks = call.decoded("blocks")
    text = str(call.arguments.get("text") or "")
    if not text and not blocks:
        raise Refused("no_text")
    app = call.workspace.app
    message: Message = {
        "type": "message",
        "user": app.user,
        "bot_id": app.bot_id,
        "app_id": app.id,
        "text": text,
        "ts": call.acts.time.next_ts(),
        "team": call.workspace.id,
        "channel": channel,
    }
    if blocks:
        _check(blocks)
        message["blocks"] = [_named(block) for block in blocks]
    return message


def _check(blocks: Any) -> None:
    if not isinstance(blocks, list) or len(blocks) > MAX_BLOCKS:
        raise Refused("invalid_blocks")
    ids = [block["block_id"] for block in blocks if block.get("block_id")]
    if len(set(ids)) != len(ids):
        raise Refused("invalid_blocks")
    for block in blocks:
        text = block.get("text")
        if block.get("type") == "section" and isinstance(text, dict) and len(text["text"]) > 3000:
            raise Refused("invalid_blocks")
    if any(_has_silent_run(block) for block in blocks):
        raise Refused("invalid_blocks")
    if sum(_characters(block) for block in blocks) > MAX_BLOCK_CHARACTERS:
        raise Refused("msg_blocks_too_long")


def _has_silent_run(part: Any) -> bool:
    """Slack refuses a run of rich text without text: 'must be more than 0 characters'."""
    if isinstance(part, list):
        return any(_has_silent_run(p) for p in part)
    if not isinstance(part, dict):
        return False
    silent = part.get("type") in ("text", "link") and part.get("text") == ""
    return silent or any(_has_silent_run(value) for value in part.values())


def _named(block: dict[str, Any]) -> dict[str, Any]:
    """Slack gives what has no id one of its own."""
    named = {"block_id": token_hex(3), **block}
    if block.get("type") == "actions":
        named["elements"] = [{"action_id": token_hex(3), **e} for e in block["elements"]]
    return named


def _characters(part: Any) -> int:
    """How much text there is in a block, all in all."""
    if isinstance(part, list):
        return sum(_characters(p) for p in part)
    if not isinstance(part, dict):
        return 0
    own = len(part["text"]) if isinstance(part.get("text"), str) else 0
    return own + sum(_characters(value) for value in part.values())
