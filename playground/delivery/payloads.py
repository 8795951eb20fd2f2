"""What Slack sends an app, in the shapes of docs.slack.dev, reference/events and interactions."""

from collections.abc import Mapping
from secrets import token_hex
from typing import Any

from playground.content.conversation import Message
from playground.delivery import objects
from playground.workspace import Channel, Person, Workspace

Payload = dict[str, Any]
TOKEN = "playground"  # the old verification token, which nobody should rely on  # noqa: S105


def event(workspace: Workspace, happened: Mapping[str, Any], *, at: float) -> Payload:
    """An Events API callback; its `event_id` stays the same when it is sent again."""
    authorization = {
        "enterprise_id": None,
        "team_id": workspace.id,
        "user_id": workspace.app.user,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    where = happened.get("channel") or happened.get("channel_id")
    where = where or happened.get("item", {}).get("channel")
    channel = workspace.channels.get(where) if isinstance(where, str) else None
    return {
        "token": TOKEN,
        "team_id": workspace.id,
        "api_app_id": workspace.app.id,
        "event": happened,
        "type": "event_callback",
        "event_id": "Ev" + token_hex(5).upper(),
        "event_time": int(at),
        "authorizations": [authorization],
        "is_ext_shared_channel": channel is not None and channel.is_ext_shared,
        "event_context": "4-" + token_hex(16),
    }


def command(
    workspace: Workspace,
    person: Person,
    channel: Channel,
    name: str,
    text: str,
    trigger: str,
    response_url: str,
) -> Payload:
    """A slash command."""
    return {
        "token": TOKEN,
        "team_id": workspace.id,
        "team_domain": workspace.domain,
        "channel_id": channel.id,
        "channel_name": objects.called(channel),
        "user_id": person.id,
        "user_name": objects.handle(person),
        "command": name,
        "text": text,
        "api_app_id": workspace.app.id,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger,
    }


def interaction(workspace: Workspace, person: Person, details: Mapping[str, Any]) -> Payload:
    """What presses, choices, shortcuts and modals have in common."""
    return {
        "token": TOKEN,
        "team": {"id": workspace.id, "domain": workspace.domain},
        "user": {
            "id": person.id,
            "username": objects.handle(person),
            "name": objects.handle(person),
            "team_id": person.team or workspace.id,
        },
        "api_app_id": workspace.app.id,
        "enterprise": None,
        "is_enterprise_install": False,
        **details,
    }


def in_message(message: Message, channel: Channel) -> Payload:
    """Where something was pressed or chosen: in a message."""
    container = {
        "type": "message",
        "message_ts": message["ts"],
        "channel_id": channel.id,
        "is_ephemeral": "only" in message,
    }
    if message.get("thread_ts"):
        container["thread_ts"] = message["thread_ts"]
    told = {"container": container, "channel": {"id": channel.id, "name": objects.called(channel)}}
    return told if "only" in message else told | {"message": objects.shown(message)}


def in_view(view: Mapping[str, Any]) -> Payload:
    """Where something was pressed or chosen: in a modal or on App Home."""
    return {"container": {"type": "view", "view_id": view["id"]}, "view": view}
