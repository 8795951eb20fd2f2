"""A posted form of the page, read back as what is chosen in the blocks it was drawn from."""

from collections.abc import Iterator, Sequence
from typing import Any, Protocol
from urllib.parse import quote, unquote

from playground.choices.elements import STATEFUL, Block, find, ids, interactive
from playground.choices.state import Known, NotAChoice, State, Values, chosen


class Form(Protocol):
    """Fields by name, several of which may share one: a MultiDict of aiohttp."""

    def getall(self, key: str, default: Any) -> Any: ...


def key(block: Block, element: Block) -> str:
    """What tells an element from every other in its message or view: the name of its field."""
    return _joined(*ids(block, element))


def press_key(block: Block, element: Block, press: Block) -> str:
    """What tells a button, or a choice of a menu, from every other; see `elements.presses`."""
    value = press.get("value")
    return _joined(*ids(block, element), *([] if value is None else [value]))


def read(blocks: Sequence[Block], form: Form, known: Known) -> Values:
    """What is chosen in every element that has a state. Raises NotAChoice."""
    values: Values = {}
    for block, element in interactive(blocks):
        if element["type"] in STATEFUL:
            block_id, action_id = ids(block, element)
            given = form.getall(key(block, element), [])
            texts = [text for text in given if isinstance(text, str)]
            values.setdefault(block_id, {})[action_id] = chosen(element, texts, known=known)
    return values


def uploads(blocks: Sequence[Block], form: Form) -> Iterator[tuple[str, Any]]:
    """The files in a form, each with the name of its field.

    Whoever stores them adds their ids to the form under that name, and to `Known.files`.
    """
    for block, element in interactive(blocks):
        if element["type"] == "file_input":
            name = key(block, element)
            yield from (
                (name, file) for file in form.getall(name, []) if getattr(file, "filename", "")
            )


def acted(blocks: Sequence[Block], name: str) -> tuple[Block, Block] | None:
    """The element with that key and its block, if it is still there."""
    match _parts(name):
        case [block_id, action_id]:
            return find(blocks, block_id, action_id)
    return None


def pressed(blocks: Sequence[Block], name: str) -> tuple[Block, Block, State] | None:
    """What `press` names, if it is still there: block, element, and which of its choices."""
    match _parts(name):
        case [block_id, action_id, *values] if len(values) <= 1:
            found = find(blocks, block_id, action_id, *values)
        case _:
            return None
    if found is None:
        return None
    block, element = found
    try:
        return block, element, chosen(element, values or [""], known=Known())
    except NotAChoice:
        return None


def _joined(*parts: str) -> str:
    """One name of several. Browsers change quotes in the names of a form with files in it."""
    return "/".join(quote(part, safe=" ") for part in parts)


def _parts(name: str) -> list[str]:
    return [unquote(part) for part in name.split("/")]
