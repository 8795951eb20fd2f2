"""Modals and the Home tab."""

from collections.abc import Callable

import pytest

from playground.kit import check_view
from tests.playground.kit.samples import (
    TEXT_INPUT,
    Block,
    actions,
    button,
    home,
    input_block,
    modal,
    mrkdwn,
    plain,
    section,
    static_select,
    view_refused,
)


def test_a_modal_with_everything() -> None:
    check_view(
        modal(
            input_block(TEXT_INPUT),
            submit=plain("Gem"),
            close=plain("Luk"),
            private_metadata="",
            callback_id="kommune",
            external_id="",
            clear_on_close=True,
            notify_on_close=False,
            submit_disabled=False,
        )
    )


def test_a_home_tab_needs_only_its_blocks() -> None:
    check_view(home(section(), private_metadata="{}", callback_id="hjem", external_id="U0ASSENS"))
    check_view(home(input_block(TEXT_INPUT)))


@pytest.mark.parametrize("view", [None, "modal", [modal()], 7])
def test_a_view_is_an_object(view: object) -> None:
    assert view_refused(view) == ["must provide an object [json-pointer:/view]"]


def without(view: Block, field: str) -> Block:
    return {name: value for name, value in view.items() if name != field}


@pytest.mark.parametrize(
    ("view", "message"),
    [
        (without(modal(), "type"), "missing required field: type [json-pointer:/view]"),
        (modal() | {"type": "side"}, "unsupported type: side [json-pointer:/view/type]"),
        (without(modal(), "title"), "missing required field: title [json-pointer:/view]"),
        (without(home(), "blocks"), "missing required field: blocks [json-pointer:/view]"),
        (modal(title=mrkdwn()), "unsupported type: mrkdwn [json-pointer:/view/title/type]"),
        (modal(title=plain("")), "must be more than 0 characters [json-pointer:/view/title/text]"),
        (modal(farve="grøn"), "invalid additional property: farve [json-pointer:/view]"),
        (home(submit=plain("Gem")), "invalid additional property: submit [json-pointer:/view]"),
        (home(title=plain("Hjem")), "invalid additional property: title [json-pointer:/view]"),
        (modal(clear_on_close="ja"), "must provide a boolean [json-pointer:/view/clear_on_close]"),
        (modal() | {"blocks": []}, "must provide at least 1 items [json-pointer:/view/blocks]"),
        (home() | {"blocks": {}}, "must provide an array [json-pointer:/view/blocks]"),
        (home() | {"blocks": ["tekst"]}, "must provide an object [json-pointer:/view/blocks/0]"),
    ],
)
def test_a_view_says_what_is_wrong_with_it(view: Block, message: str) -> None:
    assert view_refused(view) == [message]


def test_a_modal_that_asks_can_be_submitted() -> None:
    asking = [section(), input_block(TEXT_INPUT)]
    check_view(modal(*asking, submit=plain("Gem")))

    assert view_refused(modal(*asking)) == [
        "must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/1/input]"
    ]


@pytest.mark.parametrize("make", [modal, home])
def test_ids_differ_in_a_view(make: Callable[..., Block]) -> None:
    check_view(make(section(block_id="a"), section(block_id="b")))

    assert view_refused(make(section(block_id="a"), section(block_id="a"))) == [
        '`block_id` "a" already exists [json-pointer:/view/blocks/1/block_id]'
    ]
    assert view_refused(make(actions(button(action_id="ja"), button(action_id="ja")))) == [
        '`action_id` "ja" already exists [json-pointer:/view/blocks/0/elements/1/action_id]'
    ]


@pytest.mark.parametrize("make", [modal, home])
def test_one_element_has_the_focus(make: Callable[..., Block]) -> None:
    focused = section(accessory=static_select(focus_on_load=True))
    check_view(make(focused, section()))

    assert view_refused(make(focused, focused)) == [
        "only one element can be set to true [json-pointer:/view/blocks/1/accessory/focus_on_load]"
    ]


def test_a_view_may_hold_more_text_than_a_message() -> None:
    check_view(modal(*[section(text=plain("å" * 3_000))] * 5))
