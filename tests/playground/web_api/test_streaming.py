"""Messages that come into being before everybody's eyes."""

import pytest
from slack_sdk.models.blocks import Block
from slack_sdk.models.messages.chunk import MarkdownTextChunk, TaskUpdateChunk

from tests.playground.web_api import given
from tests.playground.web_api.scene import ALLIANCEN, Scene, refused

DEAD = "message_not_in_streaming_state"


async def test_sdk_s_stream_grows_in_its_thread_and_ends_as_a_message(scene: Scene) -> None:
    where = {**await given.thread(scene), **given.RECIPIENT}
    del where["channel_id"]
    stream = await scene.client.chat_stream(buffer_size=4, **where)
    await stream.append(markdown_text="Assens og ")
    await stream.append(markdown_text="Køge")
    stopped = await stream.stop(metadata={"event_type": "svar", "event_payload": {"n": 1}})

    replies = await scene.client.conversations_replies(
        channel=ALLIANCEN, ts=where["thread_ts"], include_all_metadata=True
    )
    answer = replies["messages"][1]
    assert answer["text"] == stopped["message"]["text"] == "Assens og Køge"
    assert answer["metadata"]["event_type"] == "svar"
    assert [type(block).__name__ for block in Block.parse_all(answer["blocks"])] == [
        "MarkdownBlock"
    ]


async def test_tasks_and_words_come_in_chunks(scene: Scene) -> None:
    where = await given.stream(scene)
    task = TaskUpdateChunk(id="t1", title="Spørger Assens", status="in_progress")
    await scene.client.chat_appendStream(chunks=[task, MarkdownTextChunk(text=", og")], **where)
    done = TaskUpdateChunk(id="t1", title="Spørger Assens", status="complete")
    stopped = await scene.client.chat_stopStream(chunks=[done], **where)

    card, words = stopped["message"]["blocks"]
    assert (card["type"], card["status"]) == ("task_card", "complete")
    assert words["text"] == "Jeg ser efter, og"


@pytest.mark.usefixtures("still")
async def test_a_stream_lives_for_300_seconds_even_while_it_grows(scene: Scene) -> None:
    where = await given.stream(scene)
    scene.playground.time.advance(300)
    await scene.call("chat.appendStream", markdown_text=" Assens", **where)

    scene.playground.time.advance(0.001)

    assert await scene.refused("chat.appendStream", markdown_text=" Køge", **where) == DEAD
    assert await scene.refused("chat.stopStream", **where) == DEAD


async def test_a_message_can_be_changed_once_its_stream_is_dead_or_stopped(scene: Scene) -> None:
    dead, stopped = await given.dead_stream(scene), await given.stream(scene)
    await scene.call("chat.stopStream", **stopped)

    for where in (dead, stopped):
        await scene.call("chat.update", text="Assens og Køge", **where)

    assert await scene.refused("chat.stopStream", **stopped) == DEAD


async def test_twelve_thousand_characters_go_in_one_call(scene: Scene) -> None:
    where = await given.stream(scene)

    await scene.call("chat.appendStream", markdown_text="å" * 12_000, **where)

    long = scene.call("chat.appendStream", markdown_text="å" * 12_001, **where)
    assert await refused(long) == "msg_too_long"
