"""The workspace we are installed in: finding out which it is, and Bolt's app for it."""

import asyncio
from dataclasses import dataclass

import aiohttp
import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.sender import Fault, FaultClass
from bot.errors import SlackRefused
from handlers.faults import CALL_FAILED, fault_of

logger = structlog.get_logger()
RETRY_SECONDS = 2.0


@dataclass(frozen=True)
class Home:
    """The workspace, and who we are in it."""

    team: str
    bot_user: str
    bot_id: str


def web_client(url: str, session: aiohttp.ClientSession, token: str | None) -> AsyncWebClient:
    """A client that never tries again by itself: what it sends twice would stand there twice."""
    return AsyncWebClient(token, base_url=url, session=session, retry_handlers=[])


async def identify(client: AsyncWebClient) -> Home:
    """Ask Slack who we are, until it answers. Raises SlackRefused when the token is no good."""
    while True:
        try:
            told = await client.auth_test()
            return Home(told["team_id"], told["user_id"], told["bot_id"])
        except CALL_FAILED as error:
            await _pause_or_stop(fault_of(error), "SLACK_BOT_TOKEN")


async def check_app_token(client: AsyncWebClient, token: str) -> None:
    """The Socket Mode client would try a bad token for ever. Raises SlackRefused instead."""
    while True:
        try:
            await client.apps_connections_open(app_token=token)
        except CALL_FAILED as error:
            await _pause_or_stop(fault_of(error), "SLACK_APP_TOKEN")
        else:
            return


async def _pause_or_stop(fault: Fault, setting: str) -> None:
    if fault.kind is FaultClass.WORKSPACE:
        raise SlackRefused(code=fault.code, setting=setting)
    logger.warning("slack.away", code=fault.code)
    await asyncio.sleep(fault.retry_after.total_seconds() if fault.retry_after else RETRY_SECONDS)


def bolt_app(client: AsyncWebClient, home: Home, bot_token: str) -> AsyncApp:
    """Bolt, told who we are: left to ask by itself it acknowledges and loses events when it fails.

    `client` carries no token.
    """

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None,
            team_id=home.team,
            bot_token=bot_token,
            bot_id=home.bot_id,
            bot_user_id=home.bot_user,
        )

    app = AsyncApp(
        client=client,
        authorize=authorize,
        raise_error_for_unhandled_request=True,
        attaching_conversation_kwargs_enabled=False,
    )
    app.error(_only_unhandled)
    return app


async def _only_unhandled(error: Exception) -> BoltResponse | None:
    """What we do not listen to is acknowledged; what failed is not, so Slack sends it again."""
    if isinstance(error, BoltUnhandledRequestError):
        return BoltResponse(status=200)
    logger.error("request.failed", error=type(error).__name__)
    return None
