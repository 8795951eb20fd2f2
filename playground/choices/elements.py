"""The interactive elements in blocks: where they are, and what tells them apart."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Block = Mapping[str, Any]

# Elements that people can act on; docs.slack.dev, reference/block-kit/block-elements.
STATELESS = frozenset({"button", "feedback_buttons", "icon_button", "overflow", "workflow_button"})
STATEFUL = frozenset(
    {
        "channels_select",
        "checkboxes",
        "conversations_select",
        "datepicker",
        "datetimepicker",
        "email_text_input",
        "external_select",
        "file_input",
        "multi_channels_select",
        "multi_conversations_select",
        "multi_external_select",
        "multi_static_select",
        "multi_users_select",
        "number_input",
        "plain_text_input",
        "radio_buttons",
        "rich_text_input",
        "static_select",
        "timepicker",
        "url_text_input",
        "users_select",
    }
)
_HELD_IN = {  # the field of a block that holds its elements
    "actions": "elements",
    "card": "actions",
    "context_actions": "elements",
    "input": "element",
    "section": "accessory",
}
_WITHIN = {"carousel": "elements", "container": "child_blocks"}  # blocks that hold blocks


def interactive(blocks: Sequence[Block]) -> Iterator[tuple[Block, Block]]:
    """Every element that people can act on, with the block that it is in, from above."""
    for block in flat(blocks):
        for element in _mappings(block.get(_HELD_IN.get(str(block.get("type")), ""))):
            if str(element.get("type")) in STATELESS | STATEFUL:
                yield block, element


def find(
    blocks: Sequence[Block], block_id: str, action_id: str, value: str | None = None
) -> tuple[Block, Block] | None:
    """The element with these ids and the block it is in, if there is one.

    `value` tells buttons apart that share an id; of an overflow menu and of feedback buttons it
    is one of their choices. Without it the first element with these ids is found.
    """
    for block, element in interactive(blocks):
        if ids(block, element) == (block_id, action_id) and _offers(element, value):
            return block, element
    return None


def ids(block: Block, element: Block) -> tuple[str, str]:
    """The `block_id` and `action_id`, which together name an element; empty if not given."""
    return str(block.get("block_id") or ""), str(element.get("action_id") or "")


def options(element: Block) -> Sequence[Block]:
    """The options of a menu, also those in groups."""
    groups = _mappings(element.get("option_groups"))
    return [
        *_mappings(element.get("options")),
        *(option for group in groups for option in _mappings(group.get("options"))),
    ]


def presses(element: Block) -> Sequence[Block]:
    """What can be pressed in it: itself, or each of its choices."""
    match element.get("type"):
        case "overflow":
            return options(element)
        case "feedback_buttons":
            both = (element.get("positive_button"), element.get("negative_button"))
            return [button for side in both for button in _mappings(side)]
    return [element]


def flat(blocks: Sequence[Block]) -> Iterator[Block]:
    """Blocks, each followed by those it holds."""
    for block in _mappings(blocks):
        yield block
        yield from _mappings(block.get(_WITHIN.get(str(block.get("type")), "")))


def _offers(element: Block, value: str | None) -> bool:
    return value is None or any(press.get("value", "") == value for press in presses(element))


def _mappings(value: Any) -> list[Block]:
    """The mappings in a list, or the one that it is itself; nothing of what Slack never has."""
    if isinstance(value, Mapping):
        return [value]
    return [v for v in value if isinstance(v, Mapping)] if isinstance(value, list | tuple) else []
