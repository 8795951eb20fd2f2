"""How often an app may call, on Slack's clock: docs.slack.dev, apis/web-api/rate-limits."""

import pytest
from slack_sdk.errors import SlackApiError

from tests.playground.web_api.scene import ALLIANCEN, ASSENS, Scene

pytestmark = pytest.mark.usefixtures("still")
ONE_OF_EACH_TIER = {  # calls a minute
    "apps.uninstall": 1,
    "users.list": 20,
    "conversations.info": 50,
    "users.info": 100,
}


async def outcome(scene: Scene, method: str) -> str:
    """The error of a call without arguments, or ''."""
    try:
        await scene.call(method)
    except SlackApiError as error:
        return str(error.response["error"])
    return ""


async def wait_time(scene: Scene, method: str, **arguments: object) -> int:
    """The seconds that Slack asks to wait, in its 429."""
    with pytest.raises(SlackApiError) as caught:
        await scene.call(method, **arguments)
    assert caught.value.response.status_code == 429
    assert caught.value.response["error"] == "ratelimited"
    return int(caught.value.response.headers["Retry-After"])


@pytest.mark.parametrize(("method", "calls"), ONE_OF_EACH_TIER.items())
async def test_a_minute_s_calls_pass_and_one_more_does_not(
    scene: Scene, method: str, calls: int
) -> None:
    passed = [await outcome(scene, method) for _ in range(calls)]

    assert "ratelimited" not in passed
    assert await wait_time(scene, method) == 60


async def test_retry_after_is_right_to_the_second(scene: Scene) -> None:
    for _ in range(20):
        await scene.call("users.list")
        scene.playground.time.advance(2.0)

    assert await wait_time(scene, "users.list") == 20
    scene.playground.time.advance(19.5)
    assert await wait_time(scene, "users.list") == 1
    scene.playground.time.advance(0.5)
    assert await outcome(scene, "users.list") == ""
    assert await wait_time(scene, "users.list") == 2


async def test_each_method_is_counted_by_itself(scene: Scene) -> None:
    for _ in range(20):
        await scene.call("users.list")

    assert await outcome(scene, "conversations.list") == ""


async def test_a_channel_takes_ten_messages_in_ten_seconds_and_another_its_own(
    scene: Scene,
) -> None:
    for number in range(10):
        await scene.call("chat.postMessage", channel=ALLIANCEN, text=f"Hej {number}")

    assert await wait_time(scene, "chat.postMessage", channel=ALLIANCEN, text="Hej") == 10
    await scene.call("chat.postMessage", channel=ASSENS, text="Hej")
    scene.playground.time.advance(10)
    await scene.call("chat.postMessage", channel=ALLIANCEN, text="Hej igen")


async def test_a_person_and_the_talk_with_them_are_one_channel(scene: Scene) -> None:
    for number in range(5):
        await scene.call("chat.postMessage", channel=ASSENS, text=f"Hej {number}")
        await scene.call("chat.postMessage", channel="D0ASSENS", text=f"Hej {number}")

    assert await wait_time(scene, "chat.postMessage", channel=ASSENS, text="Hej") == 10


async def test_twenty_streams_start_in_a_minute(scene: Scene) -> None:
    here = {"channel": (await scene.client.conversations_open(users=ASSENS))["channel"]["id"]}
    first = await scene.call("chat.postMessage", text="Hej", **here)
    for _ in range(20):
        await scene.call("chat.startStream", thread_ts=first["ts"], **here)

    assert await wait_time(scene, "chat.startStream", thread_ts=first["ts"], **here) == 60
