"""Emoji that the app puts on messages."""

from tests.playground.web_api import given
from tests.playground.web_api.scene import ALLIANCEN, APP, ASSENS, Scene, refused


async def test_an_emoji_is_put_on_and_taken_off(scene: Scene) -> None:
    message = given.said(scene)
    where = {"channel": ALLIANCEN, "timestamp": message["ts"]}

    await scene.client.reactions_add(name=":thumbsup::skin-tone-3:", **where)
    assert message["reactions"] == [{"name": "thumbsup::skin-tone-3", "users": [APP], "count": 1}]

    await scene.client.reactions_remove(name="thumbsup::skin-tone-3", **where)
    assert message["reactions"] == []


async def test_a_message_takes_23_different_emoji_and_not_24(scene: Scene) -> None:
    message = given.said(scene)
    for number in range(22):
        scene.acts.react(ASSENS, message, f"klima-{number}")
    where = {"channel": ALLIANCEN, "timestamp": message["ts"]}

    await scene.client.reactions_add(name="seedling", **where)

    assert await refused(scene.client.reactions_add(name="eyes", **where)) == "too_many_emoji"
    await scene.client.reactions_add(name="klima-0", **where)
