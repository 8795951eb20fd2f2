"""Who somebody is."""

from playground.web_api import Answer, Call, Refused


def info(call: Call) -> Answer:
    person = call.workspace.people.get(call.need("user", "user_not_found"))
    if person is None:
        raise Refused("user_not_found")
    profile = {
        "title": person.organisation,
        "real_name": person.name,
        "display_name": person.name,
        "team": call.workspace.id,
    }
    if "users:read.email" in call.workspace.app.scopes and not person.is_stranger:
        profile["email"] = person.email
    user = {
        "id": person.id,
        "team_id": call.workspace.id,
        "name": person.email.partition("@")[0],
        "deleted": False,
        "real_name": person.name,
        "tz": "Europe/Copenhagen",
        "profile": profile,
        "is_bot": False,
        "is_restricted": person.is_restricted,
        "is_ultra_restricted": False,
        "is_stranger": person.is_stranger,
    }
    if call.arguments.get("include_locale") in (True, "true", "1"):
        user["locale"] = person.locale
    return {"user": user}
