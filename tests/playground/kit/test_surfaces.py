"""Where a block or element may stand."""

import pytest

from playground.kit import check_message, check_view
from tests.playground.kit.samples import (
    DATETIMEPICKER,
    MODAL_INPUTS,
    RICH_INPUT,
    TEXT_INPUT,
    WORKFLOW,
    Block,
    actions,
    card,
    container,
    data_table,
    feedback,
    form,
    home,
    input_block,
    modal,
    mrkdwn,
    pie,
    refused,
    section,
    table,
    task,
    view_refused,
)

ONLY_IN_MESSAGES: list[Block] = [
    {"type": "markdown", "text": "# Svar"},
    table(),
    data_table(),
    pie(),
    task(),
    {"type": "plan", "title": "Plan", "tasks": [task()]},
    {"type": "context_actions", "elements": [feedback()]},
    {"type": "file", "external_id": "klimaplan", "source": "remote"},
    {"type": "call", "call_id": "R0MOEDE"},
]
NOT_IN_MODALS: list[Block] = [
    card(),
    {"type": "carousel", "elements": [card()]},
    container(section()),
]


def unsupported(block: Block, where: str = "") -> list[str]:
    return [f"unsupported type: {block['type']} [json-pointer:/view/blocks/0{where}/type]"]


@pytest.mark.parametrize("block", ONLY_IN_MESSAGES, ids=lambda b: b["type"])
def test_what_stands_in_messages_alone(block: Block) -> None:
    check_message([block])

    assert view_refused(modal(block)) == unsupported(block)
    assert view_refused(home(block)) == unsupported(block)


@pytest.mark.parametrize("block", NOT_IN_MODALS, ids=lambda b: b["type"])
def test_what_does_not_stand_in_modals(block: Block) -> None:
    check_message([block])
    check_view(home(block))

    assert view_refused(modal(block)) == unsupported(block)


def test_an_alert_stands_in_modals_alone() -> None:
    alert: Block = {"type": "alert", "text": mrkdwn()}
    check_view(modal(alert))

    assert view_refused(home(alert)) == unsupported(alert)
    assert refused(alert) == ["unsupported type: alert [json-pointer:/blocks/0/type]"]


@pytest.mark.parametrize("element", MODAL_INPUTS, ids=lambda e: e["type"])
def test_fields_that_stand_in_modals_alone(element: Block) -> None:
    check_view(form(element))

    assert view_refused(home(input_block(element))) == unsupported(element, "/element")
    assert refused(input_block(element)) == [
        f"unsupported type: {element['type']} [json-pointer:/blocks/0/element/type]"
    ]


def test_rich_text_is_not_written_in_messages() -> None:
    check_view(form(RICH_INPUT))
    check_view(home(input_block(RICH_INPUT)))

    assert refused(input_block(RICH_INPUT)) == [
        "unsupported type: rich_text_input [json-pointer:/blocks/0/element/type]"
    ]


def test_a_text_field_may_stand_anywhere() -> None:
    check_message([input_block(TEXT_INPUT)])
    check_view(form(TEXT_INPUT))
    check_view(home(input_block(TEXT_INPUT)))


def test_a_datetimepicker_does_not_stand_in_the_home_tab() -> None:
    check_message([actions(DATETIMEPICKER)])
    check_view(modal(actions(DATETIMEPICKER)))

    assert view_refused(home(actions(DATETIMEPICKER))) == unsupported(DATETIMEPICKER, "/elements/0")


def test_a_workflow_button_stands_in_messages_alone() -> None:
    check_message([actions(WORKFLOW)])

    assert view_refused(modal(actions(WORKFLOW))) == unsupported(WORKFLOW, "/elements/0")


@pytest.mark.parametrize("child", [container(section()), pie(), card(), data_table()])
def test_a_container_does_not_hold(child: Block) -> None:
    assert refused(container(child)) == [
        f"unsupported type: {child['type']} [json-pointer:/blocks/0/child_blocks/0/type]"
    ]


def test_a_table_inside_a_container_stands_in_messages_alone() -> None:
    check_message([container(table())])

    assert view_refused(home(container(table()))) == unsupported(table(), "/child_blocks/0")
