"""Messages, people and channels as Slack tells of them (docs.slack.dev, reference/objects)."""

from typing import Any

from playground.content.conversation import Message
from playground.workspace import Channel, Person, Workspace

Payload = dict[str, Any]
SLACKBOT = "USLACKBOT"

HIDDEN = frozenset({"channel", "only", "metadata", "stream"})
TEAMLESS = frozenset({"file_share", "thread_broadcast"})  # as in Slack's own payloads


def shown(message: Message) -> Message:
    """A message as the app gets it: without what only the playground knows, and metadata."""
    hidden = HIDDEN | ({"team"} if message.get("subtype") in TEAMLESS else set())
    return {name: value for name, value in message.items() if name not in hidden}


def called(channel: Channel) -> str:
    if channel.is_direct:
        return "directmessage"
    return "privategroup" if channel.is_private else channel.name


def handle(person: Person) -> str:
    return person.email.partition("@")[0]


def user(workspace: Workspace, person: Person) -> Payload:
    """Somebody as users.info and user_change tell of them."""
    profile = {
        "title": person.organisation,
        "real_name": person.name,
        "display_name": person.name,
        "team": person.team or workspace.id,
    }
    if "users:read.email" in workspace.app.scopes and not person.is_external:
        profile["email"] = person.email
    return {
        "id": person.id,
        "team_id": person.team or workspace.id,
        "name": handle(person),
        "deleted": person.deleted,
        "real_name": person.name,
        "tz": "Europe/Copenhagen",
        "profile": profile,
        "is_bot": False,
        "is_app_user": False,
        "is_admin": False,
        "is_restricted": person.is_restricted,
        "is_ultra_restricted": False,
        "is_stranger": person.is_external and not _shares_a_channel(workspace, person),
    }


def bot_user(workspace: Workspace) -> Payload:
    """The app's own user, as users.info tells of it."""
    app = workspace.app
    names = {"real_name": app.name, "display_name": app.name}
    profile = {**names, "team": workspace.id, "bot_id": app.bot_id, "api_app_id": app.id}
    return {
        "id": app.user,
        "team_id": workspace.id,
        "name": app.name.lower(),
        "real_name": app.name,
        "deleted": False,
        "profile": profile,
        "is_bot": True,
        "is_app_user": False,
    }


def slackbot(workspace: Workspace) -> Payload:
    """Slack's own, in every workspace, whom users.list calls no bot; bolt-js issue 794."""
    names = {"real_name": "Slackbot", "display_name": "Slackbot"}
    return {
        "id": SLACKBOT,
        "team_id": workspace.id,
        "name": "slackbot",
        "real_name": "Slackbot",
        "deleted": False,
        "profile": {**names, "team": workspace.id},
        "is_bot": False,
        "is_app_user": False,
    }


def _shares_a_channel(workspace: Workspace, person: Person) -> bool:
    """Slack calls nobody a stranger who shares a channel with the app's workspace."""
    return any(person.id in channel.members for channel in workspace.channels.values())


def channel(workspace: Workspace, channel: Channel) -> Payload:
    """A conversation as conversations.info and channel_created tell of it."""
    common = {
        "id": channel.id,
        "is_im": channel.is_direct,
        "is_channel": not channel.is_direct and not channel.is_private,
        "is_group": channel.is_private,
        "is_mpim": False,
        "is_private": channel.is_private or channel.is_direct,
        "is_archived": channel.is_archived,
        "is_member": workspace.app.user in channel.members,
        "is_ext_shared": channel.is_ext_shared,
        "context_team_id": workspace.id,
    }
    if channel.person is not None:
        deleted = workspace.people[channel.person.id].deleted
        return common | {"user": channel.person.id, "is_user_deleted": deleted}
    topic = {"value": channel.topic, "creator": "", "last_set": 0}
    return common | {"name": channel.name, "name_normalized": channel.name, "topic": topic}
