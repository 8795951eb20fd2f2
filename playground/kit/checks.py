"""Checks across the fields of one object, made once each field is sound."""

from typing import Any

from playground.kit.problems import Place
from playground.kit.rules import Check


def either(first: str, second: str) -> Check:
    """Exactly one of two fields."""

    def check(value: dict[str, Any], place: Place) -> None:
        if (first in value) == (second in value):
            place.refuse(f"must define either `{first}` or `{second}`")

    return check


def some(*names: str) -> Check:
    """At least one of the fields `names`."""

    def check(value: dict[str, Any], place: Place) -> None:
        if not value.keys() & set(names):
            place.refuse(f"must define either {' or '.join(f'`{name}`' for name in names)}")

    return check


def ascending(low: str, high: str) -> Check:
    """`low` is at most `high`, where both are given."""

    def check(value: dict[str, Any], place: Place) -> None:
        if low in value and high in value and value[low] > value[high]:
            place.at(low).refuse(f"must be less than or equal to `{high}`")

    return check
