"""Reading what was written, page by page."""

from typing import Any

import pytest

from tests.playground.web_api import given
from tests.playground.web_api.scene import ALLIANCEN, Scene


async def numbered(scene: Scene, count: int = 6) -> list[str]:
    """So many messages of people's, and their timestamps."""
    return [given.said(scene, str(number))["ts"] for number in range(count)]


async def page(scene: Scene, **arguments: Any) -> Any:
    return await scene.client.conversations_history(channel=ALLIANCEN, **arguments)


def texts(answer: Any) -> list[str]:
    return [message["text"] for message in answer["messages"]]


async def test_no_message_is_lost_or_told_twice_while_others_come_and_go(scene: Scene) -> None:
    stamps = await numbered(scene)
    first = await page(scene, limit=2)
    cursor = first["response_metadata"]["next_cursor"]
    channel = scene.acts.workspace.channel(ALLIANCEN)
    for ts in (stamps[3], stamps[5]):  # where the next page begins, and one that was told
        message = scene.acts.messages.find(scene.acts.workspace.id, ALLIANCEN, ts)
        assert message is not None
        scene.acts.take_away(message, channel)
    given.said(scene, "ny")

    second = await page(scene, limit=2, cursor=cursor)
    last = await page(scene, limit=2, cursor=second["response_metadata"]["next_cursor"])

    assert [texts(first), texts(second), texts(last)] == [["5", "4"], ["2", "1"], ["0"]]
    assert (second["has_more"], last["has_more"]) == (True, False)


async def test_the_sdk_walks_through_all_pages(scene: Scene) -> None:
    await numbered(scene)

    seen = [text async for answer in await page(scene, limit=4) for text in texts(answer)]

    assert seen == ["5", "4", "3", "2", "1", "0"]


@pytest.mark.parametrize(
    ("arguments", "seen"),
    [
        ({"oldest": 1}, ["5", "4", "3", "2"]),
        ({"latest": 4}, ["3", "2", "1", "0"]),
        ({"oldest": 1, "latest": 4}, ["3", "2"]),
        ({"oldest": 1, "latest": 4, "inclusive": True}, ["4", "3", "2", "1"]),
        ({"oldest": 4, "latest": 1}, []),
        ({"oldest": 1, "latest": 4, "limit": 1}, ["3"]),
    ],
)
async def test_a_span_has_its_ends_only_when_asked(
    scene: Scene, arguments: dict[str, Any], seen: list[str]
) -> None:
    stamps = await numbered(scene)
    span = {n: stamps[v] if n in ("oldest", "latest") else v for n, v in arguments.items()}

    assert texts(await page(scene, **span)) == seen


async def test_replies_come_oldest_first_and_page_by_page(scene: Scene) -> None:
    first = given.said(scene, "spørgsmål")
    for number in range(3):
        await scene.client.chat_postMessage(
            channel=ALLIANCEN, thread_ts=first["ts"], text=str(number)
        )
    where = {"channel": ALLIANCEN, "ts": first["ts"], "limit": 2}

    one = await scene.client.conversations_replies(**where)
    two = await scene.client.conversations_replies(
        cursor=one["response_metadata"]["next_cursor"], **where
    )

    assert (texts(one), texts(two)) == (["spørgsmål", "0"], ["1", "2"])
    assert (one["messages"][0]["reply_count"], two["has_more"]) == (3, False)


@pytest.mark.parametrize(
    "cursor",
    ["vådområde", "!", "bmV4dF90czp2w6Vk", "YXQ6MQ==", "bmV4dF90czouLi4=", "bmV4dF90czo1"],
)
async def test_only_a_cursor_of_this_method_s_is_one(scene: Scene, cursor: str) -> None:
    where = {"channel": ALLIANCEN, "cursor": cursor}

    assert await scene.refused("conversations.history", **where) == "invalid_cursor"


@pytest.mark.parametrize(("limit", "taken"), [(999, True), (1_000, False), (10**40, False)])
async def test_a_page_holds_less_than_a_thousand(scene: Scene, limit: int, taken: bool) -> None:
    if taken:
        assert (await page(scene, limit=limit))["ok"]
    else:
        where = {"channel": ALLIANCEN, "limit": limit}
        assert await scene.refused("conversations.history", **where) == "invalid_limit"


async def test_metadata_is_told_of_the_kinds_that_are_asked_for(scene: Scene) -> None:
    for kind in ("svar", "status"):
        metadata: dict[str, Any] = {"event_type": kind, "event_payload": {}}
        await scene.client.chat_postMessage(channel=ALLIANCEN, text=kind, metadata=metadata)

    answer = await scene.call(
        "conversations.history", channel=ALLIANCEN, metadata_keys_to_include=["status"]
    )

    assert [m["text"] for m in answer["messages"] if "metadata" in m] == ["status"]
