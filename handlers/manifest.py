"""The app manifest: what Klimabot asks of a workspace, and why nothing more."""

from typing import Any

from handlers.suggestions import as_prompts
from prompts import text

ASK_ABOUT = "ask_about"  # the message shortcut

SCOPES = (
    "app_mentions:read",  # to be asked by mention
    "assistant:write",  # to suggest questions where one writes to it
    "channels:history",  # to look for an answer before posting it again; to hear its thread go on
    "channels:read",  # to hear that it was added, and say in `klimabot doctor` where it is
    "chat:write",
    "commands",  # and the shortcut on messages
    "files:read",  # to read a sheet of actions that somebody gives it
    "files:write",  # to give one back
    "groups:history",  # the same two in private channels
    "groups:read",
    "im:history",  # to be asked by direct message
    "im:write",  # to answer a command privately
    "users:read",
    "users:read.email",  # whose municipality somebody is from
)
EVENTS = (
    "app_home_opened",  # to say hello once, and to draw its own page
    "app_mention",
    "member_joined_channel",  # to say in a channel what it does there
    "message.channels",  # to go on in a thread without its name, and to follow edits
    "message.groups",
    "message.im",
)


def manifest(language: str) -> dict[str, Any]:
    """The manifest to paste at api.slack.com/apps, with texts in the given language."""
    return {
        "_metadata": {"major_version": 2},
        "display_information": {
            "name": "Klimabot",
            "description": text("manifest.description", language),
            "background_color": "#1f5c4a",
        },
        "features": {
            "agent_view": {
                "agent_description": text("manifest.description", language),
                "suggested_prompts": as_prompts(language),
            },
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Klimabot", "always_online": True},
            "shortcuts": [
                {
                    "name": text("shortcut.name", language),
                    "type": "message",
                    "callback_id": ASK_ABOUT,
                    "description": text("shortcut.description", language),
                }
            ],
            "slash_commands": [
                {
                    "command": "/klima",
                    "description": text("manifest.klima", language),
                    "usage_hint": text("manifest.klima_hint", language),
                    "should_escape": True,  # so that a person or channel that is named has its id
                }
            ],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {"bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True},
            "org_deploy_enabled": False,
            "socket_mode_enabled": True,
            "token_rotation_enabled": False,
        },
    }
