"""Writing messages."""

from playground.acts.actor import LONGEST_TEXT
from playground.content.conversation import Message
from playground.delivery import objects
from playground.refused import Refused
from playground.web_api.call import Answer, Call
from playground.web_api.methods.content import checked_metadata, content
from playground.workspace import Channel

TRUNCATED = (
    "Your message was truncated but still posted. The `text` field accepts up to 40,000 characters."
)


def post_message(call: Call) -> Answer:
    channel = call.writable(by_name=True)
    message = _message(call, channel)
    call.acts.post(message, channel)
    if message.get("thread_ts"):
        call.acts.statuses.clear(channel.id, message["thread_ts"])
    told = {"channel": channel.id, "ts": message["ts"], "message": objects.shown(message)}
    return told | _warned(call)


def _warned(call: Call) -> Answer:
    """docs.slack.dev, changelog/2018-04-truncating-really-long-messages."""
    if len(call.text("text")) <= LONGEST_TEXT:
        return {}
    told = {"messages": [f"[WARN] {TRUNCATED}"], "warnings": ["message_truncated"]}
    return {"warning": "message_truncated", "response_metadata": told}


def post_ephemeral(call: Call) -> Answer:
    channel = call.writable()
    user = call.need("user", "user_not_in_channel")
    if user not in call.workspace.people or user not in channel.members:
        raise Refused("user_not_in_channel")
    message = _message(call, channel) | {"only": user}
    call.acts.post(message, channel)
    return {"message_ts": message["ts"]} | _warned(call)


def _message(call: Call, channel: Channel) -> Message:
    message = call.acts.app_message(channel) | content(call)
    thread = call.text("thread_ts")
    if thread:
        message |= call.acts.in_thread(thread, channel, broadcast=call.flag("reply_broadcast"))
    metadata = checked_metadata(call)
    return message | ({"metadata": metadata} if metadata else {})
