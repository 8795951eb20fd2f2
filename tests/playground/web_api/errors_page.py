"""Writes docs/playground-errors.md: `python -m tests.playground.web_api.errors_page`."""

from collections.abc import Iterator
from pathlib import Path

from playground.limits import TIER_1, TIER_2, TIER_3, TIER_4
from playground.web_api.api import Entry
from playground.web_api.methods import METHODS
from tests.playground.web_api.errors import AT_THE_DESK, CAUSED

PAGE = Path(__file__).parents[3] / "docs" / "playground-errors.md"
TIERS = {TIER_1: "Tier 1", TIER_2: "Tier 2", TIER_3: "Tier 3", TIER_4: "Tier 4"}
HEAD = """# What the playground refuses

Generated from `tests/playground/web_api/errors.py`; a test causes every error below. Errors "by a
call" come when the call is wrong, as at Slack. Those "by the fault desk" have causes that are not
here (another plan, an administrator's settings, Slack's own trouble); order them by name:

    curl -X POST localhost:PORT/faults -d method=chat.postMessage -d error=message_limit_exceeded

Every method also gives `not_authed`, `invalid_auth`, `token_revoked`, `account_inactive`,
`not_allowed_token_type`, `missing_scope`, `ratelimited` (HTTP 429 with Retry-After) and what Slack
says of a body it cannot read: `invalid_json`, `json_not_object`, `invalid_form_data`,
`invalid_charset`, `invalid_array_arg`, `invalid_post_type`, `missing_post_type`.
"""


def page() -> str:
    return HEAD + "".join(line for name in METHODS for line in _method(name, METHODS[name]))


def _method(name: str, entry: Entry) -> Iterator[str]:
    yield f"\n## {name}\n\n"
    yield f"- Tier: {_often(entry)}\n"
    yield f"- Scopes, one of: {_named(sorted(entry.scopes))}\n"
    yield f"- Errors by a call: {_named(sorted(CAUSED[name]))}\n"
    yield f"- Errors by the fault desk: {_named(sorted(AT_THE_DESK.get(name, '').split()))}\n"


def _often(entry: Entry) -> str:
    often = f"{entry.rate.calls} a minute"
    if entry.by_channel is not None:
        channel = entry.by_channel
        often += f", {channel.calls} in {channel.seconds:.0f} seconds in a channel"
    return f"{TIERS.get(entry.rate, 'Special')}, {often}"


def _named(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "none"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
