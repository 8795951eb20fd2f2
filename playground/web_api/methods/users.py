"""Who somebody is, and who there is."""

from playground.delivery import objects
from playground.refused import Refused
from playground.web_api.call import Answer, Call
from playground.web_api.methods.paging import paged
from playground.workspace import Person


def info(call: Call) -> Answer:
    """Anybody in the workspace, the app's own user too."""
    if call.text("user") == call.app.user:
        return {"user": objects.bot_user(call.workspace)}
    if call.text("user") == objects.SLACKBOT:
        return {"user": objects.slackbot(call.workspace)}
    return {"user": _told(call, _person(call))}


def list_all(call: Call) -> Answer:
    """Everybody, and those who are nobody: Slackbot, whom Slack calls no bot, and the app."""
    people = [_listed(call, person) for person in call.workspace.people.values()]
    bots = [objects.slackbot(call.workspace), objects.bot_user(call.workspace)]
    return paged(call, "members", [*bots, *people])


def lookup_by_email(call: Call) -> Answer:
    """Finds nobody who was deactivated, and nobody from another workspace; as Slack."""
    email = call.need("email", "users_not_found").casefold()
    for person in call.workspace.people.values():
        is_here = not person.is_external and not person.deleted
        if is_here and person.email.casefold() == email:
            return {"user": _listed(call, person)}
    raise Refused("users_not_found")


def profile(call: Call) -> Answer:
    """Somebody's profile; without a name, the app's own."""
    if call.text("user") in ("", call.app.user):
        told = objects.bot_user(call.workspace)
    else:
        told = _told(call, _person(call))
    return {"profile": {n: v for n, v in told["profile"].items() if n != "team"}}


def _person(call: Call) -> Person:
    person = call.workspace.people.get(call.need("user", "user_not_found"))
    if person is None:
        raise Refused("user_not_found")
    return person


def _listed(call: Call, person: Person) -> Answer:
    """Only users.info says who is a stranger."""
    return {n: v for n, v in _told(call, person).items() if n != "is_stranger"}


def _told(call: Call, person: Person) -> Answer:
    told = objects.user(call.workspace, person)
    if call.flag("include_locale"):
        told["locale"] = person.locale
    return told
