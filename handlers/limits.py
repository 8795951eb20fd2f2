"""Calls to Slack no oftener than it takes them, by all processes together.

The figures are those of docs.slack.dev, apis/web-api/rate-limits, and of each method's page (read
May 2026). Where Slack gives none ('special'): posting is about one message a second in a channel,
"while allowing short bursts", and "several hundred" a minute in a workspace.

What Bolt's own client sends goes around this: answers to a press must be there within three
seconds, and are as few as the presses.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from typing import Any

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.clock import Clock
from bot.delivery.sender import FaultClass
from handlers.faults import MustWait, Stopped, fault_of, was_too_often
from storage import limits, stops
from storage.engine import Begin
from storage.limits import NOW, Place, Rate
from storage.terms import StopScope, System

logger = structlog.get_logger()

VIEWER = System("limits")
UNSAID = timedelta(seconds=1)  # how long to wait when Slack does not say it
MARGIN = 1.005  # clocks and ways differ
_patience: ContextVar[timedelta | None] = ContextVar("patience", default=None)


def never_more(calls: int, seconds: float = 60, burst: int = 1) -> Rate:
    """So that no span of so many seconds ever has more calls, however they fall.

    A `burst` also makes up for what comes late to its turn, and costs a little of the pace.
    """
    return Rate(timedelta(seconds=MARGIN * seconds / (calls - burst + 1)), burst)


def on_average(calls: int, seconds: float = 60) -> Rate:
    """For what somebody waits for: all at once if need be. Slack may say that it was too many."""
    return Rate(timedelta(seconds=seconds / calls), calls)


TIER_2, TIER_3, TIER_4 = on_average(20), on_average(50), on_average(100)
SPECIAL = on_average(600)

RATES: Mapping[str, Rate] = {
    "apps.connections.open": TIER_3,
    "assistant.threads.setStatus": SPECIAL,
    "assistant.threads.setSuggestedPrompts": TIER_4,
    "auth.test": SPECIAL,
    "chat.appendStream": TIER_4,
    "chat.delete": TIER_3,
    "chat.postEphemeral": TIER_4,
    "chat.postMessage": never_more(300, burst=10),
    "chat.startStream": TIER_2,
    "chat.stopStream": TIER_2,
    "chat.update": TIER_3,
    "conversations.history": TIER_3,
    "conversations.info": TIER_3,
    "conversations.open": never_more(50, burst=2),
    "conversations.replies": TIER_3,
    "files.completeUploadExternal": TIER_4,
    "files.getUploadURLExternal": TIER_4,
    "files.info": TIER_4,
    "users.info": TIER_4,
    "users.list": TIER_2,
    "views.open": TIER_4,
    "views.publish": TIER_4,
    "views.update": TIER_4,
}
BY_CHANNEL: Mapping[str, Rate] = {"chat.postMessage": never_more(10, 10, burst=6)}


@contextmanager
def patiently(patience: timedelta | None) -> Iterator[None]:
    """Calls in the block that must wait longer than this stand in line; None: they never do."""
    before = _patience.set(patience)
    try:
        yield
    finally:
        _patience.reset(before)


class LimitedClient(AsyncWebClient):
    """Calls while there is room, in a workspace that lets us. Raises MustWait and Stopped."""

    def __init__(
        self,
        token: str,
        *,
        workspace: str,
        begin: Begin,
        clock: Clock,
        base_url: str,
        session: aiohttp.ClientSession,
    ) -> None:
        super().__init__(token, base_url=base_url, session=session, retry_handlers=[])
        self._workspace = workspace
        self._begin = begin
        self._clock = clock
        self._shut: str | None = None  # the code, until every process can read it
        self._times_shut = 0  # and written: whoever looked for a stop before that looks again

    async def api_call(self, api_method: str, **given: Any) -> AsyncSlackResponse:
        before = self._times_shut
        await self._room(api_method, _channel(given))
        if self._shut is not None:
            raise Stopped(self._shut)
        if self._times_shut != before:
            await self._room(api_method, _channel(given))
        try:
            return await super().api_call(api_method, **given)
        except SlackApiError as error:
            await self._heed(api_method, error)
            raise

    async def _room(self, method: str, channel: str | None) -> None:
        places = {Place(self._workspace, method): RATES[method]}
        if channel is not None and method in BY_CHANNEL:
            places[Place(self._workspace, method, channel)] = BY_CHANNEL[method]
        patience = _patience.get()
        async with self._begin(urgent=patience is None) as session:
            stopped = await stops.stops(session, VIEWER, self._workspace)
            if StopScope.EVERYTHING in stopped:
                raise Stopped(stopped[StopScope.EVERYTHING][0])
            wait = await limits.reserve(session, places, patience=patience)
        if wait > NOW:
            raise MustWait(wait)

    async def _heed(self, method: str, error: SlackApiError) -> None:
        fault = fault_of(error, method)
        if fault.kind is FaultClass.WORKSPACE:
            await self._shut_out(fault.code)
        elif was_too_often(error):
            place = Place(self._workspace, method)
            async with self._begin() as session:
                wait = fault.retry_after or UNSAID
                await limits.hold_off(session, place, RATES[method], wait)

    async def _shut_out(self, code: str) -> None:
        self._shut = code
        try:
            async with self._begin() as session:
                now, scope = self._clock.now(), StopScope.EVERYTHING
                if await stops.stop(session, self._workspace, scope, code, now):
                    logger.error("workspace.stopped", workspace=self._workspace, code=code)
        finally:
            self._shut = None
            self._times_shut += 1


def _channel(given: Mapping[str, Any]) -> str | None:
    """The channel, wherever slack_sdk puts it for this method."""
    parts = (given.get(name) or {} for name in ("json", "params", "data"))
    found = (part.get("channel") for part in parts if isinstance(part, dict))
    return next((str(channel) for channel in found if channel), None)
