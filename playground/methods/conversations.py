"""Reading conversations."""

from collections.abc import Sequence
from typing import Any

from playground.messages import Message
from playground.web_api import Answer, Call, Refused
from playground.workspace import Channel


def joined(call: Call, error: str = "not_in_channel") -> Channel:
    """The channel that the call names, if the app is in it."""
    channel = call.workspace.channels.get(call.need("channel", "channel_not_found"))
    if channel is None:
        raise Refused("channel_not_found")
    if call.workspace.app.user not in channel.members:
        raise Refused(error)
    return channel


def info(call: Call) -> Answer:
    channel = call.workspace.channels.get(call.need("channel", "channel_not_found"))
    if channel is None:
        raise Refused("channel_not_found")
    return {
        "channel": {
            "id": channel.id,
            "name": channel.name,
            "is_im": channel.is_direct,
            "is_channel": not channel.is_direct,
            "is_archived": False,
            "is_member": call.workspace.app.user in channel.members,
            "is_ext_shared": False,
        }
    }


def history(call: Call) -> Answer:
    channel = joined(call)
    messages = call.messages.history(call.workspace.id, channel.id)
    return _page(call, list(reversed(messages)))


def replies(call: Call) -> Answer:
    channel = joined(call)
    thread = call.need("ts")
    messages = call.messages.replies(call.workspace.id, channel.id, thread)
    if not messages:
        raise Refused("thread_not_found")
    return _page(call, messages)


def _page(call: Call, messages: Sequence[Message]) -> Answer:
    oldest, latest = call.arguments.get("oldest"), call.arguments.get("latest")
    limit = int(call.arguments.get("limit") or 100)
    start = int(call.arguments.get("cursor") or 0)
    within = [
        m
        for m in messages
        if (not oldest or float(m["ts"]) > float(oldest))
        and (not latest or float(m["ts"]) < float(latest))
    ]
    rest = len(within) - start - limit
    answer: Answer = {
        "messages": [_shown(call, m) for m in within[start : start + limit]],
        "has_more": rest > 0,
    }
    if rest > 0:
        answer["response_metadata"] = {"next_cursor": str(start + limit)}
    return answer


def _shown(call: Call, message: Message) -> dict[str, Any]:
    hidden = {"channel", "only"}
    if call.arguments.get("include_all_metadata") not in (True, "true", "1"):
        hidden.add("metadata")
    return {name: value for name, value in message.items() if name not in hidden}


def open_direct(call: Call) -> Answer:
    users = str(call.arguments.get("users") or "")
    person = call.workspace.people.get(users)
    if person is None:
        raise Refused("user_not_found" if users else "users_list_not_supplied")
    return {"channel": {"id": call.workspace.direct(person).id}}
