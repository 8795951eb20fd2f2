"""Who the token belongs to, and where."""

from playground.refused import Refused
from playground.web_api.call import Answer, Call


def test(call: Call) -> Answer:
    workspace, app = call.workspace, call.app
    return {
        "url": f"{call.address}/",
        "team": workspace.name,
        "user": app.name.lower(),
        "team_id": workspace.id,
        "user_id": app.user,
        "bot_id": app.bot_id,
        "is_enterprise_install": False,
    }


def revoke(call: Call) -> Answer:
    if call.flag("test"):
        return {"revoked": False}
    call.acts.revoke()
    return {"revoked": True}


def team_info(call: Call) -> Answer:
    workspace = call.workspace
    if call.text("domain"):
        raise Refused("team_not_on_enterprise")
    if call.text("team") not in ("", workspace.id):
        raise Refused("team_not_found")
    about = {"id": workspace.id, "name": workspace.name, "domain": workspace.domain}
    return {"team": {**about, "url": f"{call.address}/", "email_domain": ""}}


def bots_info(call: Call) -> Answer:
    app = call.app
    if call.text("team_id") not in ("", call.workspace.id):
        raise Refused("team_not_found")
    if call.need("bot", "missing_argument") != app.bot_id:
        raise Refused("bot_not_found")
    about = {"id": app.bot_id, "deleted": False, "name": app.name, "updated": 0}
    return {"bot": {**about, "app_id": app.id, "user_id": app.user}}
