"""What a message says: text, Markdown, blocks, attachments, metadata."""

import json
from typing import Any

from playground.acts.actor import LONGEST_TEXT
from playground.content.conversation import Message
from playground.kit import check_message
from playground.kit.naming import named
from playground.refused import Refused
from playground.web_api.call import Call

LONGEST_MARKDOWN = 12_000
MOST_ATTACHMENTS = 100
LARGEST_METADATA = 16_384  # bytes as JSON; ours, Slack gives no figure


def content(call: Call) -> Message:
    """What a message says: `text`, and `blocks` or `attachments` if it has some."""
    want_as_itself(call)
    blocks, attachments = _list(call, "blocks"), _list(call, "attachments")
    text, markdown = call.text("text"), call.text("markdown_text")
    if markdown:
        return _from_markdown(markdown, plain=not text and not blocks)
    if not text and not blocks and not attachments:
        raise Refused("no_text")
    if len(attachments) > MOST_ATTACHMENTS:
        raise Refused("too_many_attachments")
    said: Message = {"text": text[:LONGEST_TEXT]}
    if blocks:
        check_message(blocks)
        said["blocks"] = named(blocks)
    if attachments:
        said["attachments"] = attachments
    return said


def want_as_itself(call: Call) -> None:
    """An app of today writes as itself only. Raises Refused."""
    if call.flag("as_user"):
        raise Refused("as_user_not_supported")


def _from_markdown(markdown: str, *, plain: bool) -> Message:
    """Slack makes blocks of Markdown that comes alone, and refuses it beside others."""
    if not plain:
        raise Refused("markdown_text_conflict")
    if len(markdown) > LONGEST_MARKDOWN:
        raise Refused("msg_too_long")
    return {"text": markdown, "blocks": named([{"type": "markdown", "text": markdown}])}


def _list(call: Call, name: str) -> list[Any]:
    wrong = "invalid_blocks_format" if name == "blocks" else "invalid_attachments"
    given = call.decoded(name, wrong)
    if given is not None and not isinstance(given, list):
        raise Refused(wrong)
    if name == "attachments" and not all(isinstance(item, dict) for item in given or []):
        raise Refused(wrong)
    return given or []


def checked_metadata(call: Call) -> dict[str, Any] | None:
    """A message's metadata, which anybody in the workspace can read; None or {} are none.

    Raises Refused.
    """
    given = call.decoded("metadata", "invalid_metadata_format")
    if not given:
        return {} if given == {} else None
    if not isinstance(given, dict) or not {"event_type", "event_payload"} <= set(given):
        raise Refused("invalid_metadata_format")
    if not isinstance(given["event_type"], str) or not isinstance(given["event_payload"], dict):
        raise Refused("invalid_metadata_schema")
    if len(json.dumps(given).encode()) > LARGEST_METADATA:
        raise Refused("metadata_too_large")
    return given
