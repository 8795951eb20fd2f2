"""Pickers of dates and times (block-elements/date-picker-element and its kin)."""

import re
from datetime import date

from playground.kit import limits
from playground.kit.kinds import MESSAGE_OR_MODAL, kind
from playground.kit.options import confirm
from playground.kit.problems import Place
from playground.kit.rules import Rule, boolean, integer, matching, string
from playground.kit.text import plain_text

_DATE = re.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})")
_PICKED: dict[str, Rule] = {
    "action_id": string(limits.ID),
    "confirm": confirm,
    "focus_on_load": boolean,
}
_PLACEHOLDER: dict[str, Rule] = {"placeholder": plain_text(limits.PLACEHOLDER)}


def _is_date(value: object) -> bool:
    parts = _DATE.fullmatch(value) if isinstance(value, str) else None
    if parts is None:
        return False
    try:
        date(*map(int, parts.groups()))
    except ValueError:  # the 31st of February
        return False
    return True


def _date(value: object, place: Place) -> None:
    if not _is_date(value):
        place.refuse("must be a valid date in the format YYYY-MM-DD")


_time = matching("([01][0-9]|2[0-3]):[0-5][0-9]", "must be a valid time in the format HH:mm")

PICKERS = {
    "datepicker": kind({}, {**_PICKED, **_PLACEHOLDER, "initial_date": _date}),
    "timepicker": kind(
        {}, {**_PICKED, **_PLACEHOLDER, "initial_time": _time, "timezone": string()}
    ),
}

# Seconds since 1970, "in the format of 10 digits".
DATETIMEPICKER = {
    "datetimepicker": kind(
        {},
        {**_PICKED, "initial_date_time": integer(1_000_000_000, 9_999_999_999)},
        surfaces=MESSAGE_OR_MODAL,
    )
}
