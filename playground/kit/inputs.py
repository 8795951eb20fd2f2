"""Fields that people write in (block-elements/plain-text-input-element and its kin).

The surfaces are those that each element's own page gives.
"""

from decimal import Decimal
from typing import Any

from playground.kit import limits
from playground.kit.checks import ascending
from playground.kit.kinds import MODAL, VIEW, kind
from playground.kit.options import dispatch_action_config
from playground.kit.problems import Place
from playground.kit.rich_text import rich_text
from playground.kit.rules import Rule, boolean, integer, many, matching, string
from playground.kit.text import plain_text

_ACTION: dict[str, Rule] = {"action_id": string(limits.ID)}
_WRITTEN: dict[str, Rule] = {
    **_ACTION,
    "focus_on_load": boolean,
    "placeholder": plain_text(limits.PLACEHOLDER),
    "dispatch_action_config": dispatch_action_config,
}
_INITIAL: dict[str, Rule] = {"initial_value": string(limits.INPUT_LENGTH, 0)}
_NUMBERS = ("initial_value", "min_value", "max_value")

_numeric = matching(r"-?[0-9]+(\.[0-9]+)?", "must be a valid number")


def _fits_length(element: dict[str, Any], place: Place) -> None:
    length = len(element.get("initial_value", ""))
    where = place.at("initial_value")
    if 0 < length < element.get("min_length", 0):
        where.refuse(f"must be more than {element['min_length'] - 1} characters")
    if length > element.get("max_length", limits.INPUT_LENGTH):
        where.refuse(f"must be less than {element['max_length'] + 1} characters")


def _fits_range(element: dict[str, Any], place: Place) -> None:
    numbers = {name: Decimal(element[name]) for name in _NUMBERS if name in element}
    for low, high in [
        ("min_value", "max_value"),
        ("min_value", "initial_value"),
        ("initial_value", "max_value"),
    ]:
        ascending(low, high)(numbers, place)


def _is_whole(element: dict[str, Any], place: Place) -> None:
    for name in _NUMBERS:
        if "." in element.get(name, "") and not element["is_decimal_allowed"]:
            place.at(name).refuse("must be a whole number")


_line = kind({}, {**_WRITTEN, **_INITIAL}, surfaces=MODAL)

INPUTS = {
    "plain_text_input": kind(
        {},
        {
            **_WRITTEN,
            **_INITIAL,
            "multiline": boolean,
            "min_length": integer(0, limits.INPUT_LENGTH),
            "max_length": integer(1, limits.INPUT_LENGTH),
        },
        ascending("min_length", "max_length"),
        _fits_length,
    ),
    "email_text_input": _line,
    "url_text_input": _line,
    "number_input": kind(
        {"is_decimal_allowed": boolean},
        {**_WRITTEN, **dict.fromkeys(_NUMBERS, _numeric)},
        _is_whole,
        _fits_range,
        surfaces=MODAL,
    ),
    "rich_text_input": kind(
        {},
        {
            **_WRITTEN,
            "initial_value": rich_text,
            "min_lines": integer(1),
            "max_lines": integer(1),
        },
        ascending("min_lines", "max_lines"),
        surfaces=VIEW,
    ),
    "file_input": kind(
        {},
        {**_ACTION, "filetypes": many(string()), "max_files": integer(1, limits.FILES)},
        surfaces=MODAL,
    ),
}
