import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import NonCallableMock

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

import bot
import handlers
from bot.counts import UNKNOWN_ERRORS
from bot.delivery.sender import Fault, FaultClass
from handlers.faults import CALL_FAILED, UNKNOWN, MustWait, NoCall, Stopped, fault_of
from handlers.slack_errors import _CODES, CLASSES, METHODS, class_of
from handlers.workspace import web_client
from playground import Playground
from playground.web_api import faults as orders
from tests.counted import counted

CALLS = re.compile(r"client\.([a-z]\w+_\w+)\(")


def answered(
    status: int,
    data: Any,
    headers: dict[str, str] | None = None,
    method: str = "chat.postMessage",
) -> SlackApiError:
    response = AsyncSlackResponse(
        client=NonCallableMock(),
        http_verb="POST",
        api_url=f"https://slack.com/api/{method}",
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
@pytest.mark.parametrize("method", sorted(METHODS))
def test_every_documented_error_of_what_we_call_has_a_class(shared: Path, method: str) -> None:
    documented = json.loads((shared / "slack/methods.json").read_text("utf-8"))[method]["errors"]

    assert [code for code in documented if class_of(method, code) is None] == []


def test_every_method_that_is_called_is_in_the_table() -> None:
    called = {
        name.replace("_", ".")
        for package in (handlers, bot)
        for file in Path(package.__path__[0]).rglob("*.py")
        for name in CALLS.findall(file.read_text("utf-8"))
    }

    assert called == METHODS


@pytest.mark.parametrize(
    ("method", "code", "kind"),
    [
        ("chat.postMessage", "missing_scope", FaultClass.WORKSPACE),
        ("chat.startStream", "missing_scope", FaultClass.BUG),
        ("conversations.history", "missing_scope", FaultClass.BUG),
        ("chat.postMessage", "user_not_found", FaultClass.MEMBER),
        ("chat.startStream", "user_not_found", FaultClass.BUG),
        ("chat.postMessage", "channel_not_found", FaultClass.CHANNEL),
        ("conversations.open", "channel_not_found", FaultClass.MEMBER),
        ("chat.postMessage", "internal_error", FaultClass.AMBIGUOUS),
        ("chat.update", "internal_error", FaultClass.LATER),
        ("conversations.history", "fatal_error", FaultClass.LATER),
        ("conversations.history", "new_in_2027", FaultClass.AMBIGUOUS),
        ("chat.postMessage", "team_added_to_org", FaultClass.LATER),
        ("chat.postMessage", "team_access_not_granted", FaultClass.LATER),
        ("chat.postMessage", "team_not_found", FaultClass.WORKSPACE),
        ("chat.startStream", "team_not_found", FaultClass.BUG),
        ("chat.update", "is_inactive", FaultClass.CHANNEL),
        ("apps.connections.open", "missing_scope", FaultClass.WORKSPACE),
        ("views.publish", "not_allowed_token_type", FaultClass.BUG),
        ("chat.update", "service_unavailable", FaultClass.LATER),
        ("conversations.open", "cannot_dm_bot", FaultClass.MEMBER),
        ("chat.postMessage", "access_denied", FaultClass.CHANNEL),
        ("chat.postMessage", "accesslimited", FaultClass.WORKSPACE),
        ("chat.postMessage", "two_factor_setup_required", FaultClass.WORKSPACE),
    ],
)
def test_a_word_means_what_it_means_of_that_method(
    method: str, code: str, kind: FaultClass
) -> None:
    assert fault_of(answered(200, {"error": code}, method=method)) == Fault(kind, code)


@pytest.mark.parametrize(
    ("method", "kind"),
    [("chat.postMessage", FaultClass.AMBIGUOUS), ("conversations.open", FaultClass.LATER)],
)
def test_what_may_be_done_twice_may_be_tried_again(method: str, kind: FaultClass) -> None:
    assert fault_of(TimeoutError(), method).kind is kind
    assert fault_of(aiohttp.ServerDisconnectedError(), method).kind is kind
    assert fault_of(answered(503, "oops", method=method)).kind is kind


def test_an_error_that_nobody_knows_is_told_once_and_counted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, before = "new_in_2028", counted(UNKNOWN_ERRORS)
    for _ in range(4):
        fault_of(answered(200, {"error": code}))
    fault_of(answered(200, {"error": code}, method="chat.update"))

    assert capsys.readouterr().err.count("slack.unknown_error") == 2
    assert UNKNOWN["chat.postMessage", code] == 4
    assert UNKNOWN["chat.update", code] == 1
    assert counted(UNKNOWN_ERRORS) - before == 5


@pytest.mark.parametrize(
    ("not_called", "why"),
    [
        (MustWait(timedelta(seconds=2)), "waits its turn"),
        (Stopped("token_revoked"), "token_revoked"),
    ],
)
def test_why_slack_was_not_called_is_said_where_an_error_is(not_called: NoCall, why: str) -> None:
    assert str(not_called) == why


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
        (
            {"status": 502, "garbage": "<html>", "garbage_type": "application/json"},
            Fault(FaultClass.AMBIGUOUS, "http_502"),
        ),
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
    codes = [code for codes in _CODES.values() for code in codes.split()]

    assert len(codes) == len(set(codes))
    assert set(CLASSES.values()) == set(FaultClass)
