"""Who is in a channel, and new channels."""

import re
from secrets import token_hex

from playground.delivery import objects
from playground.refused import Refused
from playground.web_api.call import Answer, Call
from playground.web_api.methods.paging import paged
from playground.workspace import Channel

ALREADY_IN = "already_in_channel"
LONGEST_NAME = 80  # docs.slack.dev, reference/methods/conversations.create


def members(call: Call) -> Answer:
    return paged(call, "members", sorted(call.channel().members))


def join(call: Call) -> Answer:
    channel = call.channel()
    if channel.type != "channel":
        raise Refused("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise Refused("is_archived")
    if call.app.user in channel.members:
        warned = {"warning": ALREADY_IN, "response_metadata": {"warnings": [ALREADY_IN]}}
        return {"channel": objects.channel(call.workspace, channel), **warned}
    call.acts.join(call.app.user, channel)
    return {"channel": objects.channel(call.workspace, channel)}


def invite(call: Call) -> Answer:
    channel = call.joined()
    if channel.is_direct:
        raise Refused("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise Refused("is_archived")
    users = [user for user in call.text("users").split(",") if user]
    if not users:
        raise Refused("no_user")
    refused = {user: why for user in users if (why := _refusal(call, user, channel))}
    invited = [user for user in users if user not in refused]
    if refused and not (call.flag("force") and invited):
        raise Refused(next(iter(refused.values())))
    for user in invited:
        call.acts.join(user, channel)
    return {"channel": objects.channel(call.workspace, channel)}


def _refusal(call: Call, user: str, channel: Channel) -> str:
    """Why somebody cannot be invited, if they cannot."""
    if user == call.app.user:
        return "cant_invite_self"
    person = call.workspace.people.get(user)
    if person is None:
        return "user_not_found"
    if person.deleted:
        return "cant_invite"
    if person.is_external and not channel.is_ext_shared:
        return "no_external_invite_permission"
    return "already_in_channel" if user in channel.members else ""


def create(call: Call) -> Answer:
    name = call.text("name")
    _want_name(name)
    if any(channel.name == name for channel in call.workspace.channels.values()):
        raise Refused("name_taken")
    new = Channel("C" + token_hex(5).upper(), name, is_private=call.flag("is_private"))
    new.members.add(call.app.user)
    call.acts.add_channel(new)
    return {"channel": objects.channel(call.workspace, new)}


def _want_name(name: str) -> None:
    if not name:
        raise Refused("invalid_name_required")
    if len(name) > LONGEST_NAME:
        raise Refused("invalid_name_maxlength")
    if not re.search(r"\w", name):
        raise Refused("invalid_name_punctuation")
    if re.search(r"[^\w-]", name) or name != name.lower():
        raise Refused("invalid_name_specials")
