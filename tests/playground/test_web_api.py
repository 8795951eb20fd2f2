import json
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from playground import Playground
from playground.acts import Acts
from playground.web_api.faults import Fault, Moment
from tests.playground.shape import unknown_fields
from tests.playground.web_api.scene import refused

CHANNEL = "C0ALLIANCEN"


async def test_a_message_is_posted_and_found_again_by_its_metadata(client: AsyncWebClient) -> None:
    metadata = {"event_type": "klimabot_message", "event_payload": {"key": "k1"}}
    posted = await client.chat_postMessage(channel=CHANNEL, text="Hej", metadata=metadata)

    shown = await client.conversations_history(channel=CHANNEL, include_all_metadata=True)
    hidden = await client.conversations_history(channel=CHANNEL)

    assert shown["messages"][0]["ts"] == posted["ts"]
    assert shown["messages"][0]["metadata"] == metadata
    assert "metadata" not in hidden["messages"][0]


async def test_a_reply_is_in_its_thread_and_not_in_the_channel(
    client: AsyncWebClient, acts: Acts
) -> None:
    channel, assens = acts.workspace.channel("alliancen"), acts.workspace.person("Assens")
    first = acts.say(assens, "Hvem ved noget om vådområder?", channel)
    reply = await client.chat_postMessage(channel=CHANNEL, thread_ts=first["ts"], text="Assens")

    history = await client.conversations_history(channel=CHANNEL)
    replies = await client.conversations_replies(channel=CHANNEL, ts=first["ts"])

    assert [m["ts"] for m in history["messages"]] == [first["ts"]]
    assert [m["ts"] for m in replies["messages"]] == [first["ts"], reply["ts"]]


async def test_long_histories_come_page_by_page_newest_first(client: AsyncWebClient) -> None:
    sent = [(await client.chat_postMessage(channel=CHANNEL, text=str(n)))["ts"] for n in range(5)]

    first = await client.conversations_history(channel=CHANNEL, limit=3)
    cursor = first["response_metadata"]["next_cursor"]
    second = await client.conversations_history(channel=CHANNEL, limit=3, cursor=cursor)

    assert [m["ts"] for m in [*first["messages"], *second["messages"]]] == sent[::-1]
    assert (first["has_more"], second["has_more"]) == (True, False)


async def test_a_direct_channel_is_opened_once(client: AsyncWebClient) -> None:
    once = await client.conversations_open(users="U0ASSENS")
    again = await client.conversations_open(users=["U0ASSENS"])

    assert once["channel"]["id"] == again["channel"]["id"] == "D0ASSENS"


async def test_a_person_has_an_address_and_a_stranger_none(client: AsyncWebClient) -> None:
    assens = (await client.users_info(user="U0ASSENS"))["user"]
    stranger = (await client.users_info(user="U0FREMMED"))["user"]

    assert assens["profile"]["email"] == "klimakoordinator@assens.dk"
    assert stranger["is_stranger"] is False  # they share a channel with the alliance
    assert "email" not in stranger["profile"]


@pytest.mark.parametrize(
    ("method", "arguments", "error"),
    [
        ("chat.postMessage", {"text": "hej"}, "channel_not_found"),
        ("chat.postMessage", {"channel": "C0", "text": "hej"}, "channel_not_found"),
        ("chat.postMessage", {"channel": "C0KAFFE", "text": "hej"}, "not_in_channel"),
        ("chat.postMessage", {"channel": CHANNEL}, "no_text"),
        (
            "chat.postMessage",
            {"channel": CHANNEL, "text": "x", "thread_ts": "1.000001"},
            "thread_not_found",
        ),
        (
            "chat.postMessage",
            {"channel": CHANNEL, "text": "x", "metadata": {"key": "k"}},
            "invalid_metadata_format",
        ),
        (
            "chat.postMessage",
            {"channel": CHANNEL, "text": "x", "blocks": [{"type": "divider"}] * 51},
            "invalid_blocks",
        ),
        (
            "chat.postMessage",
            {"channel": CHANNEL, "blocks": [{"type": "divider", "block_id": "a"}] * 2},
            "invalid_blocks",
        ),
        (
            "chat.postMessage",
            {
                "channel": CHANNEL,
                "blocks": [
                    {
                        "type": "rich_text",
                        "elements": [
                            {
                                "type": "rich_text_section",
                                "elements": [{"type": "text", "text": ""}],
                            }
                        ],
                    }
                ],
            },
            "invalid_blocks",
        ),
        ("conversations.history", {"channel": "C0KAFFE"}, "not_in_channel"),
        ("conversations.replies", {"channel": CHANNEL, "ts": "1.000001"}, "thread_not_found"),
        ("conversations.open", {"users": "U0"}, "user_not_found"),
        ("users.info", {"user": "U0"}, "user_not_found"),
        ("chat.delete", {"channel": CHANNEL, "ts": "1.000001"}, "message_not_found"),
        (
            "chat.postEphemeral",
            {"channel": CHANNEL, "user": "U0", "text": "x"},
            "user_not_in_channel",
        ),
        ("apps.connections.open", {}, "not_allowed_token_type"),
        ("views.hatch", {}, "unknown_method"),
    ],
)
async def test_what_slack_would_refuse_is_refused(
    client: AsyncWebClient, method: str, arguments: dict[str, Any], error: str
) -> None:
    assert await refused(client.api_call(method, json=arguments)) == error


async def test_blocks_with_too_much_text_in_all_are_refused(client: AsyncWebClient) -> None:
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "æ" * 2_700}}

    call = client.chat_postMessage(channel=CHANNEL, text="x", blocks=[section] * 5)

    assert await refused(call) == "msg_blocks_too_long"


async def test_the_app_deletes_its_own_message_and_nobody_else_s(
    client: AsyncWebClient, acts: Acts
) -> None:
    channel, assens = acts.workspace.channel("alliancen"), acts.workspace.person("Assens")
    theirs = acts.say(assens, "Hej", channel)
    ours = await client.chat_postMessage(channel=CHANNEL, text="Hej")

    await client.chat_delete(channel=CHANNEL, ts=ours["ts"])

    error = await refused(client.chat_delete(channel=CHANNEL, ts=theirs["ts"]))
    assert error == "cant_delete_message"
    history = await client.conversations_history(channel=CHANNEL)
    assert [m["ts"] for m in history["messages"]] == [theirs["ts"]]


@pytest.mark.parametrize(("token", "error"), [("", "not_authed"), ("xoxb-no", "invalid_auth")])
async def test_a_wrong_token_is_refused(
    playground: Playground, http: aiohttp.ClientSession, token: str, error: str
) -> None:
    async with http.post(f"{playground.address}/api/auth.test", data={"token": token}) as answer:
        assert await answer.json() == {"ok": False, "error": error}


async def test_a_scope_that_the_manifest_lacks_is_missed(
    playground: Playground, client: AsyncWebClient, acts: Acts
) -> None:
    scopes = acts.workspace.app.manifest["oauth_config"]["scopes"]["bot"]
    scopes.remove("users:read")

    assert await refused(client.users_info(user="U0ASSENS")) == "missing_scope"


async def test_a_fault_strikes_before_or_after_the_message_was_accepted(
    playground: Playground, client: AsyncWebClient
) -> None:
    playground.faults.add(Fault("chat.postMessage", Moment.BEFORE, status=500))
    with pytest.raises(SlackApiError):
        await client.chat_postMessage(channel=CHANNEL, text="nej")
    playground.faults.add(Fault("chat.postMessage", Moment.AFTER, drop=True))
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await client.chat_postMessage(channel=CHANNEL, text="ja")

    history = await client.conversations_history(channel=CHANNEL)

    assert [m["text"] for m in history["messages"]] == ["ja"]


async def test_the_ledger_tells_what_happened(
    playground: Playground, client: AsyncWebClient, http: aiohttp.ClientSession
) -> None:
    posted = await client.chat_postMessage(channel=CHANNEL, text="Hej")
    await client.chat_delete(channel=CHANNEL, ts=posted["ts"])

    async with http.get(f"{playground.address}/ledger") as answer:
        entries = await answer.json()

    assert [entry["what"] for entry in entries] == ["posted", "deleted"]


@pytest.mark.shared
@pytest.mark.parametrize(
    ("method", "arguments"),
    [
        ("auth.test", {}),
        ("users.info", {"user": "U0ASSENS", "include_locale": True}),
        ("conversations.open", {"users": "U0ASSENS"}),
        ("conversations.info", {"channel": CHANNEL}),
    ],
)
async def test_answers_have_only_fields_that_slack_s_have(
    client: AsyncWebClient, shared: Path, method: str, arguments: dict[str, Any]
) -> None:
    sample = json.loads((shared / f"slack/samples/api/{method}.json").read_text("utf-8"))

    answer = await client.api_call(method, params=arguments)

    assert unknown_fields(answer.data, sample) == []
