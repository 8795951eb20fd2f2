"""What is chosen in interactive elements, as `view.state.values` and `actions` have it.

Shapes: docs.slack.dev, reference/interaction-payloads/view_submission-payload and
block_actions-payload.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from playground.choices.answers import missing
from playground.choices.elements import STATEFUL, Block, ids, interactive, presses
from playground.choices.kinds import KINDS, Known, NotAChoice, State, Values

__all__ = (
    "Known",
    "NotAChoice",
    "State",
    "Values",
    "action",
    "chosen",
    "initial",
    "missing",
    "untouched",
)


def initial(blocks: Sequence[Block]) -> Values:
    """What Slack says before anybody chose: every element with a state, and what it begins with."""
    values: Values = {}
    for block, element in interactive(blocks):
        if element["type"] in STATEFUL:
            block_id, action_id = ids(block, element)
            values.setdefault(block_id, {})[action_id] = untouched(element)
    return values


def untouched(element: Block) -> State:
    """The state of an element in which nobody chose yet."""
    kind = KINDS[element["type"]]
    begins_with = element.get(kind.initial)
    if begins_with is None:
        begins_with = kind.nothing()
    elif element["type"] == "number_input":  # may be given as a number, is always told as text
        begins_with = str(begins_with)
    return {"type": element["type"], kind.field: begins_with}


def chosen(element: Block, given: Sequence[str], *, known: Known) -> State:
    """Strings from a form as Slack's state; none, or an empty one, is nothing chosen.

    Raises NotAChoice for what cannot be chosen there. What people type is taken as it is;
    `missing` says what is wrong with it.
    """
    kind = KINDS.get(element["type"])
    if kind is None:
        return _pressed(element, given)
    try:
        read = [kind.read(element, text, known) for text in dict.fromkeys(given) if text]
    except (ValueError, OverflowError) as error:
        raise NotAChoice(*given) from error
    if len(read) > 1 and not kind.many:
        raise NotAChoice(*given)
    value = read if kind.many else next(iter(read), None)
    return {"type": element["type"], kind.field: value}


def _pressed(element: Block, given: Sequence[str]) -> State:
    """A button has no state; a menu or a pair of buttons says which of them."""
    kind = element["type"]
    if kind not in ("overflow", "feedback_buttons"):
        return {"type": kind}
    pressed = next((p for p in presses(element) if [p.get("value")] == list(given)), None)
    if pressed is None:
        raise NotAChoice(*given)
    if kind == "overflow":
        return {"type": kind, "selected_option": pressed}
    return {"type": kind, "text": pressed.get("text"), "value": pressed.get("value")}


# What an action repeats of its element.
_REPEATED = ("text", "value", "style", "url", "icon", "placeholder", "confirm")


def action(block: Block, element: Block, state: Mapping[str, Any], *, at: str) -> dict[str, Any]:
    """One entry of block_actions' `actions`, done at the timestamp `at`."""
    kind = KINDS.get(element["type"])
    repeated = (*_REPEATED, kind.initial) if kind else _REPEATED
    block_id, action_id = ids(block, element)
    return {
        "type": element["type"],
        "block_id": block_id,
        "action_id": action_id,
        **{name: element[name] for name in repeated if name in element},
        **state,
        "action_ts": at,
    }
