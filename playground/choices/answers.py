"""What Slack's own window checks before it sends a view: Danish sentences for what is wrong."""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from playground.choices import typed
from playground.choices.elements import Block, flat, ids
from playground.choices.kinds import KINDS, Values

LONGEST = 3000  # characters in a plain_text_input; docs.slack.dev, plain-text-input-element
MOST_FILES = 10  # docs.slack.dev, file-input-element

Check = Callable[[Block, Any], str | None]

_EMAIL = re.compile(r"[^\s@]+@[^\s@.]+(\.[^\s@.]+)+")
_ADDRESS = re.compile(r"https?://[^\s/.]+(\.[^\s/.]+)*([/?#:]\S*)?", re.IGNORECASE)


def missing(blocks: Sequence[Block], values: Values) -> dict[str, str]:
    """What stops a view from being sent: block_id -> what the person should do about it."""
    wrong = {}
    for block in flat(blocks):
        if block.get("type") != "input" or not isinstance(block.get("element"), Mapping):
            continue
        if sentence := _wrong(block, block["element"], values):
            wrong[ids(block, block["element"])[0]] = sentence
    return wrong


def _wrong(block: Block, element: Block, values: Values) -> str | None:
    kind = KINDS.get(str(element.get("type")))
    if kind is None:
        return None
    block_id, action_id = ids(block, element)
    answer = values.get(block_id, {}).get(action_id, {}).get(kind.field)
    if not answer or (element["type"] == "rich_text_input" and not typed.text(answer).strip()):
        return None if block.get("optional") else _empty(element)
    return _CHECKS.get(element["type"], _fine)(element, answer)


def _empty(element: Block) -> str:
    if element["type"] == "file_input":
        return "Vælg en fil."
    return "Skriv noget her." if KINDS[element["type"]].initial == "initial_value" else "Vælg her."


def _fine(_: Block, __: Any) -> str | None:
    return None


def _text(element: Block, answer: str) -> str | None:
    least, most = element.get("min_length", 0), element.get("max_length", LONGEST)
    if len(answer) < least:
        return f"Skriv mindst {least} tegn. Du har skrevet {len(answer)}."
    if len(answer) > most:
        return f"Skriv højst {most} tegn. Du har skrevet {len(answer)}."
    return None


def _number(element: Block, answer: str) -> str | None:
    try:
        number = Decimal(answer)
    except InvalidOperation:
        return "Skriv et tal."
    if not number.is_finite():
        return "Skriv et tal."
    if not element.get("is_decimal_allowed") and number != number.to_integral_value():
        return "Skriv et helt tal."
    return _within(element, number)


def _within(element: Block, number: Decimal) -> str | None:
    least, most = element.get("min_value"), element.get("max_value")
    if least is not None and number < Decimal(str(least)):
        return f"Skriv et tal, der er mindst {least}."
    if most is not None and number > Decimal(str(most)):
        return f"Skriv et tal, der er højst {most}."
    return None


def _email(_: Block, answer: str) -> str | None:
    return (
        None if _EMAIL.fullmatch(answer) else "Skriv en mailadresse, for eksempel navn@kommune.dk."
    )


def _address(_: Block, answer: str) -> str | None:
    return None if _ADDRESS.fullmatch(answer) else "Skriv en adresse, der begynder med https://."


def _how_many(element: Block, answer: Sequence[Any]) -> str | None:
    most = element.get("max_selected_items")
    return f"Vælg højst {most}." if most is not None and len(answer) > most else None


def _files(element: Block, answer: Sequence[Block]) -> str | None:
    most, allowed = element.get("max_files", MOST_FILES), element.get("filetypes")
    if len(answer) > most:
        return "Vælg kun én fil." if most == 1 else f"Vælg højst {most} filer."
    names = [str(file.get("name", "")) for file in answer]
    if allowed and not all(name.rpartition(".")[2].lower() in allowed for name in names):
        return f"Vælg en fil af typen {', '.join(allowed)}."
    return None


_CHECKS: Mapping[str, Check] = {
    "email_text_input": _email,
    "file_input": _files,
    "number_input": _number,
    "plain_text_input": _text,
    "url_text_input": _address,
    **{kind: _how_many for kind in KINDS if kind.startswith("multi_")},
}
