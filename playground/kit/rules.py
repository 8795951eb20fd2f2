"""The little rules that all others are made of: each looks at one value in its place."""

import math
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from playground.kit.limits import SAFE_INTEGER
from playground.kit.problems import Place

Rule = Callable[[object, Place], None]
Check = Callable[[dict[str, Any], Place], None]


def string(most: int | None = None, least: int = 1) -> Rule:
    """A string of `least` to `most` characters."""

    def rule(value: object, place: Place) -> None:
        if not isinstance(value, str):
            place.refuse("must provide a string")
        elif len(value) < least:
            place.refuse(f"must be more than {least - 1} characters")
        elif most is not None and len(value) > most:
            place.refuse(f"must be less than {most + 1} characters")

    return rule


def address(most: int, *schemes: str) -> Rule:
    """A URL with one of `schemes`."""

    def rule(value: object, place: Place) -> None:
        string(most)(value, place)
        if isinstance(value, str) and not value.startswith(tuple(f"{s}://" for s in schemes)):
            place.refuse("must be a valid url")

    return rule


def matching(pattern: str, wording: str) -> Rule:
    """A string of the regular expression `pattern`; what is not is refused with `wording`."""

    def rule(value: object, place: Place) -> None:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            place.refuse(wording)

    return rule


def boolean(value: object, place: Place) -> None:
    if not isinstance(value, bool):
        place.refuse("must provide a boolean")


def number(value: object, place: Place) -> None:
    """A number that JSON can carry; not NaN, which Python's reader lets through."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        place.refuse("must provide a number")
    elif not (abs(value) <= SAFE_INTEGER if isinstance(value, int) else math.isfinite(value)):
        place.refuse("must be a valid number")


def integer(least: int = 0, most: int = SAFE_INTEGER) -> Rule:
    """A whole number from `least` to `most`."""

    def rule(value: object, place: Place) -> None:
        if isinstance(value, bool) or not isinstance(value, int):
            place.refuse("must provide an integer")
        elif value < least:
            place.refuse(f"must be greater than or equal to {least}")
        elif value > most:
            place.refuse(f"must be less than or equal to {most}")

    return rule


def one_of(*allowed: str) -> Rule:
    def rule(value: object, place: Place) -> None:
        if not isinstance(value, str) or value not in allowed:
            place.refuse("must be a valid enum value")

    return rule


def many(item: Rule, most: int | None = None, least: int = 1) -> Rule:
    """A list of `least` to `most` items that each keep the rule `item`."""

    def rule(value: object, place: Place) -> None:
        if not isinstance(value, list):
            place.refuse("must provide an array")
        elif len(value) < least:
            place.refuse(f"must provide at least {least} items")
        elif most is not None and len(value) > most:
            place.refuse(f"no more than {most} items allowed")
        else:
            for index, one in enumerate(value):
                item(one, place.at(index))

    return rule


@dataclass(frozen=True)
class Form:
    """An object: its fields, and the checks across them, made once each field is sound."""

    required: Mapping[str, Rule]
    optional: Mapping[str, Rule] = field(default_factory=dict)
    checks: Collection[Check] = ()

    def __call__(self, value: object, place: Place) -> None:
        if not isinstance(value, dict):
            return place.refuse("must provide an object")
        before = len(place.messages)
        for name in self.required:
            if name not in value:
                place.refuse(f"missing required field: {name}")
        for name, inside in value.items():
            self._field(name, inside, place)
        if len(place.messages) == before:
            for check in self.checks:
                check(value, place)

    def _field(self, name: str, value: object, place: Place) -> None:
        rule = self.required.get(name) or self.optional.get(name)
        if rule is None:
            place.refuse(f"invalid additional property: {name}")
        else:
            rule(value, place.at(name))
