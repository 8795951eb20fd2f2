"""Which conversations there are."""

from collections.abc import Iterable

from playground.delivery import objects
from playground.refused import Refused
from playground.web_api.call import Answer, Call
from playground.web_api.methods.paging import paged
from playground.workspace import Channel, Person

OF_A_DIRECT = ("id", "is_im", "is_archived", "context_team_id", "user")
TYPES = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}


def info(call: Call) -> Answer:
    channel = call.channel()
    told = objects.channel(call.workspace, channel)
    if call.flag("include_num_members"):
        told["num_members"] = len(channel.members)
    return {"channel": told}


def list_all(call: Call) -> Answer:
    """All that the app can know of: public channels, and what it is in."""
    app = call.app.user
    channels = call.workspace.channels.values()
    return _listed(call, [c for c in channels if c.type == "channel" or app in c.members])


def of_user(call: Call) -> Answer:
    """What somebody is in; without a name, what the app is in."""
    user = call.text("user") or call.app.user
    channels = call.workspace.channels.values()
    answer = _listed(call, [c for c in channels if user in c.members])
    for told in answer["channels"]:
        del told["is_member"]  # which Slack leaves out here
    return answer


def _listed(call: Call, channels: Iterable[Channel]) -> Answer:
    wanted = [name.strip() for name in (call.text("types") or "public_channel").split(",")]
    if not set(wanted) <= set(TYPES):
        raise Refused("invalid_types")
    kinds, hides = {TYPES[name] for name in wanted}, call.flag("exclude_archived")
    found = [c for c in channels if c.type in kinds and not (hides and c.is_archived)]
    return paged(call, "channels", [objects.channel(call.workspace, c) for c in found])


def open_direct(call: Call) -> Answer:
    """The talk with one person; a talk of several is not here."""
    if call.text("channel"):
        return {"channel": _told(call, _direct(call))}
    users = [user.strip() for user in call.text("users").split(",") if user.strip()]
    if not users:
        raise Refused("users_list_not_supplied")
    if len(users) > 8:
        raise Refused("too_many_users")
    if set(users) == {call.app.user}:
        raise Refused("not_enough_users")
    people = [_known(call, user) for user in users]
    if len(people) > 1:
        raise Refused("invalid_user_combination")
    known = people[0].direct_channel in call.workspace.channels
    if call.flag("prevent_creation") and not known:
        raise Refused("channel_not_found")
    channel = call.workspace.direct(people[0])
    return {"channel": _told(call, channel), "already_open": known, "no_op": known}


def _direct(call: Call) -> Channel:
    channel = call.channel()
    if not channel.is_direct:
        raise Refused("method_not_supported_for_channel_type")
    return channel


def _known(call: Call, user: str) -> Person:
    person = call.workspace.people.get(user)
    if person is None:
        raise Refused("user_not_found")
    if person.deleted:
        raise Refused("user_disabled")
    return person


def _told(call: Call, channel: Channel) -> Answer:
    if not call.flag("return_im"):
        return {"id": channel.id}
    told = objects.channel(call.workspace, channel)
    return {name: told[name] for name in OF_A_DIRECT}
