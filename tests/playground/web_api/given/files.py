"""Files: just arrived, shared, deleted, somebody else's."""

from tests.playground.web_api.given.messages import ours
from tests.playground.web_api.given.places import archived, private
from tests.playground.web_api.scene import ALLIANCEN, ASSENS, KAFFE, TEAM, Arguments, Scene

LOGO = b"\x89PNG logo"


async def uploaded(scene: Scene) -> Arguments:
    """A file whose content has arrived."""
    id_ = scene.acts.files.add(TEAM, scene.acts.workspace.app.user, "logo.png", LOGO)
    return {"files": [{"id": id_, "title": "Logo"}], "channel_id": ALLIANCEN}


async def uploaded_to_archived(scene: Scene) -> Arguments:
    return {**await uploaded(scene), **await archived(scene)}


async def our_file(scene: Scene) -> Arguments:
    shared = await scene.call("files.completeUploadExternal", **await uploaded(scene))
    return {"file": shared["files"][0]["id"], "file_ids": [shared["files"][0]["id"]]}


async def deleted_file(scene: Scene) -> Arguments:
    file = await our_file(scene)
    await scene.call("files.delete", file=file["file"])
    return file


async def ours_beside_a_deleted_file(scene: Scene) -> Arguments:
    """A message of the app's own, and a file that it can no longer carry."""
    message, file = await ours(scene), await deleted_file(scene)
    return {"channel": ALLIANCEN, "ts": message["ts"], "file_ids": file["file"]}


async def their_file(scene: Scene, channel: str = KAFFE) -> Arguments:
    """A plan that Assens put where the app is not."""
    workspace = scene.acts.workspace
    assens = workspace.person(ASSENS)
    scene.acts.upload(assens, "plan.pdf", b"plan", workspace.channel(channel))
    shared = scene.acts.messages.all(TEAM, channel)[-1]
    return {"file": shared["files"][0]["id"]}


async def hidden_file(scene: Scene) -> Arguments:
    """The same in a private channel that the app has left."""
    channel = scene.acts.workspace.channels[(await private(scene))["channel"]]
    channel.members |= {ASSENS}
    channel.members.discard(scene.acts.workspace.app.user)
    return await their_file(scene, channel.id)
