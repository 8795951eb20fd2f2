"""Faults on order: what a method does wrong, how often, before or after it took effect."""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from itertools import count

from aiohttp import web

from playground.clocks import SlackTime

ANY = "*"
_numbers = count(1)


class Moment(StrEnum):
    BEFORE = "before"  # nothing has happened yet
    AFTER = "after"  # Slack did it, and the caller does not learn so


@dataclass
class Fault:
    """`times` calls of `method` go wrong, or a `share` of them: a status, an error, a drop.

    `method` is a name, or `*` for every method. `delay` is in seconds on Slack's clock; alone, it
    only makes the right answer late.
    """

    method: str
    moment: Moment = Moment.BEFORE
    times: int = 1
    share: float = 1.0
    status: int = 200
    error: str | None = None
    drop: bool = False
    delay: float = 0.0
    retry_after: int | None = None
    garbage: str | None = None  # the body that comes instead of JSON
    garbage_type: str = "text/html"
    happens: Callable[[], None] | None = None  # for tests: kill somebody at this very moment

    def __post_init__(self) -> None:
        self.number = next(_numbers)


class Faults:
    """The faults that wait for their method to be called."""

    def __init__(self, time: SlackTime) -> None:
        self._time = time
        self._chance = random.Random(2020)  # noqa: S311 - the same every time
        self._waiting: list[Fault] = []

    @property
    def waiting(self) -> tuple[Fault, ...]:
        return tuple(self._waiting)

    def add(self, fault: Fault) -> None:
        self._waiting.append(fault)

    def remove(self, number: int) -> None:
        self._waiting = [fault for fault in self._waiting if fault.number != number]

    async def strike(
        self, method: str, moment: Moment, request: web.BaseRequest
    ) -> web.Response | None:
        """The wrong answer that is due now, if one is."""
        fault = next((f for f in self._waiting if self._hits(f, method, moment)), None)
        if fault is None:
            return None
        fault.times -= 1
        if fault.times <= 0:
            self.remove(fault.number)
        if fault.happens is not None:
            fault.happens()
        if fault.delay:
            await self._time.sleep(fault.delay)
        return await _wrong(fault, request)

    def _hits(self, fault: Fault, method: str, moment: Moment) -> bool:
        named = fault.method in (method, ANY)
        return named and fault.moment == moment and self._chance.random() < fault.share


async def _wrong(fault: Fault, request: web.BaseRequest) -> web.Response | None:
    if fault.drop and request.transport is not None:
        request.transport.abort()
        await asyncio.sleep(0)
        return web.Response(status=500)
    headers = {"Retry-After": str(fault.retry_after)} if fault.retry_after is not None else {}
    if fault.garbage is not None:
        return web.Response(
            status=fault.status, text=fault.garbage, content_type=fault.garbage_type
        )
    if fault.error is not None:
        body = {"ok": False, "error": fault.error}
        return web.json_response(body, status=fault.status, headers=headers)
    if fault.status == 200:
        return None
    return web.Response(status=fault.status, text="fault", headers=headers)
