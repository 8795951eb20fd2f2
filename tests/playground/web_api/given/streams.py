"""Messages that still grow, or no longer do."""

from typing import Any

from tests.playground.web_api.given.messages import in_thread, thread
from tests.playground.web_api.given.places import archived, without_messages
from tests.playground.web_api.scene import ALLIANCEN, ASSENS, TEAM, Arguments, Scene

RECIPIENT: dict[str, Any] = {"recipient_user_id": ASSENS, "recipient_team_id": TEAM}


async def stream(scene: Scene) -> Arguments:
    """A message that still grows."""
    where = {**in_thread(await thread(scene)), **RECIPIENT}
    started = await scene.call("chat.startStream", markdown_text="Jeg ser efter", **where)
    return {"channel": ALLIANCEN, "ts": started["ts"]}


async def dead_stream(scene: Scene) -> Arguments:
    growing = await stream(scene)
    scene.playground.time.advance(301)
    return growing


async def stopped_stream(scene: Scene) -> Arguments:
    """One that a person stopped on the page."""
    growing = await stream(scene)
    channel = scene.acts.workspace.channel(ALLIANCEN)
    message = scene.acts.messages.find(TEAM, ALLIANCEN, growing["ts"])
    assert message is not None
    scene.acts.change(message, {"stream": {**message["stream"], "stopped": True}}, channel)
    return growing


async def stream_archived(scene: Scene) -> Arguments:
    return {**await stream(scene), **await archived(scene)}


async def stream_left(scene: Scene) -> Arguments:
    growing = await stream(scene)
    scene.acts.leave(scene.acts.workspace.app.user, scene.acts.workspace.channel(ALLIANCEN))
    return growing


async def stream_without_messages(scene: Scene) -> Arguments:
    """One in the direct messages, after the app closed them."""
    workspace = scene.acts.workspace
    assens = workspace.person(ASSENS)
    first = scene.acts.say(assens, "Hej", workspace.direct(assens))
    where = {"channel": first["channel"], "thread_ts": first["ts"]}
    started = await scene.call("chat.startStream", markdown_text="Jeg ser efter", **where)
    await without_messages(scene)
    return {"channel": first["channel"], "ts": started["ts"]}
