"""Emoji that the app puts on messages."""

import re

from playground.acts.talking import MOST_EMOJI, NAME
from playground.content.conversation import Message
from playground.refused import Refused
from playground.web_api.call import Answer, Call


def add(call: Call) -> Answer:
    if call.text("file") or call.text("file_comment"):
        raise Refused("not_reactable")  # not any more: only messages are
    message, name = _reactable(call)
    reactions = {r["name"]: r["users"] for r in message.get("reactions", [])}
    if call.app.user in reactions.get(name, []):
        raise Refused("already_reacted")
    if name not in reactions and len(reactions) >= MOST_EMOJI:
        raise Refused("too_many_emoji")
    call.acts.react(call.app.user, message, name)
    return {}


def remove(call: Call) -> Answer:
    for name in ("file", "file_comment"):  # on which nobody here ever reacted
        if call.text(name):
            raise Refused(f"{name}_not_found")
    message, name = _reactable(call)
    reactions = {r["name"]: r["users"] for r in message.get("reactions", [])}
    if call.app.user not in reactions.get(name, []):
        raise Refused("no_reaction")
    call.acts.react(call.app.user, message, name)
    return {}


def _reactable(call: Call) -> tuple[Message, str]:
    name = call.text("name").strip(":")
    if not NAME.fullmatch(name):
        raise Refused("invalid_name")
    if not call.text("channel") or not call.text("timestamp"):
        raise Refused("no_item_specified")
    channel = call.joined()
    if channel.is_archived:
        raise Refused("is_archived")
    if not re.fullmatch(r"\d+\.\d+", call.text("timestamp")):
        raise Refused("bad_timestamp")
    message = call.acts.messages.find(call.workspace.id, channel.id, call.text("timestamp"))
    if message is None or "only" in message:
        raise Refused("message_not_found")
    return message, name
