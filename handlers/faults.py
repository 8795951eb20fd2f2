"""What went wrong with a call to Slack, by what can be done about it.

The table stands in `handlers.slack_errors`. A code that is not in it may mean that the message was
posted all the same, and somebody is to look at it: it is logged as an error, once.
"""

from collections import Counter
from datetime import timedelta
from urllib.parse import urlsplit

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.counts import UNKNOWN_ERRORS
from bot.delivery.sender import TURN, Fault, FaultClass
from handlers.slack_errors import REPEATABLE, class_of

logger = structlog.get_logger()

LONGEST_WAIT = 3600  # seconds
UNKNOWN: Counter[tuple[str, str]] = Counter()  # (method, code) of this process


class NoCall(SlackClientError):
    """Slack was not called, since we know what it would say."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.code)


class MustWait(NoCall):
    """Others of ours have called so often that it is not this call's turn."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(Fault(FaultClass.LATER, TURN, wait))


class Stopped(NoCall):
    """The workspace has shut us out, by this code."""

    def __init__(self, code: str) -> None:
        super().__init__(Fault(FaultClass.WORKSPACE, code))


CALL_FAILED = (SlackClientError, aiohttp.ClientError, TimeoutError)


def fault_of(error: Exception, method: str = "") -> Fault:
    """What went wrong, from the exception that slack_sdk or aiohttp raised.

    `method` is what was called, for errors that do not say so themselves.
    """
    if isinstance(error, NoCall):
        return error.fault
    if isinstance(error, SlackApiError):
        return _refused(error, method)
    name = type(error).__name__
    if isinstance(error, aiohttp.ClientConnectorError):  # nothing was sent
        return Fault(FaultClass.LATER, name)
    return Fault(_again(method), name)


def was_too_often(error: SlackApiError) -> bool:
    """Whether Slack wants no more calls of this method for a while."""
    return _status(error) == 429


def _again(method: str) -> FaultClass:
    """What is ambiguous of most calls may be tried again where twice is as good as once."""
    return FaultClass.LATER if method in REPEATABLE else FaultClass.AMBIGUOUS


def _refused(error: SlackApiError, method: str) -> Fault:
    response, status = error.response, _status(error)
    data = getattr(response, "data", None)  # a str where Slack answered with no JSON
    said = data.get("error") if isinstance(data, dict) else None
    code = str(said or f"http_{status}")
    method = method or _method(str(getattr(response, "api_url", "")))
    kind = FaultClass.LATER if status == 429 else _class(method, code, named=bool(said))
    wait = _wait(response.headers.get("Retry-After")) if kind is FaultClass.LATER else None
    return Fault(kind, code, wait)


def _class(method: str, code: str, *, named: bool) -> FaultClass:
    kind = class_of(method, code)
    if kind is None and named:
        return _unknown(method, code)
    return _again(method) if kind is None or kind is FaultClass.AMBIGUOUS else kind


def _unknown(method: str, code: str) -> FaultClass:
    UNKNOWN_ERRORS.inc()
    UNKNOWN[method, code] += 1
    if UNKNOWN[method, code] == 1:
        logger.error("slack.unknown_error", method=method, code=code)
    return FaultClass.AMBIGUOUS


def _method(url: str) -> str:
    return urlsplit(url).path.rpartition("/")[2]


def _status(error: SlackApiError) -> int:
    response = error.response
    status: int = getattr(response, "status_code", 0) or getattr(response, "status", 0)
    return status


def _wait(retry_after: str | None) -> timedelta | None:
    """Whole seconds, as Slack says them; nothing for anything else."""
    if retry_after is None or not retry_after.isdecimal():
        return None
    return timedelta(seconds=min(int(retry_after), LONGEST_WAIT))
