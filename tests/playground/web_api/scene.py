"""A playground whose app may do everything, and a client that calls its Web API."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from playground import Playground
from playground.acts import Acts
from playground.web_api.methods import METHODS

ALLIANCEN, KAFFE, ASSENS, KOEGE = "C0ALLIANCEN", "C0KAFFE", "U0ASSENS", "U0KOEGE"
APP, TEAM, NEVER = "U0KLIMABOT", "T0DK2020", "1.000001"
SCOPES = sorted({scope for entry in METHODS.values() for scope in entry.scopes})
MANIFEST: Mapping[str, Any] = {
    "display_information": {"name": "Klimabot"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "slash_commands": [{"command": "/klima", "description": "Spørg Klimabot"}],
    },
    "oauth_config": {"scopes": {"bot": SCOPES}},
    "settings": {
        "event_subscriptions": {"bot_events": ["message.channels", "reaction_added"]},
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}

Arguments = Mapping[str, Any]


@dataclass
class Scene:
    """One workspace of a playground, and its app's clients."""

    playground: Playground
    acts: Acts
    client: AsyncWebClient  # with the bot token
    socket_client: AsyncWebClient  # with the app token

    async def call(self, method: str, **arguments: Any) -> AsyncSlackResponse:
        return await self.client_for(method).api_call(method, json=arguments)

    def client_for(self, method: str) -> AsyncWebClient:
        return self.socket_client if METHODS[method].app_token else self.client

    async def get(self, method: str) -> AsyncSlackResponse:
        """The same by HTTP GET, without arguments."""
        return await self.client_for(method).api_call(method, http_verb="GET")

    async def refused(self, method: str, **arguments: Any) -> str:
        """The error that a call must be refused with."""
        return await refused(self.call(method, **arguments))


async def refused(call: Awaitable[Any]) -> str:
    """The error that Slack's client raises for a call."""
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])


Given = Callable[[Scene], Awaitable[Arguments]]


async def nothing(_: Scene) -> Arguments:
    return {}


@dataclass(frozen=True)
class Case:
    """A call: its arguments, and what has to be so before, which may add some."""

    arguments: Arguments
    given: Given = field(default=nothing)
    by_get: bool = False

    async def made(self, scene: Scene) -> Arguments:
        """All arguments, once everything is as the call needs it."""
        return {**await self.given(scene), **self.arguments}


def case(given: Given = nothing, **arguments: Any) -> Case:
    return Case(arguments, given)
