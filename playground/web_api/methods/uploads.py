"""Files that the app puts in: announced, then sent, then completed."""

import re
from dataclasses import replace
from typing import Any

from playground.content.files import LARGEST, File
from playground.refused import Refused
from playground.web_api.call import Answer, Call
from playground.web_api.methods.content import content
from playground.web_api.methods.files import find
from playground.workspace import Channel

LONGEST_ALT_TEXT = 1000  # characters; docs.slack.dev, methods/files.getUploadURLExternal
LARGEST_SNIPPET = 1_000_000  # bytes; likewise
MOST_CHANNELS = 100  # likewise, files.completeUploadExternal


def get_upload_url(call: Call) -> Answer:
    name, length = (
        call.need("filename", "missing_argument"),
        call.need("length", "missing_argument"),
    )
    if not length.strip("0"):  # as Slack explains its error, methods/files.getUploadURLExternal
        raise Refused("missing_argument")
    if not length.isdecimal():
        raise Refused("invalid_arguments")
    size = call.number("length", 0, LARGEST, "file_upload_size_restricted")
    _want_snippet(call, size)
    if len(call.text("alt_txt")) > LONGEST_ALT_TEXT:
        raise Refused("alt_txt_too_large")
    id_, address = call.acts.files.announce(call.workspace.id, call.app.user, name, size)
    return {"file_id": id_, "upload_url": address}


def _want_snippet(call: Call, size: int) -> None:
    kind = call.text("snippet_type")
    if kind and not re.fullmatch(r"[a-z0-9_]+", kind):
        raise Refused("unknown_snippet_type")
    if kind and size > LARGEST_SNIPPET:
        raise Refused("snippet_too_large")


def complete(call: Call) -> Answer:
    """Share files whose content has arrived, or keep them for the app alone."""
    given = call.decoded("files")
    if not isinstance(given, list) or not given:
        raise Refused("invalid_arguments")
    if not all(isinstance(file, dict) and file.get("id") for file in given):
        raise Refused("invalid_arguments")
    ids, titles = [str(f["id"]) for f in given], [str(f.get("title") or "") for f in given]
    for id_ in ids:
        call.acts.files.content(_own(call, id_)["id"])
    channels = _channels(call)
    if not channels:
        return {
            "files": [call.acts.files.keep(id_, t, {}) for id_, t in zip(ids, titles, strict=True)]
        }
    return {"files": [f for c in channels for f in _shared(call, ids, titles, c)]}


def _channels(call: Call) -> list[Channel]:
    named = [c for c in (call.text("channel_id"), *call.text("channels").split(",")) if c]
    if len(named) > MOST_CHANNELS:
        raise Refused("channels_limit_exceeded")
    return [_channel(call, id_) for id_ in dict.fromkeys(named)]


def _channel(call: Call, id_: str) -> Channel:
    if not re.fullmatch(r"[CDG][A-Z0-9]+", id_):
        raise Refused("invalid_channel")
    channel = replace(call, arguments={"channel": id_}).joined()
    if channel.is_archived:
        raise Refused("posting_to_channel_denied")
    return channel


def _shared(call: Call, ids: list[str], titles: list[str], channel: Channel) -> Any:
    message = call.acts.app_message(channel) | {"text": call.text("initial_comment")}
    if call.decoded("blocks", "invalid_blocks"):
        message |= {"blocks": content(call)["blocks"]}
    if call.text("thread_ts"):
        message |= call.acts.in_thread(call.text("thread_ts"), channel)
    return call.acts.share(ids, message, channel, titles)


def _own(call: Call, id_: str) -> File:
    file = find(call, id_)
    if file["user"] != call.app.user:
        raise Refused("file_not_found")
    return file
