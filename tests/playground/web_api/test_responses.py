"""response_url: docs.slack.dev, interactivity/handling-user-interaction#message_responses."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.playground.web_api import given
from tests.playground.web_api.scene import ALLIANCEN, ASSENS, KOEGE, TEAM, Scene

BUTTON = {
    "type": "actions",
    "elements": [
        {"type": "button", "action_id": "ja", "text": {"type": "plain_text", "text": "Ja"}}
    ],
}


async def pressed(scene: Scene) -> tuple[dict[str, Any], AsyncWebhookClient]:
    """A message of the app's that Assens pressed a button in, and the way to answer."""
    posted = await scene.client.chat_postMessage(channel=ALLIANCEN, text="Ja?", blocks=[BUTTON])
    message = scene.acts.messages.find(TEAM, ALLIANCEN, posted["ts"])
    assert message is not None
    return message, AsyncWebhookClient(
        scene.acts.responses.give(TEAM, ALLIANCEN, ASSENS, message), retry_handlers=[]
    )


def command(scene: Scene) -> AsyncWebhookClient:
    """The way to answer a command of Assens'."""
    return AsyncWebhookClient(
        scene.acts.responses.give(TEAM, ALLIANCEN, ASSENS, None), retry_handlers=[]
    )


def seen(scene: Scene, person: str) -> list[str]:
    return [m["text"] for m in scene.acts.messages.all(TEAM, ALLIANCEN, person)]


async def test_an_answer_is_for_the_person_alone_unless_it_says_otherwise(scene: Scene) -> None:
    answer = command(scene)

    assert (await answer.send(text="Kun dig")).body == "ok"
    await answer.send(text="Også kun dig", response_type="ephemeral")
    await answer.send(text="Alle", response_type="in_channel")

    assert seen(scene, ASSENS) == ["Kun dig", "Også kun dig", "Alle"]
    assert seen(scene, KOEGE) == ["Alle"]


async def test_the_pressed_message_is_replaced_with_its_blocks(scene: Scene) -> None:
    message, answer = await pressed(scene)

    await answer.send(text="Tak", replace_original=True)

    assert (message["text"], "blocks" in message) == ("Tak", False)
    assert seen(scene, KOEGE) == ["Tak"]
    await answer.send(text="Og nu", blocks=[BUTTON], replace_original=True)
    assert message["blocks"][0]["elements"][0]["action_id"] == "ja"


async def test_an_ephemeral_message_is_replaced_and_deleted_too(scene: Scene) -> None:
    channel = scene.acts.workspace.channel(ALLIANCEN)
    whisper = scene.acts.whisper(scene.acts.workspace.person(ASSENS), channel, {"text": "Ja?"})
    url = scene.acts.responses.give(TEAM, ALLIANCEN, ASSENS, whisper)
    answer = AsyncWebhookClient(url, retry_handlers=[])

    await answer.send(text="Tak", replace_original=True)
    assert (seen(scene, ASSENS), seen(scene, KOEGE)) == (["Tak"], [])

    await answer.send(delete_original=True)
    assert seen(scene, ASSENS) == []


async def test_the_pressed_message_is_deleted(scene: Scene) -> None:
    _, answer = await pressed(scene)

    await answer.send(delete_original=True)

    assert seen(scene, ASSENS) == []


async def test_what_is_already_deleted_is_neither_replaced_nor_deleted_again(
    scene: Scene,
) -> None:
    message, answer = await pressed(scene)
    await scene.client.chat_delete(channel=ALLIANCEN, ts=message["ts"])

    late = [await answer.send(text="Tak", replace_original=True)]
    late.append(await answer.send(delete_original=True))

    assert [a.body for a in late] == ['{"ok": false, "error": "message_not_found"}'] * 2
    assert seen(scene, ASSENS) == []


async def test_an_answer_goes_into_a_thread(scene: Scene) -> None:
    first, answer = given.said(scene), command(scene)

    await answer.send_dict(
        {"text": "Assens gør", "response_type": "in_channel", "thread_ts": first["ts"]}
    )

    replies = await scene.client.conversations_replies(channel=ALLIANCEN, ts=first["ts"])
    assert [m["text"] for m in replies["messages"]] == [first["text"], "Assens gør"]


@pytest.mark.usefixtures("still")
async def test_five_answers_are_taken_and_a_sixth_is_not(scene: Scene) -> None:
    answer = command(scene)
    taken = [(await answer.send(text=str(n))).status_code for n in range(5)]

    sixth = await answer.send(text="5")

    assert taken == [200] * 5
    assert (sixth.status_code, sixth.body) == (404, '{"ok": false, "error": "used_url"}')


@pytest.mark.usefixtures("still")
async def test_it_takes_answers_for_half_an_hour(scene: Scene) -> None:
    answer = command(scene)
    scene.playground.time.advance(1_800)
    assert (await answer.send(text="I tide")).status_code == 200

    scene.playground.time.advance(0.001)

    late = await answer.send(text="For sent")
    assert (late.status_code, late.body) == (404, '{"ok": false, "error": "expired_url"}')


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"{", "invalid_payload"),
        (b"[]", "invalid_payload"),
        (b"\xff", "invalid_payload"),
        (b'{"text": ["a"]}', "invalid_payload"),
        (b"{}", "no_text"),
        (b'{"text": "Hej", "blocks": [{"type": "ukendt"}]}', "invalid_blocks"),
        (b'{"text": "Hej", "blocks": "[{"}', "invalid_blocks_format"),
    ],
)
async def test_what_is_no_answer_is_refused(
    scene: Scene, http: aiohttp.ClientSession, body: bytes, error: str
) -> None:
    message, answer = await pressed(scene)

    async with http.post(answer.url, data=body) as response:
        assert response.status == 400
        assert (await response.json())["error"] == error

    assert message["text"] == "Ja?"
    assert len(seen(scene, ASSENS)) == 1


async def test_an_address_that_nobody_gave_answers_nothing(scene: Scene) -> None:
    url = f"{scene.playground.address}/respond/{TEAM}/ukendt"

    answer = await AsyncWebhookClient(url, retry_handlers=[]).send(text="Hej")

    assert (answer.status_code, answer.body) == (404, '{"ok": false, "error": "invalid_url"}')
