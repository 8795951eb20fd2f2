"""A fault as a form or JSON orders it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from playground.web_api.faults import ANY, Fault, Moment
from playground.web_api.methods import METHODS

Body = Mapping[str, Any]
ALL = "alle metoder"
FIELDS = ("status", "error", "drop", "delay", "retry_after", "times", "share")
NUMBERS: Mapping[str, Callable[[Any], float]] = {
    "status": int,
    "times": int,
    "retry_after": int,
    "share": float,
    "delay": float,
}
MOST_TIMES = 1_000
LONGEST = 3_600.0  # seconds; nobody waits longer for anything here
ERRORS = (  # those that any method may answer with; docs.slack.dev, reference/methods
    "account_inactive",
    "channel_not_found",
    "fatal_error",
    "internal_error",
    "invalid_auth",
    "is_archived",
    "message_not_found",
    "missing_scope",
    "msg_too_long",
    "not_in_channel",
    "ratelimited",
    "request_timeout",
    "service_unavailable",
    "token_revoked",
    "user_not_found",
)


class UnknownMethod(ValueError):
    """Slack, as far as it is here, has no method of that name."""


@dataclass(frozen=True)
class Kind:
    """One thing that can be ordered: what it is called, and what it does, given the form."""

    label: str
    does: Callable[[Body], Body]
    asks_seconds: bool = False
    asks_error: bool = False


def _too_many(form: Body) -> Body:
    return {"status": 429, "error": "ratelimited", "retry_after": form["seconds"]}


KINDS: Mapping[str, Kind] = {
    "429": Kind("429: for mange kald", _too_many, asks_seconds=True),
    "500": Kind("500: Slack fejler", lambda _: {"status": 500}),
    "503": Kind("503: Slack er nede", lambda _: {"status": 503}),
    "drop": Kind("Forbindelsen ryger midt i svaret", lambda _: {"drop": True}),
    "delay": Kind("Svaret kommer sent", lambda form: {"delay": form["seconds"]}, asks_seconds=True),
    "error": Kind("En af Slacks egne fejl", lambda form: {"error": form["error"]}, asks_error=True),
}


def from_form(asked: Body) -> Body:
    """What a form's fields mean; JSON stays as it is. Raises KeyError, ValueError."""
    if "kind" not in asked:
        return asked
    method = str(asked["method"]).strip()
    method = ANY if method.casefold() == ALL else method
    about = {"method": method, "moment": asked.get("moment"), "times": asked.get("times")}
    share = float(asked.get("percent", 100)) / 100
    return {**about, "share": share, **KINDS[asked["kind"]].does(asked)}


def fault(body: Body) -> Fault:
    """Raises UnknownMethod, KeyError, ValueError, TypeError, OverflowError for what is no fault."""
    wanted = {name: body[name] for name in FIELDS if body.get(name) not in (None, "")}
    if not wanted.keys() & {"status", "error", "drop", "delay"}:
        raise KeyError("status, error, drop or delay")
    for name, number in NUMBERS.items():
        if name in wanted:
            wanted[name] = number(wanted[name])
    method = str(body["method"])
    if method != ANY and method not in METHODS:
        raise UnknownMethod(method)
    made = Fault(method, Moment(body.get("moment") or "before"), **wanted)
    _want_possible(made)
    return made


def _want_possible(fault: Fault) -> None:
    possible = (
        1 <= fault.times <= MOST_TIMES
        and 0 < fault.share <= 1
        and 0 <= fault.delay <= LONGEST
        and 0 <= (fault.retry_after or 0) <= LONGEST
        and 200 <= fault.status <= 599
        and re.fullmatch("[a-z_]+", fault.error or "ok")
    )
    if not possible:
        raise ValueError(str(fault))


def told(fault: Fault) -> dict[str, Any]:
    """For programs."""
    about = {name: getattr(fault, name) for name in FIELDS}
    return {"number": fault.number, "method": fault.method, "moment": str(fault.moment), **about}
