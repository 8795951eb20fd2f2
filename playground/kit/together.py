"""Rules across the blocks of one message or view. They hold once each block is sound."""

from collections.abc import Iterator, Sequence
from typing import Any

from playground.kit import limits
from playground.kit.problems import Invalid, Place

Blocks = Sequence[dict[str, Any]]

_READ = ("text", "title", "label")  # the fields whose strings people read
_TABLES = ("table", "data_table")


def objects(value: object, place: Place) -> Iterator[tuple[dict[str, Any], Place]]:
    """Every object in `value`, outermost first, each with its place."""
    if isinstance(value, dict):
        yield value, place
        for name, inside in value.items():
            yield from objects(inside, place.at(name))
    elif isinstance(value, list):
        for index, inside in enumerate(value):
            yield from objects(inside, place.at(index))


def _unique(name: str, found: Iterator[tuple[dict[str, Any], Place]]) -> None:
    seen = set()
    for one, place in found:
        if one.get(name) in seen:
            place.at(name).refuse(f'`{name}` "{one[name]}" already exists')
        elif name in one:
            seen.add(one[name])


def check_ids(blocks: Blocks, place: Place) -> None:
    """Block ids differ in all of `blocks`, action ids in one block ("in the containing block")."""
    _unique("block_id", objects(blocks, place))
    for one, where in objects(blocks, place):
        for name in ("elements", "actions"):
            siblings = enumerate(one.get(name, []))
            _unique("action_id", ((e, where.at(name, index)) for index, e in siblings))


def check_focus(blocks: Blocks, place: Place) -> None:
    """Only one element asks for the focus ("Only one element can be set to true")."""
    focused = [where for one, where in objects(blocks, place) if one.get("focus_on_load")]
    for where in focused[1:]:
        where.at("focus_on_load").refuse("only one element can be set to true")


def _of(blocks: Blocks, place: Place, *types: str) -> list[dict[str, Any]]:
    return [one for one, _ in objects(blocks, place) if one.get("type") in types]


def length(value: object) -> int:
    """Characters that people read. A table's cells have a budget of their own."""
    if isinstance(value, list):
        return sum(map(length, value))
    if not isinstance(value, dict) or value.get("type") in _TABLES:
        return 0
    own = sum(len(value[name]) for name in _READ if isinstance(value.get(name), str))
    return own + sum(map(length, value.values()))


def check_amounts(blocks: Blocks, place: Place) -> None:
    """How much of each thing one message holds.

    Raises Invalid "invalid_attachments" for a second table, as the table block's page has it, and
    "msg_blocks_too_long" for too much text in all.
    """
    if len(_of(blocks, place, *_TABLES)) > limits.TABLES:
        raise Invalid("invalid_attachments", ["only_one_table_allowed"])
    if len(_of(blocks, place, "data_visualization")) > limits.CHARTS:
        place.refuse(f"no more than {limits.CHARTS} data_visualization blocks allowed")
    for kind, most in [
        ("markdown", limits.MARKDOWN_TEXT),
        ("table", limits.TABLE_TEXT),
        ("data_table", limits.DATA_TABLE_TEXT),
    ]:
        parts = [one["rows"] if "rows" in one else one for one in _of(blocks, place, kind)]
        if length(parts) > most:
            place.refuse(f"{kind} must be less than {most + 1} characters")
    if length(blocks) > limits.MESSAGE_TEXT:
        raise Invalid("msg_blocks_too_long")
