"""Writing messages."""

from playground.content.conversation import Message, is_reply
from playground.delivery import objects
from playground.refused import Refused
from playground.web_api.call import Answer, Call
from playground.web_api.methods.content import LONGEST_TEXT, checked_metadata, content
from playground.workspace import Channel

TRUNCATED = (
    "Your message was truncated but still posted. The `text` field accepts up to 40,000 characters."
)


def post_message(call: Call) -> Answer:
    channel = call.writable(by_name=True)
    message = _message(call, channel)
    _put_in_thread(call, message, channel)
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


def _put_in_thread(call: Call, message: Message, channel: Channel) -> None:
    thread = call.text("thread_ts")
    if not thread:
        return
    if call.acts.messages.find(call.workspace.id, channel.id, thread) is None:
        raise Refused("thread_not_found")
    _want_to_begin_a_thread(call, channel, thread)
    message |= call.acts.in_thread(thread, channel, broadcast=call.flag("reply_broadcast"))


def _want_to_begin_a_thread(call: Call, channel: Channel, ts: str) -> None:
    first = call.acts.messages.find(call.workspace.id, channel.id, ts)
    if first is not None and (is_reply(first) or "only" in first):
        raise Refused("cannot_reply_to_message")


def post_ephemeral(call: Call) -> Answer:
    channel = call.writable()
    user = call.need("user", "user_not_in_channel")
    if user not in call.workspace.people or user not in channel.members:
        raise Refused("user_not_in_channel")
    message = _message(call, channel) | {"only": user}
    if call.text("thread_ts"):
        _want_to_begin_a_thread(call, channel, call.text("thread_ts"))
        message["thread_ts"] = call.text("thread_ts")
    call.acts.post(message, channel)
    return {"message_ts": message["ts"]} | _warned(call)


def _message(call: Call, channel: Channel) -> Message:
    app = call.app
    message: Message = {
        "type": "message",
        "user": app.user,
        "bot_id": app.bot_id,
        "app_id": app.id,
        "ts": call.acts.time.next_ts(),
        "team": call.workspace.id,
        "channel": channel.id,
        **content(call),
    }
    metadata = checked_metadata(call)
    return message | ({"metadata": metadata} if metadata else {})
