"""Channels and people as a call needs them, or as it must not find them."""

from tests.playground.web_api.scene import ALLIANCEN, ASSENS, Arguments, Scene


async def archived(scene: Scene) -> Arguments:
    scene.acts.archive(scene.acts.workspace.channel(ALLIANCEN))
    return {"channel": ALLIANCEN}


async def private(scene: Scene) -> Arguments:
    """A private channel with the app in it."""
    made = await scene.call("conversations.create", name="følgegruppen", is_private=True)
    return {"channel": made["channel"]["id"]}


async def direct(scene: Scene) -> Arguments:
    opened = await scene.call("conversations.open", users=ASSENS)
    return {"channel": opened["channel"]["id"]}


async def gone(scene: Scene) -> Arguments:
    """Somebody who was deactivated."""
    scene.acts.deactivate(scene.acts.workspace.person("Rådgiver"))
    return {"users": "U0RAADGIVER", "channel": ALLIANCEN}


async def outsider(scene: Scene) -> Arguments:
    """Somebody who is not yet in the alliance's channel."""
    members = scene.acts.workspace.channel(ALLIANCEN).members
    members.discard("U0VEJLE")
    return {"users": "U0VEJLE", "channel": ALLIANCEN}


async def stranger(scene: Scene) -> Arguments:
    """A member of another workspace, and a channel that is not shared with it."""
    scene.acts.workspace.channel(ALLIANCEN).members.discard("U0FREMMED")
    return {"users": "U0FREMMED", "channel": ALLIANCEN}


async def without_messages(scene: Scene) -> Arguments:
    """An app that nobody can write to, and a person it would write to."""
    features = scene.acts.workspace.app.manifest["features"]
    features["app_home"]["messages_tab_enabled"] = False
    return {"channel": ASSENS}


async def without_home(scene: Scene) -> Arguments:
    scene.acts.workspace.app.manifest["features"]["app_home"]["home_tab_enabled"] = False
    return {"user_id": ASSENS}
