from typing import Any

import pytest

from playground.choices import elements

Block = dict[str, Any]


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}


def button(action_id: str, value: str | None = None) -> Block:
    return {
        "type": "button",
        "action_id": action_id,
        "text": plain("Deltag"),
        **({} if value is None else {"value": value}),
    }


DATE = {"type": "datepicker", "action_id": "dag"}
MENU = {
    "type": "overflow",
    "action_id": "menu",
    "options": [{"text": plain("Rediger"), "value": "r"}, {"text": plain("Slet"), "value": "s"}],
}
THUMBS = {
    "type": "feedback_buttons",
    "action_id": "svar",
    "positive_button": {"text": plain("Godt"), "value": "godt"},
    "negative_button": {"text": plain("Dårligt"), "value": "dårligt"},
}
CARD = {"type": "card", "block_id": "kort", "title": plain("Assens"), "actions": [button("åbn")]}
BLOCKS: list[Block] = [
    {
        "type": "actions",
        "block_id": "række",
        "elements": [button("ja", "1"), button("ja", "2"), MENU],
    },
    {"type": "section", "block_id": "afsnit", "text": plain("Hvornår?"), "accessory": DATE},
    {"type": "input", "block_id": "felt", "label": plain("Dag"), "element": DATE},
    {"type": "context_actions", "block_id": "tommel", "elements": [THUMBS]},
    {"type": "context", "elements": [plain("ikke noget at trykke på")]},
    CARD,
    {"type": "carousel", "elements": [{**CARD, "block_id": "kort 2"}]},
    {
        "type": "container",
        "title": plain("Mere"),
        "child_blocks": [{"type": "actions", "block_id": "inde", "elements": [button("nej")]}],
    },
]


def test_interactive_elements_are_found_wherever_they_stand() -> None:
    found = [elements.ids(block, element) for block, element in elements.interactive(BLOCKS)]

    assert found == [
        ("række", "ja"),
        ("række", "ja"),
        ("række", "menu"),
        ("afsnit", "dag"),
        ("felt", "dag"),
        ("tommel", "svar"),
        ("kort", "åbn"),
        ("kort 2", "åbn"),
        ("inde", "nej"),
    ]


@pytest.mark.parametrize("value", ["1", "2"])
def test_a_value_tells_buttons_apart_that_share_an_id(value: str) -> None:
    found = elements.find(BLOCKS, "række", "ja", value)

    assert found is not None
    assert found[1]["value"] == value


@pytest.mark.parametrize(
    ("block_id", "action_id", "value"),
    [("række", "menu", "s"), ("tommel", "svar", "dårligt"), ("inde", "nej", None)],
)
def test_a_menu_is_found_by_one_of_its_choices(
    block_id: str, action_id: str, value: str | None
) -> None:
    found = elements.find(BLOCKS, block_id, action_id, value)

    assert found is not None
    assert elements.ids(*found) == (block_id, action_id)


@pytest.mark.parametrize(
    ("block_id", "action_id", "value"),
    [("række", "ja", "3"), ("felt", "ja", None), ("ukendt", "dag", None), ("række", "menu", "x")],
)
def test_what_is_not_there_is_not_found(block_id: str, action_id: str, value: str | None) -> None:
    assert elements.find(BLOCKS, block_id, action_id, value) is None


@pytest.mark.parametrize(
    "malformed",
    [
        {"type": "actions"},
        {"type": "actions", "elements": "ikke en liste"},
        {"type": "actions", "elements": ["ikke et element", None]},
        {"type": "section", "accessory": {"type": "image"}},
        {"type": "container", "child_blocks": 7},
        {"type": ["liste"]},
        {},
    ],
)
def test_malformed_blocks_hold_nothing(malformed: Block) -> None:
    assert list(elements.interactive([malformed])) == []


def test_options_are_also_found_in_their_groups() -> None:
    grouped = {"option_groups": [{"label": plain("Fyn"), "options": [{"value": "assens"}]}]}

    assert elements.options(grouped) == [{"value": "assens"}]
