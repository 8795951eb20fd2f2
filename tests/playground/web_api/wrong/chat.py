"""Wrong calls of the methods that write messages."""

from collections.abc import Mapping
from typing import Any

from tests.playground.web_api import given
from tests.playground.web_api.scene import (
    ALLIANCEN,
    APP,
    ASSENS,
    KAFFE,
    NEVER,
    TEAM,
    Case,
    case,
)

HERE: Mapping[str, Any] = {"channel": ALLIANCEN, "text": "Hej"}
STATUS = {"event_type": "status", "event_payload": {"kommune": "Assens"}}
NO_BLOCK = [{"type": "vådområde"}]
CHUNK: Mapping[str, Any] = {"type": "markdown_text", "text": "Assens"}


def blocks(wrong: object) -> list[dict[str, object]]:
    return [{"type": "blocks", "blocks": wrong}]


CONTENT: Mapping[str, Case] = {
    "invalid_blocks": case(given.ours, text="Hej", blocks=NO_BLOCK),
    "invalid_blocks_format": case(given.ours, text="Hej", blocks="[{"),
    "markdown_text_conflict": case(given.ours, text="Hej", markdown_text="**Hej**"),
    "no_text": case(given.ours),
    "too_many_attachments": case(given.ours, text="Hej", attachments=[{"text": "a"}] * 101),
}
METADATA: Mapping[str, Case] = {
    "invalid_metadata_format": case(given.ours, text="Hej", metadata={"key": "k1"}),
    "invalid_metadata_schema": case(
        given.ours, text="Hej", metadata={"event_type": 1, "event_payload": {}}
    ),
    "metadata_too_large": case(
        given.ours,
        text="Hej",
        metadata={"event_type": "status", "event_payload": {"kommune": "Assens" * 3_000}},
    ),
}
WHERE: Mapping[str, Case] = {
    "channel_not_found": case(channel="C0", text="Hej"),
    "is_archived": case(given.archived, text="Hej"),
    "messages_tab_disabled": case(given.without_messages, text="Hej"),
    "not_in_channel": case(channel=KAFFE, text="Hej"),
}
GROWING: Mapping[str, Case] = {
    "as_user_not_supported": case(given.stream, markdown_text="Hej", as_user=True),
    "channel_not_found": case(channel="C0", ts=NEVER, markdown_text="Hej"),
    "invalid_blocks": case(given.stream, chunks=blocks(NO_BLOCK)),
    "invalid_chunks": case(given.stream, chunks=[{"type": "ukendt"}]),
    "is_archived": case(given.stream_archived, markdown_text="Hej"),
    "message_not_found": case(channel=ALLIANCEN, ts=NEVER, markdown_text="Hej"),
    "message_not_in_streaming_state": case(given.dead_stream, markdown_text="Hej"),
    "message_not_owned_by_app": case(given.theirs, markdown_text="Hej"),
    "messages_tab_disabled": case(given.stream_without_messages, markdown_text="Hej"),
    "msg_blocks_too_long": case(given.stream, chunks=blocks(given.LONG)),
    "msg_blocks_too_many": case(given.stream, chunks=blocks(given.CROWDED)),
    "msg_too_long": case(given.stream, markdown_text="å" * 12_001),
    "not_in_channel": case(given.stream_left, markdown_text="Hej"),
    "stopped_by_user": case(given.stopped_stream, markdown_text="Hej"),
}
START: Mapping[str, Case] = {
    "channel_not_found": case(channel="C0", thread_ts=NEVER),
    "invalid_arguments": case(channel=ALLIANCEN),
    "invalid_blocks": case(given.thread, chunks=blocks(NO_BLOCK), **given.RECIPIENT),
    "invalid_blocks_format": case(given.thread, chunks=blocks({}), **given.RECIPIENT),
    "invalid_chunks": case(given.thread, chunks=[{"type": "ukendt"}], **given.RECIPIENT),
    "is_archived": case(given.archived, thread_ts=NEVER),
    "messages_tab_disabled": case(given.without_messages, thread_ts=NEVER),
    "missing_recipient_team_id": case(given.thread, recipient_user_id=ASSENS),
    "missing_recipient_user_id": case(given.thread, recipient_team_id=TEAM),
    "msg_blocks_too_long": case(given.thread, chunks=blocks(given.LONG), **given.RECIPIENT),
    "msg_blocks_too_many": case(given.thread, chunks=blocks(given.CROWDED), **given.RECIPIENT),
    "msg_too_long": case(given.thread, markdown_text="å" * 12_001, **given.RECIPIENT),
    "not_in_channel": case(channel=KAFFE, thread_ts=NEVER),
    "thread_not_found": case(channel=ALLIANCEN, thread_ts=NEVER),
    "user_not_found": case(given.thread, recipient_user_id="U0", recipient_team_id=TEAM),
}
UPDATE: Mapping[str, Case] = {
    "cant_broadcast_message": case(given.ours, reply_broadcast=True),
    "cant_update_message": case(given.theirs, text="Hej"),
    "channel_not_found": case(channel="C0", ts=NEVER, text="Hej"),
    "file_deleted": case(given.ours_beside_a_deleted_file, text="Hej"),
    "file_not_found": case(given.ours, text="Hej", file_ids=["F0"]),
    "invalid_attachments": case(given.ours, attachments="vådområde"),
    "is_inactive": case(given.ours_archived, text="Hej"),
    "message_not_found": case(channel=ALLIANCEN, ts=NEVER, text="Hej"),
    "msg_too_long": case(given.ours, text="å" * 4_001),
    "no_dual_broadcast_content_update": case(given.our_reply, text="Hej", reply_broadcast=True),
    "streaming_state_conflict": case(given.stream, text="Hej"),
}
AS_USER: Mapping[str, Case] = {"as_user_not_supported": case(given.ours, text="Hej", as_user=True)}
CALLS: Mapping[str, Mapping[str, Case]] = {
    "chat.postMessage": {
        **WHERE,
        **CONTENT,
        **METADATA,
        **AS_USER,
        "cannot_reply_to_message": case(given.reply_as_thread, text="Hej"),
        "msg_blocks_too_long": case(channel=ALLIANCEN, text="Hej", blocks=given.LONG),
        "msg_too_long": case(channel=ALLIANCEN, markdown_text="å" * 12_001),
        "thread_not_found": case(thread_ts=NEVER, **HERE),
    },
    "chat.postEphemeral": {
        **WHERE,
        **{error: case(c.given, user=ASSENS, **c.arguments) for error, c in CONTENT.items()},
        "cannot_reply_to_message": case(given.reply_as_thread, text="Hej", user=ASSENS),
        "invalid_attachments": case(attachments="vådområde", user=ASSENS, **HERE),
        "msg_too_long": case(channel=ALLIANCEN, markdown_text="å" * 12_001, user=ASSENS),
        "user_not_in_channel": case(user=APP + "0", **HERE),
    },
    "chat.update": {**CONTENT, **METADATA, **AS_USER, **UPDATE},
    "chat.delete": {
        "cant_delete_message": case(given.theirs),
        "channel_not_found": case(channel="C0", ts=NEVER),
        "message_not_found": case(channel=ALLIANCEN, ts=NEVER),
    },
    "chat.getPermalink": {
        "channel_not_found": case(channel="C0", message_ts=NEVER),
        "message_not_found": case(channel=ALLIANCEN, message_ts=NEVER),
    },
    "chat.startStream": START,
    "chat.appendStream": {**GROWING, "no_text": case(given.stream)},
    "chat.stopStream": {
        **GROWING,
        **{error: case(given.stream, **c.arguments) for error, c in METADATA.items()},
    },
}
