"""Reading what was written."""

import re
from collections.abc import Iterable
from itertools import islice
from typing import Any

from playground.content.conversation import Conversation, Message, is_reply, is_seen_by
from playground.delivery import objects
from playground.refused import Refused
from playground.web_api.call import Answer, Call
from playground.web_api.methods.paging import MOST, make_cursor, read_cursor

_TS = re.compile(r"\d{1,12}(\.\d{1,6})?")


def history(call: Call) -> Answer:
    """The channel itself, newest first; threads are left out, their first messages are not."""
    conversation = _conversation(call)
    _want_metadata_keys(call)
    oldest, latest = _span(call)
    cursor = read_cursor(call, "next_ts")
    wanted = conversation.top(oldest or "", min(cursor or "~", latest or "~"))
    return _page(call, conversation, _inside(call, wanted, oldest, latest))


def replies(call: Call) -> Answer:
    """A message and what hangs on it, oldest first."""
    conversation = _conversation(call)
    _want_metadata_keys(call)
    thread, cursor = call.need("ts", "thread_not_found"), read_cursor(call, "next_ts")
    oldest, latest = _span(call)
    first = conversation.find(thread)
    if first is None or not is_seen_by(first, None):
        raise Refused("thread_not_found")
    if is_reply(first):  # Slack gives a reply by itself when asked for one
        return _page(call, conversation, [first])
    wanted = [first, *(m for m in conversation.replies(thread) if m["ts"] >= cursor)]
    return _page(call, conversation, _inside(call, wanted[bool(cursor) :], oldest, latest))


def _conversation(call: Call) -> Conversation:
    channel = call.joined()
    return call.acts.messages.conversation(call.workspace.id, channel.id)


def _want_metadata_keys(call: Call) -> None:
    wrong = "invalid_metadata_filter_keys"
    keys = call.decoded("metadata_keys_to_include", wrong) or []
    if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
        raise Refused(wrong)


def _span(call: Call) -> tuple[str, str]:
    """`oldest` and `latest`, as timestamps that sort."""
    span = []
    for name in ("oldest", "latest"):
        given = call.text(name)
        if given in ("", "0", "now"):
            span.append("")
        elif not _TS.fullmatch(given):
            raise Refused(f"invalid_ts_{name}")
        else:
            seconds, _, micro = given.partition(".")
            span.append(f"{int(seconds):010d}.{micro:0<6}")
    return span[0], span[1]


def _inside(call: Call, messages: Iterable[Message], oldest: str, latest: str) -> Iterable[Message]:
    ends = set() if call.flag("inclusive") else {oldest, latest}
    for message in messages:
        ts = message["ts"]
        if ts not in ends and (oldest or "") <= ts <= (latest or "~") and is_seen_by(message, None):
            yield message


def _page(call: Call, conversation: Conversation, messages: Iterable[Message]) -> Answer:
    limit = call.number("limit", 100, MOST)
    page = list(islice(messages, limit + 1))
    shown = [_shown(call, conversation, message) for message in page[:limit]]
    answer: Answer = {"messages": shown, "has_more": len(page) > limit}
    if len(page) > limit:
        cursor = make_cursor("next_ts", page[limit]["ts"])
        answer["response_metadata"] = {"next_cursor": cursor}
    return answer


def _shown(call: Call, conversation: Conversation, message: Message) -> dict[str, Any]:
    told = objects.shown(message)
    wanted = call.decoded("metadata_keys_to_include") or []
    kind = message.get("metadata", {}).get("event_type")
    if kind and (call.flag("include_all_metadata") or kind in wanted):
        told["metadata"] = message["metadata"]
    replies = [m for m in conversation.replies(message["ts"]) if is_seen_by(m, None)]
    if replies:
        users = list(dict.fromkeys(m["user"] for m in replies))
        told |= {"thread_ts": message["ts"], "reply_count": len(replies), "reply_users": users[:5]}
        told |= {"reply_users_count": len(users), "latest_reply": replies[-1]["ts"]}
    return told
