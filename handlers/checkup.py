"""Trying everything in Slack that Klimabot needs, for `klimabot doctor`."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.settings import Settings
from handlers.faults import CALL_FAILED, fault_of
from handlers.manifest import SCOPES
from handlers.workspace import web_client

SECONDS = 10


@dataclass(frozen=True)
class Finding:
    """Something that is well or is not; `key` names the sentence that says what to do."""

    is_well: bool
    key: str
    values: dict[str, Any] = field(default_factory=dict)


async def check_slack(settings: Settings) -> Sequence[Finding]:
    """What is missing or wrong in Slack, one finding for each thing that was tried."""
    timeout = aiohttp.ClientTimeout(total=SECONDS)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        return [
            *[f async for f in _bot_token(settings, session)],
            *[f async for f in _app_token(settings, session)],
        ]


async def _bot_token(settings: Settings, session: aiohttp.ClientSession) -> AsyncIterator[Finding]:
    if settings.slack_bot_token is None:
        yield Finding(False, "doctor.no_bot_token")
        return
    token = settings.slack_bot_token.get_secret_value()
    client = web_client(settings.slack_api_url, session, token)
    try:
        told = await client.auth_test()
    except CALL_FAILED as error:
        yield Finding(False, "doctor.bot_token_refused", {"code": fault_of(error).code})
        return
    yield Finding(True, "doctor.bot_token", {"team": told["team"]})
    granted = set(str(told.headers.get("x-oauth-scopes", "")).split(","))
    missing = [scope for scope in SCOPES if scope not in granted]
    if missing:
        yield Finding(False, "doctor.scopes_missing", {"scopes": ", ".join(missing)})
    async for finding in _channels(settings, client):
        yield finding


async def _channels(settings: Settings, client: AsyncWebClient) -> AsyncIterator[Finding]:
    if not settings.klimabot_channels:
        yield Finding(False, "doctor.no_channels")
    for channel in sorted(settings.klimabot_channels):
        try:
            info = await client.conversations_info(channel=channel)
        except CALL_FAILED as error:
            values = {"channel": channel, "code": fault_of(error).code}
            yield Finding(False, "doctor.channel_unknown", values)
            continue
        name = {"channel": info["channel"].get("name", channel)}
        is_in = bool(info["channel"].get("is_member"))
        yield Finding(is_in, "doctor.channel" if is_in else "doctor.not_in_channel", name)


async def _app_token(settings: Settings, session: aiohttp.ClientSession) -> AsyncIterator[Finding]:
    if settings.slack_app_token is None:
        yield Finding(False, "doctor.no_app_token")
        return
    token = settings.slack_app_token.get_secret_value()
    client = web_client(settings.slack_api_url, session, None)
    try:
        await client.apps_connections_open(app_token=token)
    except CALL_FAILED as error:
        yield Finding(False, "doctor.app_token_refused", {"code": fault_of(error).code})
        return
    yield Finding(True, "doctor.app_token")
