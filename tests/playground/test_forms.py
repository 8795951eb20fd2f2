from types import SimpleNamespace
from typing import Any

import pytest
from multidict import MultiDict

from playground.choices.state import Known, NotAChoice
from playground.page import forms

Block = dict[str, Any]


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}


def button(**more: Any) -> Block:
    return {"type": "button", "action_id": "a", "text": plain("Tryk"), **more}


MENU: Block = {
    "type": "overflow",
    "action_id": "menu",
    "options": [{"text": plain("Rediger"), "value": "r"}, {"text": plain("Slet"), "value": "s"}],
}
DAY: Block = {"type": "datepicker", "action_id": "dag"}
WHO: Block = {"type": "multi_users_select", "action_id": "hvem"}
FILES: Block = {"type": "file_input", "action_id": "bilag"}
ROW: Block = {
    "type": "actions",
    "block_id": "1",
    "elements": [button(value="x"), button(value="y"), MENU],
}
ASKED: list[Block] = [
    {"type": "input", "block_id": name, "label": plain(name), "element": element}
    for name, element in (("hvornår", DAY), ("hvem", WHO), ("bilag", FILES))
]
KNOWN = Known(people={"U0ASSENS", "U0KOEGE"}, files={"F1": {"id": "F1", "name": "plan.pdf"}})


def key(name: str) -> str:
    [block] = [b for b in ASKED if b["block_id"] == name]
    return forms.key(block, block["element"])


def test_a_form_says_what_is_chosen() -> None:
    form: MultiDict[Any] = MultiDict(
        [
            ("som", "U0ASSENS"),
            (key("hvornår"), "2026-11-24"),
            (key("hvem"), "U0ASSENS"),
            (key("hvem"), "U0KOEGE"),
            (key("bilag"), "F1"),
        ]
    )

    assert forms.read(ASKED, form, KNOWN) == {
        "hvornår": {"dag": {"type": "datepicker", "selected_date": "2026-11-24"}},
        "hvem": {"hvem": {"type": "multi_users_select", "selected_users": ["U0ASSENS", "U0KOEGE"]}},
        "bilag": {"bilag": {"type": "file_input", "files": [{"id": "F1", "name": "plan.pdf"}]}},
    }


def test_fields_that_are_not_there_are_empty() -> None:
    values = forms.read(ASKED, MultiDict(), KNOWN)

    assert values["hvornår"]["dag"]["selected_date"] is None
    assert values["hvem"]["hvem"]["selected_users"] == []


def test_a_forged_choice_is_refused() -> None:
    with pytest.raises(NotAChoice):
        forms.read(ASKED, MultiDict({key("hvem"): "U0FREMMED"}), KNOWN)


def test_uploads_are_found_where_something_was_chosen() -> None:
    plan, nothing = SimpleNamespace(filename="plan.pdf"), SimpleNamespace(filename="")
    form: MultiDict[Any] = MultiDict([(key("bilag"), plan), (key("bilag"), nothing)])

    assert list(forms.uploads(ASKED, form)) == [(key("bilag"), plan)]
    assert forms.read(ASKED, form, KNOWN)["bilag"]["bilag"]["files"] == []


def test_a_button_is_found_by_what_was_drawn() -> None:
    here, there, _ = ROW["elements"]

    assert forms.pressed([ROW], forms.press_key(ROW, here, here)) == (ROW, here, {"type": "button"})
    assert forms.pressed([ROW], forms.press_key(ROW, there, there)) == (
        ROW,
        there,
        {"type": "button"},
    )


def test_a_choice_of_a_menu_is_pressed() -> None:
    delete = MENU["options"][1]
    found = forms.pressed([ROW], forms.press_key(ROW, MENU, delete))

    assert found == (ROW, MENU, {"type": "overflow", "selected_option": delete})


@pytest.mark.parametrize(
    "name",
    [
        "1/a/z",
        "1/menu",
        "1/b",
        "1/a/x/x",
        "[",
        "7",
        "",
        "[" * 9999,
    ],
)
def test_what_is_not_there_can_not_be_pressed(name: str) -> None:
    assert forms.pressed([ROW], name) is None


@pytest.mark.parametrize(
    ("name", "there"), [(key("hvornår"), True), ("x/hvornår", False), ("x", False)]
)
def test_an_element_is_found_by_its_key(name: str, there: bool) -> None:
    assert (forms.acted(ASKED, name) is not None) is there
