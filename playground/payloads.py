"""What Slack sends an app, in the shapes of docs.slack.dev, reference/events and interactions."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from playground.messages import Message
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
    return {
        "token": TOKEN,
        "team_id": workspace.id,
        "api_app_id": workspace.app.id,
        "event": happened,
        "type": "event_callback",
        "event_id": "Ev" + uuid4().hex[:10].upper(),
        "event_time": int(at),
        "authorizations": [authorization],
        "is_ext_shared_channel": False,
    }


def command(
    workspace: Workspace, person: Person, channel: Channel, name: str, text: str, trigger: str
) -> Payload:
    return {
        "token": TOKEN,
        "team_id": workspace.id,
        "team_domain": workspace.domain,
        "channel_id": channel.id,
        "channel_name": "directmessage" if channel.is_direct else channel.name,
        "user_id": person.id,
        "user_name": person.email.partition("@")[0],
        "command": name,
        "text": text,
        "api_app_id": workspace.app.id,
        "is_enterprise_install": "false",
        "trigger_id": trigger,
    }


def interaction(
    workspace: Workspace, person: Person, trigger: str, details: Mapping[str, Any]
) -> Payload:
    """What presses and submissions have in common."""
    return {
        "token": TOKEN,
        "team": {"id": workspace.id, "domain": workspace.domain},
        "user": {"id": person.id, "username": person.id, "team_id": workspace.id},
        "api_app_id": workspace.app.id,
        "trigger_id": trigger,
        **details,
    }


def press(message: Message, action_id: str, value: str, at: str) -> Payload:
    """The details of a press on a button in a message, at the timestamp `at`."""
    block, element = next(
        (block, element)
        for block in message.get("blocks", [])
        for element in _elements(block, action_id)
        if value in ("", element.get("value", ""))
    )
    action = {
        "type": "button",
        "action_id": action_id,
        "block_id": block.get("block_id", ""),
        "text": element["text"],
        "value": element.get("value", ""),
        "action_ts": at,
    }
    container = {
        "type": "message",
        "message_ts": message["ts"],
        "channel_id": message["channel"],
        "is_ephemeral": "only" in message,
        "thread_ts": message.get("thread_ts"),
    }
    return {
        "type": "block_actions",
        "container": container,
        "channel": {"id": message["channel"], "name": ""},
        "message": message,
        "state": {"values": {}},
        "actions": [action],
    }


def _elements(block: Mapping[str, Any], action_id: str) -> list[Payload]:
    elements = [*block.get("elements", []), block.get("accessory") or {}]
    return [e for e in elements if e.get("action_id") == action_id]
