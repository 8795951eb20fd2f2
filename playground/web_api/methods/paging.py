"""Long lists come page by page; a cursor says where the next begins."""

import base64
import re
from collections.abc import Sequence
from typing import Any

from playground.refused import Refused
from playground.web_api.call import Answer, Call

_PLACES = {"at": re.compile(r"\d{1,9}"), "next_ts": re.compile(r"\d{1,12}\.\d{6}")}
MOST = 999  # docs.slack.dev, apis/web-api/pagination: under 1000


def paged(call: Call, name: str, items: Sequence[Any]) -> Answer:
    """One page of `items`, under `name`. Raises Refused for a limit or cursor that is none."""
    limit = call.number("limit", 100, MOST)
    start = int(read_cursor(call, "at") or 0)
    more = len(items) > start + limit
    cursor = make_cursor("at", str(start + limit)) if more else ""
    return {name: items[start : start + limit], "response_metadata": {"next_cursor": cursor}}


def make_cursor(kind: str, value: str) -> str:
    return base64.b64encode(f"{kind}:{value}".encode()).decode()


def read_cursor(call: Call, kind: str) -> str:
    """What a cursor of ours says, or '' without one."""
    given = call.text("cursor")
    if not given:
        return ""
    try:
        name, _, value = base64.b64decode(given, validate=True).decode().partition(":")
    except ValueError:  # not base64, or not of text
        raise Refused("invalid_cursor") from None
    if name != kind or not _PLACES[kind].fullmatch(value):
        raise Refused("invalid_cursor")
    return value
