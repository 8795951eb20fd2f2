"""Writing messages."""

import asyncio
import json
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.models.blocks import MarkdownBlock
from slack_sdk.models.metadata import Metadata

from playground.web_api.methods.content import LARGEST_METADATA
from tests.playground.web_api import given
from tests.playground.web_api.scene import ALLIANCEN, ASSENS, KOEGE, TEAM, Scene


async def history(scene: Scene) -> list[dict[str, Any]]:
    answer = await scene.client.conversations_history(channel=ALLIANCEN)
    messages: list[dict[str, Any]] = answer["messages"]
    return messages


@pytest.mark.parametrize(("length", "warned"), [(40_000, False), (40_001, True)])
async def test_text_over_40_000_characters_is_cut_with_a_warning(
    scene: Scene, length: int, warned: bool
) -> None:
    answer = await scene.client.chat_postMessage(channel=ALLIANCEN, text="å" * length)

    assert len(answer["message"]["text"]) == 40_000
    assert (answer.get("warning") == "message_truncated") is warned


async def test_a_broadcast_reply_is_in_the_thread_and_in_the_channel(scene: Scene) -> None:
    first = given.said(scene)
    reply = await scene.client.chat_postMessage(
        channel=ALLIANCEN, thread_ts=first["ts"], text="Assens gør", reply_broadcast=True
    )
    await scene.client.chat_postMessage(channel=ALLIANCEN, thread_ts=first["ts"], text="Køge med")

    replies = await scene.client.conversations_replies(channel=ALLIANCEN, ts=first["ts"])

    assert [m["text"] for m in await history(scene)] == ["Assens gør", first["text"]]
    assert [m["text"] for m in replies["messages"]] == [first["text"], "Assens gør", "Køge med"]
    assert reply["message"]["subtype"] == "thread_broadcast"


async def test_a_private_word_is_seen_by_its_person_alone_and_is_in_no_history(
    scene: Scene,
) -> None:
    said = await scene.client.chat_postEphemeral(channel=ALLIANCEN, user=ASSENS, text="Kun til dig")

    def seen(person: str) -> list[str]:
        messages = scene.acts.messages.all(TEAM, ALLIANCEN, person)
        return [message["text"] for message in messages]

    assert (seen(ASSENS), seen(KOEGE), await history(scene)) == (["Kun til dig"], [], [])
    for method in ("chat.delete", "chat.update"):
        where = {"channel": ALLIANCEN, "ts": said["message_ts"], "text": "Hej"}
        assert await scene.refused(method, **where) == "message_not_found"


async def test_markdown_becomes_a_block(scene: Scene) -> None:
    answer = await scene.client.chat_postMessage(channel=ALLIANCEN, markdown_text="å" * 12_000)

    [block] = answer["message"]["blocks"]
    assert MarkdownBlock.parse(block).to_dict()["type"] == "markdown"  # type: ignore[union-attr]


async def test_metadata_is_kept_to_its_last_byte(scene: Scene) -> None:
    around = len(json.dumps({"event_type": "svar", "event_payload": {"n": ""}}))
    payload = {"n": "a" * (LARGEST_METADATA - around)}
    metadata = Metadata(event_type="svar", event_payload=payload)

    await scene.client.chat_postMessage(channel=ALLIANCEN, text="Hej", metadata=metadata)

    more = {"event_type": "svar", "event_payload": {"n": payload["n"] + "a"}}
    where = {"channel": ALLIANCEN, "text": "Hej"}
    assert await scene.refused("chat.postMessage", metadata=more, **where) == "metadata_too_large"


async def test_a_hundred_attachments_pass(scene: Scene) -> None:
    await scene.client.chat_postMessage(
        channel=ALLIANCEN, text="Hej", attachments=[{"text": "a"}] * 100
    )

    [message] = (await scene.client.conversations_history(channel=ALLIANCEN))["messages"]
    assert message["attachments"] == [{"text": "a"}] * 100


async def test_a_person_s_id_stands_for_the_talk_with_them(scene: Scene) -> None:
    answer = await scene.client.chat_postMessage(channel=ASSENS, text="Hej")

    assert answer["channel"] == "D0ASSENS"


async def test_the_client_that_waits_writes_too(scene: Scene) -> None:
    client = WebClient("xoxb-playground", base_url=f"{scene.playground.address}/api/")

    posted = await asyncio.to_thread(
        client.chat_postMessage,
        channel=ALLIANCEN,
        text="Hej",
        blocks=[{"type": "divider"}],
        metadata={"event_type": "svar", "event_payload": {"n": 1}},
    )
    found = await asyncio.to_thread(
        client.conversations_history, channel=ALLIANCEN, include_all_metadata=True
    )
    people = await asyncio.to_thread(client.users_list, limit=2)

    assert found["messages"][0]["ts"] == posted["ts"]
    assert found["messages"][0]["metadata"]["event_type"] == "svar"
    assert len(people["members"]) == 2
