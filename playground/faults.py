"""Faults on order: what a method does wrong, how often, before or after it took effect."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from aiohttp import web


class Moment(StrEnum):
    BEFORE = "before"  # nothing has happened yet
    AFTER = "after"  # Slack did it, and the caller does not learn so


@dataclass
class Fault:
    """`times` calls of `method` go wrong: a status and error, or a dropped connection."""

    method: str
    moment: Moment = Moment.BEFORE
    times: int = 1
    status: int = 200
    error: str | None = None
    drop: bool = False
    retry_after: int | None = None
    garbage: str | None = None  # the body that comes instead of JSON
    garbage_type: str = "text/html"
    happens: Callable[[], None] | None = None  # for tests: kill somebody at this very moment


class Faults:
    """The faults that wait for their method to be called."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        self._waiting.append(fault)

    def strike(self, method: str, moment: Moment, request: web.BaseRequest) -> web.Response | None:
        """The wrong answer that is due now, if one is."""
        fault = next((f for f in self._waiting if (f.method, f.moment) == (method, moment)), None)
        if fault is None:
            return None
        fault.times -= 1
        if fault.times <= 0:
            self._waiting.remove(fault)
        if fault.happens is not None:
            fault.happens()
        return _wrong(fault, request)


def _wrong(fault: Fault, request: web.BaseRequest) -> web.Response | None:
    if fault.drop and request.transport is not None:
        request.transport.abort()
        return web.Response(status=500)
    headers = {"Retry-After": str(fault.retry_after)} if fault.retry_after else {}
    if fault.garbage is not None:
        return web.Response(
            status=fault.status, text=fault.garbage, content_type=fault.garbage_type
        )
    if fault.error is not None:
        body = {"ok": False, "error": fault.error}
        return web.json_response(body, status=fault.status, headers=headers)
    return web.Response(status=fault.status, text="fault") if fault.status != 200 else None
