"""Who the token belongs to."""

from playground.web_api import Answer, Call


def test(call: Call) -> Answer:
    workspace, app = call.workspace, call.workspace.app
    return {
        "url": f"{call.address}/",
        "team": workspace.name,
        "user": app.name.lower(),
        "team_id": workspace.id,
        "user_id": app.user,
        "bot_id": app.bot_id,
        "is_enterprise_install": False,
    }
