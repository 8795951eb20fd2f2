import json
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import NonCallableMock

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.delivery.sender import Fault, FaultClass
from handlers.faults import CALL_FAILED, CLASSES, fault_of
from handlers.workspace import web_client
from playground import Playground
from playground.web_api import faults as orders

# Slack says of these that some of it may have happened, or cannot say.
MAY_HAVE_HAPPENED = {
    "external_channel_migrating",
    "fatal_error",
    "internal_error",
    "list_record_comment_fetch_failed",
    "messaging_processing_failed",
    "request_timeout",
    "service_unavailable",
}
# Documented for arguments that we never give: files, drafts, usernames, filters.
NOT_OURS = {
    "as_user_not_supported",
    "block_mismatch",
    "blocked_file_type",
    "cant_broadcast_message",
    "file_deleted",
    "file_is_deleted",
    "file_not_found",
    "file_share_limit_reached",
    "invalid_attachments",
    "max_file_sharing_exceeded",
    "no_dual_broadcast_content_update",
    "too_many_attachments",
    "unable_to_share_files",
    "attachment_payload_limit_exceeded",
    "cannot_reply_to_message",
    "draft_already_deleted",
    "draft_already_sent",
    "draft_has_conflict",
    "draft_not_found",
    "duplicate_channel_not_found",
    "duplicate_message_not_found",
    "missing_file_data",
    "slack_connect_blocked_file_type",
    "slack_connect_canvas_sharing_blocked",
    "slack_connect_clip_sharing_blocked",
    "slack_connect_file_link_sharing_blocked",
    "slack_connect_file_upload_sharing_blocked",
    "slack_connect_lists_sharing_blocked",
    "too_many_contact_cards",
    "too_many_members",
}


def answered(status: int, data: Any, headers: dict[str, str] | None = None) -> SlackApiError:
    response = AsyncSlackResponse(
        client=NonCallableMock(),
        http_verb="POST",
        api_url="https://slack.com/api/chat.postMessage",
        req_args={},
        data=data,
        headers=headers or {},
        status_code=status,
    )
    return SlackApiError("refused", response)  # type: ignore[no-untyped-call]


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (answered(200, {"error": "is_archived"}), Fault(FaultClass.CHANNEL, "is_archived")),
        (answered(200, {"error": "token_revoked"}), Fault(FaultClass.WORKSPACE, "token_revoked")),
        (answered(200, {"error": "fatal_error"}), Fault(FaultClass.AMBIGUOUS, "fatal_error")),
        (answered(200, {"error": "new_in_2027"}), Fault(FaultClass.AMBIGUOUS, "new_in_2027")),
        (answered(500, "oops"), Fault(FaultClass.AMBIGUOUS, "http_500")),
        (
            answered(429, {"error": "ratelimited"}, {"Retry-After": "30"}),
            Fault(FaultClass.LATER, "ratelimited", timedelta(seconds=30)),
        ),
        (answered(429, {"error": "ratelimited"}), Fault(FaultClass.LATER, "ratelimited")),
        (
            answered(429, {"error": "ratelimited"}, {"Retry-After": "i morgen"}),
            Fault(FaultClass.LATER, "ratelimited"),
        ),
        (
            answered(429, {"error": "ratelimited"}, {"Retry-After": "9" * 30}),
            Fault(FaultClass.LATER, "ratelimited", timedelta(hours=1)),
        ),
        (TimeoutError(), Fault(FaultClass.AMBIGUOUS, "TimeoutError")),
        (
            aiohttp.ServerDisconnectedError(),
            Fault(FaultClass.AMBIGUOUS, "ServerDisconnectedError"),
        ),
        (
            aiohttp.ClientConnectorError(NonCallableMock(), OSError()),
            Fault(FaultClass.LATER, "ClientConnectorError"),
        ),
    ],
)
def test_what_went_wrong_says_what_can_be_done(error: Exception, fault: Fault) -> None:
    assert fault_of(error) == fault


@pytest.mark.shared
@pytest.mark.parametrize(
    "method",
    [
        "auth.test",
        "chat.appendStream",
        "chat.delete",
        "chat.postMessage",
        "chat.startStream",
        "chat.stopStream",
        "chat.update",
        "conversations.history",
        "conversations.open",
        "conversations.replies",
        "users.info",
    ],
)
def test_every_documented_error_that_we_can_meet_has_a_class(shared: Path, method: str) -> None:
    documented = json.loads((shared / "slack/methods.json").read_text("utf-8"))[method]["errors"]

    unknown = set(documented) - set(CLASSES) - MAY_HAVE_HAPPENED - NOT_OURS

    assert unknown == set()


@pytest.mark.parametrize(
    ("order", "fault"),
    [
        ({"error": "is_archived"}, Fault(FaultClass.CHANNEL, "is_archived")),
        ({"error": "user_not_found"}, Fault(FaultClass.MEMBER, "user_not_found")),
        ({"error": "token_expired"}, Fault(FaultClass.WORKSPACE, "token_expired")),
        ({"error": "invalid_blocks"}, Fault(FaultClass.BUG, "invalid_blocks")),
        ({"error": "internal_error"}, Fault(FaultClass.AMBIGUOUS, "internal_error")),
        ({"status": 500}, Fault(FaultClass.AMBIGUOUS, "http_500")),
        ({"status": 503}, Fault(FaultClass.AMBIGUOUS, "http_503")),
        ({"drop": True}, Fault(FaultClass.AMBIGUOUS, "ServerDisconnectedError")),
        (
            {"status": 429, "error": "ratelimited", "retry_after": 7},
            Fault(FaultClass.LATER, "ratelimited", timedelta(seconds=7)),
        ),
        ({"status": 429}, Fault(FaultClass.LATER, "http_429")),
    ],
)
async def test_what_goes_wrong_on_the_line_is_understood(
    playground: Playground, http: aiohttp.ClientSession, order: dict[str, Any], fault: Fault
) -> None:
    playground.faults.add(orders.Fault("chat.postMessage", **order))
    client = web_client(f"{playground.address}/api/", http, "xoxb-playground")

    with pytest.raises(CALL_FAILED) as caught:
        await client.chat_postMessage(channel="C0ALLIANCEN", text="Hej")

    assert fault_of(caught.value) == fault


async def test_where_nobody_answers_nothing_was_posted(http: aiohttp.ClientSession) -> None:
    client = web_client("http://127.0.0.1:1/api/", http, "xoxb-playground")

    with pytest.raises(CALL_FAILED) as caught:
        await client.chat_postMessage(channel="C0ALLIANCEN", text="Hej")

    assert fault_of(caught.value).kind is FaultClass.LATER


def test_a_code_has_one_class() -> None:
    for kind in FaultClass:
        if kind is not FaultClass.AMBIGUOUS:
            assert kind in CLASSES.values()
    assert not MAY_HAVE_HAPPENED & set(CLASSES)
    assert not NOT_OURS & set(CLASSES)
