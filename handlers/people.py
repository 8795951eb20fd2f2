"""Asking Slack who somebody is."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.alliance.people import Profile, ProfileUnavailable
from handlers.faults import CALL_FAILED

PAGE = 200


def profile_of(client: AsyncWebClient, home: str) -> Callable[[str, str], Awaitable[Profile]]:
    """What asks `users.info`. The asker's own workspace must be ours, or they are a stranger."""

    async def ask(workspace: str, user: str) -> Profile:
        try:
            response = await client.users_info(user=user)
        except CALL_FAILED as error:
            raise ProfileUnavailable from error
        found = response["user"]
        stranger = bool(found.get("is_stranger")) or found.get("team_id") != home
        return Profile(is_stranger=stranger, email=found.get("profile", {}).get("email"))

    return ask


def everybody(client: AsyncWebClient, home: str) -> Callable[[str], AsyncIterator[tuple[str, str]]]:
    """What lists our workspace's people and their e-mail addresses (`users.list`)."""

    async def listed(workspace: str) -> AsyncIterator[tuple[str, str]]:
        cursor = ""
        while True:
            try:
                page = await client.users_list(limit=PAGE, cursor=cursor)
            except CALL_FAILED as error:
                raise ProfileUnavailable from error
            for user in page["members"]:
                email = user.get("profile", {}).get("email")
                if email and user.get("team_id") == home and _is_somebody(user):
                    yield user["id"], email
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return

    return listed


def _is_somebody(user: Mapping[str, Any]) -> bool:
    """Of ours, a person, and still there."""
    return not (user.get("deleted") or user.get("is_bot") or user.get("is_stranger"))
