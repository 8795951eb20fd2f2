"""What an agent says about itself while it works."""

import re
from typing import Any

from playground.refused import Refused
from playground.web_api.call import Answer, Call

MOST_LOADING = 10  # messages; docs.slack.dev, reference/methods/assistant.threads.setStatus
MOST_PROMPTS = 4  # docs.slack.dev, reference/methods/assistant.threads.setSuggestedPrompts
RESERVED = frozenset({"slackbot"})  # names that no app may write under
_TS = re.compile(r"\d{1,12}\.\d{1,6}")


def set_status(call: Call) -> Answer:
    channel, thread = _thread(call)
    if call.arguments.get("status") is None:
        call.need("status")
    if call.text("username").casefold() in RESERVED:
        raise Refused("reserved_username")
    loading = call.decoded("loading_messages") or []
    if not _are_texts(loading) or len(loading) > MOST_LOADING:
        raise Refused("invalid_arguments")
    call.acts.statuses.set(channel, thread, call.text("status"), loading)
    call.acts.messages.ledger.write("status", workspace=call.workspace.id, channel=channel)
    return {}


def set_title(call: Call) -> Answer:
    channel, thread = _thread(call)
    call.acts.statuses.titles[channel, thread] = call.need("title")
    call.acts.messages.ledger.write("title", workspace=call.workspace.id, channel=channel)
    return {}


def set_prompts(call: Call) -> Answer:
    """What the app suggests to ask, in the talk with one person."""
    channel = call.joined("channel_id")
    if call.text("thread_ts"):
        _thread(call, unknown="message_not_found")
    prompts = call.decoded("prompts")
    wanted = isinstance(prompts, list) and 0 < len(prompts) <= MOST_PROMPTS
    if not wanted or not all(map(_is_prompt, prompts)):
        raise Refused("invalid_arguments")
    call.acts.statuses.prompts[channel.id] = {"title": call.text("title"), "prompts": prompts}
    call.acts.messages.ledger.write("prompts", workspace=call.workspace.id, channel=channel.id)
    return {}


def _are_texts(given: Any) -> bool:
    return isinstance(given, list) and all(isinstance(text, str) for text in given)


def _is_prompt(given: Any) -> bool:
    if not isinstance(given, dict):
        return False
    return all(isinstance(given.get(n), str) and given[n] for n in ("title", "message"))


def _thread(call: Call, unknown: str = "invalid_thread_ts") -> tuple[str, str]:
    channel, thread = call.joined("channel_id"), call.need("thread_ts", "invalid_thread_ts")
    if not _TS.fullmatch(thread):
        raise Refused("invalid_thread_ts")
    if call.acts.messages.find(call.workspace.id, channel.id, thread) is None:
        raise Refused(unknown)
    return channel.id, thread
