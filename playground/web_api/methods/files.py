"""Files that there are."""

from playground.content.files import File
from playground.refused import Refused
from playground.web_api.call import Answer, Call


def info(call: Call) -> Answer:
    file = find(call, call.need("file", "file_not_found"))
    if not _is_visible(call, file):
        raise Refused("not_visible")
    return {"file": file}


def _is_visible(call: Call, file: File) -> bool:
    """Files in public channels are everybody's; others are for who is in the conversation."""
    app, channels = call.app.user, call.workspace.channels
    shared = [*file["groups"], *file["ims"]]
    inside = any(app in channels[id_].members for id_ in shared if id_ in channels)
    return file["user"] == app or bool(file["channels"]) or inside


def find(call: Call, id_: str) -> File:
    """A file of this workspace: another's does not exist for the app."""
    file = call.acts.files.find(id_)
    if file["user_team"] != call.workspace.id:
        raise Refused("file_not_found")
    return file


def delete(call: Call) -> Answer:
    file = find(call, call.need("file", "file_not_found"))
    if file["user"] != call.app.user:
        raise Refused("cant_delete_file")
    call.acts.files.delete(file["id"])
    return {}
