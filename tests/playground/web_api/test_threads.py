"""A reply of the app's needs a message that can begin a thread, whichever way it comes in."""

from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import pytest

from tests.playground.web_api import given
from tests.playground.web_api.scene import ALLIANCEN, ASSENS, TEAM, Scene, refused

Reply = Callable[[Scene, str], Awaitable[Any]]


def post(scene: Scene, thread: str) -> Awaitable[Any]:
    return scene.client.chat_postMessage(channel=ALLIANCEN, text="Hej", thread_ts=thread)


def whisper(scene: Scene, thread: str) -> Awaitable[Any]:
    return scene.client.chat_postEphemeral(
        channel=ALLIANCEN, user=ASSENS, text="Hej", thread_ts=thread
    )


def stream(scene: Scene, thread: str) -> Awaitable[Any]:
    return scene.client.chat_startStream(
        channel=ALLIANCEN, thread_ts=thread, recipient_team_id=TEAM, recipient_user_id=ASSENS
    )


async def upload(scene: Scene, thread: str) -> Any:
    [file] = (await given.uploaded(scene))["files"]
    return await scene.client.files_completeUploadExternal(
        files=[file], channel_id=ALLIANCEN, thread_ts=thread
    )


@pytest.mark.parametrize("reply", [post, whisper, stream, upload])
async def test_a_reply_hangs_on_a_message_of_the_channel(scene: Scene, reply: Reply) -> None:
    first = given.said(scene)
    channel, assens = (
        scene.acts.workspace.channels[ALLIANCEN],
        scene.acts.workspace.person("Assens"),
    )
    answer = scene.acts.say(assens, "Det har vi", channel, first["ts"])

    assert await refused(reply(scene, "1700000000.000100")) == "thread_not_found"
    assert await refused(reply(scene, answer["ts"])) == "cannot_reply_to_message"
    await reply(scene, first["ts"])


async def test_an_answer_to_a_response_url_does_so_too(
    scene: Scene, http: aiohttp.ClientSession
) -> None:
    url = scene.acts.responses.give(TEAM, ALLIANCEN, ASSENS, None)
    body = {"text": "Hej", "thread_ts": "banan"}

    async with http.post(url, json=body) as response:
        assert (await response.json())["error"] == "thread_not_found"
    assert scene.acts.messages.all(TEAM, ALLIANCEN, ASSENS) == []


@pytest.mark.parametrize(
    "method", ["chat.scheduleMessage", "chat.unfurl", "usergroups.list", "canvases.create"]
)
async def test_what_is_not_here_is_no_method(scene: Scene, method: str) -> None:
    assert await refused(scene.client.api_call(method, json={})) == "unknown_method"


async def test_a_talk_of_several_is_not_here(scene: Scene) -> None:
    several = scene.client.conversations_open(users=f"{ASSENS},U0KOEGE")

    assert await refused(several) == "invalid_user_combination"
