"""What an agent says it does, and what it suggests to ask."""

from typing import Any

import pytest

from tests.playground.web_api import given
from tests.playground.web_api.scene import ALLIANCEN, ASSENS, Scene, refused

PROMPT = {"title": "Kyst", "message": "Hvem er gode til kyst?"}


async def working(scene: Scene) -> str:
    """A thread in which the agent says that it works."""
    thread: str = (await given.thread(scene))["thread_ts"]
    await scene.client.assistant_threads_setStatus(
        channel_id=ALLIANCEN, thread_ts=thread, status="leder …", loading_messages=["Assens?"]
    )
    return thread


@pytest.mark.usefixtures("still")
async def test_a_status_vanishes_after_two_minutes(scene: Scene) -> None:
    thread = await working(scene)
    scene.playground.time.advance(120)
    stands = scene.acts.statuses.find(ALLIANCEN, thread)
    assert stands is not None
    assert stands.text == "leder …"

    scene.playground.time.advance(0.001)

    assert scene.acts.statuses.find(ALLIANCEN, thread) is None


@pytest.mark.parametrize(
    ("method", "arguments"),
    [
        ("chat.postMessage", {"channel": ALLIANCEN, "text": "Assens gør"}),
        ("chat.startStream", {"channel": ALLIANCEN, **given.RECIPIENT}),
        ("assistant.threads.setStatus", {"channel_id": ALLIANCEN, "status": ""}),
    ],
)
async def test_it_goes_when_the_answer_comes_or_nothing_is_said(
    scene: Scene, method: str, arguments: dict[str, Any]
) -> None:
    thread = await working(scene)

    await scene.call(method, thread_ts=thread, **arguments)

    assert scene.acts.statuses.find(ALLIANCEN, thread) is None


async def test_it_stays_when_a_message_comes_elsewhere(scene: Scene) -> None:
    thread = await working(scene)

    await scene.call("chat.postMessage", channel=ALLIANCEN, text="Godmorgen")

    assert scene.acts.statuses.find(ALLIANCEN, thread) is not None


async def test_ten_loading_messages_are_taken_and_eleven_are_not(scene: Scene) -> None:
    where = {"channel_id": ALLIANCEN, "thread_ts": await working(scene), "status": "leder …"}
    await scene.client.assistant_threads_setStatus(loading_messages=["…"] * 10, **where)

    call = scene.client.assistant_threads_setStatus(loading_messages=["…"] * 11, **where)

    assert await refused(call) == "invalid_arguments"


async def test_four_prompts_are_taken_and_five_are_not(scene: Scene) -> None:
    direct = (await scene.client.conversations_open(users=ASSENS))["channel"]["id"]
    await scene.client.assistant_threads_setSuggestedPrompts(
        channel_id=direct, title="Prøv", prompts=[PROMPT] * 4
    )

    call = scene.client.assistant_threads_setSuggestedPrompts(
        channel_id=direct, prompts=[PROMPT] * 5
    )

    assert await refused(call) == "invalid_arguments"
    assert scene.acts.statuses.prompts[direct] == {"title": "Prøv", "prompts": [PROMPT] * 4}


@pytest.mark.parametrize("prompts", [[], ["Kyst"], [{"title": "Kyst"}], [{**PROMPT, "title": 1}]])
async def test_a_prompt_has_a_title_and_a_message(scene: Scene, prompts: object) -> None:
    wrong = scene.call(
        "assistant.threads.setSuggestedPrompts", channel_id=ALLIANCEN, prompts=prompts
    )

    assert await refused(wrong) == "invalid_arguments"


async def test_a_thread_has_a_title(scene: Scene) -> None:
    thread = (await given.thread(scene))["thread_ts"]

    await scene.client.assistant_threads_setTitle(
        channel_id=ALLIANCEN, thread_ts=thread, title="Vådområder"
    )

    assert scene.acts.statuses.titles[ALLIANCEN, thread] == "Vådområder"
