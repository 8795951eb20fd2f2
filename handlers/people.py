"""Asking Slack who somebody is."""

from collections.abc import Awaitable, Callable

from slack_sdk.web.async_client import AsyncWebClient

from bot.alliance.people import Profile, ProfileUnavailable
from handlers.faults import CALL_FAILED


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
