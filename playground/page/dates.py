"""Slack's dates in texts, `<!date^…>`, as Danish has them.

Tokens and their forms: docs.slack.dev, reference/block-kit/block-elements/date-element.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from babel.dates import format_datetime, format_timedelta

from playground.clocks import COPENHAGEN

_DAYS = {-1: "i går", 0: "i dag", 1: "i morgen"}
_FORMS: Mapping[str, str] = {
    "date": "d. MMMM",
    "date_long": "EEEE 'den' d. MMMM y",
    "date_long_full": "d. MMMM y",
    "date_num": "y-MM-dd",
    "date_short": "d. MMM y",
    "date_slash": "dd/MM/y",
    "time": "H.mm",
    "time_secs": "H.mm.ss",
}
_PRETTY = {f"{name}_pretty": name for name in ("date", "date_short", "date_long")}
_TOKEN = re.compile(r"\{(\w+)\}")


class NotADate(ValueError):
    """A time beyond what calendars know, or a token that Slack does not have."""


def words(seconds: str | float, template: str, now: datetime | None = None) -> str:
    """The template with its tokens filled in for that time (seconds since 1970).

    `now` decides what `i dag` is. Raises NotADate.
    """
    now = now or datetime.now(UTC)
    try:
        at = datetime.fromtimestamp(float(seconds), COPENHAGEN)
        return _TOKEN.sub(lambda token: _token(token[1], at, now.astimezone(COPENHAGEN)), template)
    except (ArithmeticError, LookupError, OSError, TypeError, ValueError) as error:
        raise NotADate(template) from error


def _token(name: str, at: datetime, now: datetime) -> str:
    if name in _SPECIAL:
        return _SPECIAL[name](at, now)
    if name in _PRETTY:
        return _near(at, now) or _form(_PRETTY[name], at)
    return _form(name, at)


def _form(name: str, at: datetime) -> str:
    return format_datetime(at, _FORMS[name], locale="da")


def _near(at: datetime, now: datetime) -> str | None:
    return _DAYS.get((at.date() - now.date()).days)


def _ago(at: datetime, now: datetime) -> str:
    return format_timedelta(at - now, add_direction=True, locale="da")


def _day_divider(at: datetime, now: datetime) -> str:
    far = "EEEE 'den' d. MMMM" if at.year == now.year else _FORMS["date_long"]
    return _near(at, now) or format_datetime(at, far, locale="da")


_SPECIAL: Mapping[str, Callable[[datetime, datetime], str]] = {
    "ago": _ago,
    "day_divider_pretty": _day_divider,
}
