"""What happens in the workspace reaches the app: acknowledged, or sent again."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from playground.clocks import SlackTime
from playground.delivery.disorder import Disorder
from playground.delivery.envelope import Envelope, Kind, NotAcknowledged, Transport
from playground.limits import Rate, RateLimits
from playground.refused import TooMany

RETRY_AFTER = (0.0, 60.0, 300.0)  # seconds before each retry; docs.slack.dev, apis/events-api
AN_HOUR_S_EVENTS = Rate(30_000, 3600.0)  # docs.slack.dev, reference/events/app_rate_limited


class Deliveries:
    """One app's events, commands and interactions, on their way to it."""

    def __init__(self, app_id: str, time: SlackTime, transport: Transport) -> None:
        self._app_id = app_id
        self._time = time
        self.limits = RateLimits(time)
        self._warned: set[tuple[str, int]] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self.transport = transport
        self.disorder = Disorder(time)
        self.acknowledged = 0
        self.lost = 0  # events of which even the last retry was not acknowledged

    @property
    def connected(self) -> asyncio.Event:
        return self.transport.connected

    async def once(self, kind: Kind, payload: Mapping[str, Any]) -> Any:
        """A command or an interaction, of which there is no second try. Raises NotAcknowledged."""
        return await self._send(Envelope(kind, payload))

    async def _send(self, envelope: Envelope) -> Any:
        answer = await self.transport.send(envelope)
        self.acknowledged += 1
        return answer

    def event(self, payload: Mapping[str, Any]) -> None:
        """Send an event, again when it is not acknowledged: at once, after 1 and 5 minutes."""
        try:
            self.limits.count(payload["team_id"], AN_HOUR_S_EVENTS)
        except TooMany:
            self._warn(payload["team_id"])
            return
        for _ in range(self.disorder.copies()):
            self._soon(lambda: self._in_turn(payload))

    async def _in_turn(self, payload: Mapping[str, Any]) -> None:
        await self.disorder.turn()
        await self._until_acknowledged(payload)

    async def _until_acknowledged(self, payload: Mapping[str, Any]) -> None:
        reason = ""
        for attempt, wait in enumerate((None, *RETRY_AFTER)):
            if wait is not None:
                await self._time.sleep(wait)
            try:
                await self._send(Envelope(Kind.EVENT, payload, attempt, reason))
            except NotAcknowledged as failed:
                reason = failed.reason
                if not failed.again:
                    break
            else:
                return
        self.lost += 1

    def _warn(self, team: str) -> None:
        """Too many events in an hour: Slack says so once a minute instead of sending them."""
        minute = int(self._time.now()) // 60 * 60
        if (team, minute) in self._warned:
            return
        self._warned.add((team, minute))
        told = {"type": "app_rate_limited", "team_id": team, "minute_rate_limited": minute}
        self._soon(
            lambda: self._until_acknowledged(
                told | {"token": "playground", "api_app_id": self._app_id}
            )
        )

    def _soon(self, work: Callable[[], Any]) -> None:
        task = asyncio.create_task(work())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self.transport.close()
