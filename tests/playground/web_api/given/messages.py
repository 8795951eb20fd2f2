"""Messages: somebody else's, the app's own, in threads, with emoji."""

from typing import Any

from tests.playground.web_api.given.places import archived
from tests.playground.web_api.scene import ALLIANCEN, ASSENS, Arguments, Scene

CROWDED = [{"type": "divider"}] * 51
LONG = [{"type": "section", "text": {"type": "mrkdwn", "text": "å" * 2_700}}] * 5


def said(scene: Scene, text: str = "Hvem ved noget om vådområder?") -> dict[str, Any]:
    """A message of the climate coordinator's in Assens, in the alliance's channel."""
    workspace = scene.acts.workspace
    return scene.acts.say(workspace.person(ASSENS), text, workspace.channel(ALLIANCEN))


async def theirs(scene: Scene) -> Arguments:
    """Somebody else's message."""
    ts = said(scene)["ts"]
    return {"channel": ALLIANCEN, "ts": ts, "message_ts": ts, "timestamp": ts}


async def thread(scene: Scene) -> Arguments:
    return {"channel": ALLIANCEN, "channel_id": ALLIANCEN, "thread_ts": said(scene)["ts"]}


def in_thread(where: Arguments) -> dict[str, Any]:
    """Where a reply goes."""
    return {name: where[name] for name in ("channel", "thread_ts")}


async def reply_as_thread(scene: Scene) -> Arguments:
    """The timestamp of a reply, which begins no thread."""
    where = await thread(scene)
    reply = await scene.call("chat.postMessage", text="Assens gør", **in_thread(where))
    return {"channel": ALLIANCEN, "thread_ts": reply["ts"]}


async def ours(scene: Scene) -> Arguments:
    """A message of the app's own."""
    posted = await scene.call("chat.postMessage", channel=ALLIANCEN, text="Hej")
    ts = posted["ts"]
    return {"channel": ALLIANCEN, "ts": ts, "message_ts": ts, "timestamp": ts}


async def our_reply(scene: Scene) -> Arguments:
    where = await thread(scene)
    reply = await scene.call("chat.postMessage", text="Assens gør", **in_thread(where))
    return {"channel": ALLIANCEN, "ts": reply["ts"]}


async def ours_archived(scene: Scene) -> Arguments:
    return {**await ours(scene), **await archived(scene)}


async def reacted(scene: Scene) -> Arguments:
    where = await theirs(scene)
    item = {"channel": ALLIANCEN, "timestamp": where["timestamp"], "name": "seedling"}
    await scene.call("reactions.add", **item)
    return item


async def reacted_to_the_full(scene: Scene) -> Arguments:
    """A message with 23 different emoji."""
    message = said(scene)
    for number in range(23):
        scene.acts.react(ASSENS, message, f"klima-{number}")
    return {"channel": ALLIANCEN, "timestamp": message["ts"]}


async def reactable_archived(scene: Scene) -> Arguments:
    return {**await theirs(scene), **await archived(scene)}
