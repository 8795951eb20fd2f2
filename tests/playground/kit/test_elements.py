"""What stands in a block: text objects, options, buttons, inputs."""

from typing import Any

import pytest

from playground.kit import check_message, check_view
from tests.playground.kit.samples import (
    NUMBER_INPUT,
    URL,
    Block,
    actions,
    button,
    confirm,
    form,
    mrkdwn,
    option,
    options,
    picture,
    plain,
    refused,
    section,
    static_select,
    view_refused,
)

WHERE = "[json-pointer:/blocks/0/accessory"
FIELD = "[json-pointer:/view/blocks/0/element"


def beside(element: Block) -> Block:
    return section(accessory=element)


@pytest.mark.parametrize(
    ("block", "message"),
    [
        (section(text="Hej"), "must provide an object [json-pointer:/blocks/0/text]"),
        (section(text=[mrkdwn()]), "must provide an object [json-pointer:/blocks/0/text]"),
        (
            section(text={"text": "Hej"}),
            "missing required field: type [json-pointer:/blocks/0/text]",
        ),
        (
            section(text={"type": "mrkdwn"}),
            "missing required field: text [json-pointer:/blocks/0/text]",
        ),
        (
            section(text={"type": "mrkdwn", "text": 7}),
            "must provide a string [json-pointer:/blocks/0/text/text]",
        ),
        (
            section(text={"type": "markdown", "text": "Hej"}),
            "unsupported type: markdown [json-pointer:/blocks/0/text/type]",
        ),
        (
            section(text={"type": ["mrkdwn"], "text": "Hej"}),
            "unsupported type: not a string [json-pointer:/blocks/0/text/type]",
        ),
        (
            section(text=mrkdwn() | {"emoji": True}),
            "invalid additional property: emoji [json-pointer:/blocks/0/text]",
        ),
        (
            section(text=plain() | {"verbatim": True}),
            "invalid additional property: verbatim [json-pointer:/blocks/0/text]",
        ),
        (
            section(text=plain() | {"emoji": "ja"}),
            "must provide a boolean [json-pointer:/blocks/0/text/emoji]",
        ),
        (
            {"type": "header", "text": mrkdwn()},
            "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]",
        ),
        ({"type": "section"}, "must define either `text` or `fields` [json-pointer:/blocks/0]"),
        (
            {"type": "actions", "elements": {}},
            "must provide an array [json-pointer:/blocks/0/elements]",
        ),
        (
            actions(button(text=mrkdwn())),
            "unsupported type: mrkdwn [json-pointer:/blocks/0/elements/0/text/type]",
        ),
        (
            actions(button(style="green")),
            "must be a valid enum value [json-pointer:/blocks/0/elements/0/style]",
        ),
        (
            actions(picture()),
            "unsupported type: image [json-pointer:/blocks/0/elements/0/type]",
        ),
        (
            actions(button(confirm=confirm() | {"deny": None})),
            "must provide an object [json-pointer:/blocks/0/elements/0/confirm/deny]",
        ),
        (
            picture(image_url="assens.png"),
            "must be a valid url [json-pointer:/blocks/0/image_url]",
        ),
        (
            picture(slack_file={"id": "F0KORT"}),
            "must define either `image_url` or `slack_file` [json-pointer:/blocks/0]",
        ),
        (
            {"type": "image", "alt_text": "Kort", "slack_file": {"id": "F0KORT", "url": URL}},
            "must define either `id` or `url` [json-pointer:/blocks/0/slack_file]",
        ),
        (
            {"type": "context", "elements": [button()]},
            "unsupported type: button [json-pointer:/blocks/0/elements/0/type]",
        ),
        (
            {"type": "context_actions", "elements": [button()]},
            "unsupported type: button [json-pointer:/blocks/0/elements/0/type]",
        ),
        (
            {"type": "input", "label": plain(), "element": button()},
            "unsupported type: button [json-pointer:/blocks/0/element/type]",
        ),
        (
            {"type": "input", "element": static_select()},
            "missing required field: label [json-pointer:/blocks/0]",
        ),
    ],
)
def test_a_block_says_what_is_wrong_with_it(block: Block, message: str) -> None:
    assert refused(block) == [message]


@pytest.mark.parametrize(
    ("element", "message"),
    [
        (
            {"type": "static_select"},
            f"must define either `options` or `option_groups` {WHERE}]",
        ),
        (
            static_select(option_groups=[{"label": plain(), "options": options(1)}]),
            f"must define either `options` or `option_groups` {WHERE}]",
        ),
        (
            static_select(options=[option() | {"text": mrkdwn()}]),
            f"unsupported type: mrkdwn {WHERE}/options/0/text/type]",
        ),
        (
            static_select(options=[option(url=URL)]),
            f"invalid additional property: url {WHERE}/options/0]",
        ),
        (
            static_select(initial_option=option("koege", "Køge")),
            f"must match one of the options {WHERE}/initial_option]",
        ),
        (
            static_select(initial_option=option("kommune-0", "Et andet navn")),
            f"must match one of the options {WHERE}/initial_option]",
        ),
        (
            static_select(initial_option=None),
            f"must provide an object {WHERE}/initial_option]",
        ),
        (
            {
                "type": "static_select",
                "option_groups": [{"label": plain(), "options": options(1)}],
                "initial_option": option("kommune-1"),
            },
            f"must match one of the options {WHERE}/initial_option]",
        ),
        (
            {
                "type": "checkboxes",
                "options": options(2),
                "initial_options": [*options(2), option("koege")],
            },
            f"must match one of the options {WHERE}/initial_options/2]",
        ),
        (
            {"type": "radio_buttons", "options": options(2), "initial_option": option("koege")},
            f"must match one of the options {WHERE}/initial_option]",
        ),
        (
            {
                "type": "multi_static_select",
                "options": options(3),
                "initial_options": options(2),
                "max_selected_items": 1,
            },
            f"no more than 1 items allowed {WHERE}/initial_options]",
        ),
        (
            {"type": "multi_users_select", "max_selected_items": 0},
            f"must be greater than or equal to 1 {WHERE}/max_selected_items]",
        ),
        (
            {"type": "conversations_select", "filter": {"include": []}},
            f"must provide at least 1 items {WHERE}/filter/include]",
        ),
        (
            {"type": "conversations_select", "filter": {"include": ["hemmelig"]}},
            f"must be a valid enum value {WHERE}/filter/include/0]",
        ),
        (
            {"type": "datepicker", "initial_date": "2026-02-29"},
            f"must be a valid date in the format YYYY-MM-DD {WHERE}/initial_date]",
        ),
        (
            {"type": "datepicker", "initial_date": "20260228"},
            f"must be a valid date in the format YYYY-MM-DD {WHERE}/initial_date]",
        ),
        (
            {"type": "timepicker", "initial_time": "24:00"},
            f"must be a valid time in the format HH:mm {WHERE}/initial_time]",
        ),
        (
            {"type": "datetimepicker"},
            f"unsupported type: datetimepicker {WHERE}/type]",
        ),
        (
            {"type": "plain_text_input"},
            f"unsupported type: plain_text_input {WHERE}/type]",
        ),
    ],
)
def test_an_element_beside_a_section_says_so_too(element: Block, message: str) -> None:
    assert refused(beside(element)) == [message]


def test_options_of_a_list_may_have_markup() -> None:
    marked = option() | {"text": mrkdwn(), "description": mrkdwn()}

    check_message([beside({"type": "checkboxes", "options": [marked]})])
    check_message([beside({"type": "radio_buttons", "options": [marked]})])


def written(**more: Any) -> Block:
    return form({"type": "plain_text_input", **more})


def counted(**more: Any) -> Block:
    return form({**NUMBER_INPUT, **more})


@pytest.mark.parametrize(
    ("within", "beyond", "message"),
    [
        (
            written(min_length=5, max_length=5),
            written(min_length=6, max_length=5),
            f"must be less than or equal to `max_length` {FIELD}/min_length]",
        ),
        (
            written(initial_value="Assens", max_length=6),
            written(initial_value="Assens", max_length=5),
            f"must be less than 6 characters {FIELD}/initial_value]",
        ),
        (
            written(initial_value="Assens", min_length=6),
            written(initial_value="Assens", min_length=7),
            f"must be more than 6 characters {FIELD}/initial_value]",
        ),
        (
            counted(min_value="42.5"),
            counted(min_value="42.6"),
            f"must be less than or equal to `initial_value` {FIELD}/min_value]",
        ),
        (
            counted(max_value="42.5"),
            counted(max_value="42.4"),
            f"must be less than or equal to `max_value` {FIELD}/initial_value]",
        ),
        (
            counted(is_decimal_allowed=False, initial_value="42"),
            counted(is_decimal_allowed=False),
            f"must be a whole number {FIELD}/initial_value]",
        ),
        (
            counted(min_value="-1.5"),
            counted(min_value="minus halvanden"),
            f"must be a valid number {FIELD}/min_value]",
        ),
        (
            form({"type": "rich_text_input", "min_lines": 2, "max_lines": 2}),
            form({"type": "rich_text_input", "min_lines": 3, "max_lines": 2}),
            f"must be less than or equal to `max_lines` {FIELD}/min_lines]",
        ),
        (
            written(dispatch_action_config={"trigger_actions_on": ["on_enter_pressed"]}),
            written(dispatch_action_config={"trigger_actions_on": []}),
            f"must provide at least 1 items {FIELD}/dispatch_action_config/trigger_actions_on]",
        ),
        (
            written(dispatch_action_config={"trigger_actions_on": ["on_character_entered"]}),
            written(dispatch_action_config={"trigger_actions_on": ["on_blur"]}),
            f"must be a valid enum value {FIELD}/dispatch_action_config/trigger_actions_on/0]",
        ),
        (
            written(focus_on_load=True),
            written(focus_on_load="ja"),
            f"must provide a boolean {FIELD}/focus_on_load]",
        ),
    ],
)
def test_a_field_starts_within_its_own_bounds(within: Block, beyond: Block, message: str) -> None:
    check_view(within)

    assert view_refused(beyond) == [message]


def test_a_field_may_start_empty() -> None:
    check_view(written(initial_value="", min_length=3))
