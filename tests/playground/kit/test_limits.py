"""Each figure, just within and just beyond."""

import json
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from playground.kit import Invalid, check_message, check_view
from tests.playground.kit.samples import (
    NUMBER_INPUT,
    URL,
    Block,
    actions,
    bars,
    button,
    card,
    cell,
    confirm,
    container,
    data_table,
    feedback,
    figure,
    form,
    home,
    input_block,
    modal,
    option,
    options,
    picture,
    pie,
    plain,
    refused,
    rich_text,
    section,
    static_select,
    table,
    task,
    video,
    view_refused,
)


class Limit(NamedTuple):
    """What `build` makes with the number `most` is right; with one more it is not, at `pointer`."""

    build: Callable[[int], Block]
    most: int
    pointer: str


def text(length: int) -> str:
    return "å" * length


def url(length: int) -> str:
    return URL + text(length - len(URL))


def pressed(**more: Any) -> Block:
    return actions(button(**more))


def asked(**more: Any) -> Block:
    return pressed(confirm=confirm(**more))


def chosen(**more: Any) -> Block:
    return section(accessory=static_select(**more))


def rated(**more: Any) -> Block:
    return {"type": "context_actions", "elements": [feedback(action_id="svar", **more)]}


ICON = {"type": "icon_button", "icon": "trash", "text": plain()}
ELEMENT = "/elements/0"
ACCESSORY = "/accessory"

CHARACTERS = {
    "a section's text": Limit(lambda n: section(text=plain(text(n))), 3_000, "/text/text"),
    "a field's text": Limit(lambda n: section(fields=[plain(text(n))]), 2_000, "/fields/0/text"),
    "a header": Limit(lambda n: {"type": "header", "text": plain(text(n))}, 150, "/text/text"),
    "a block_id": Limit(lambda n: section(block_id=text(n)), 255, "/block_id"),
    "a context's text": Limit(
        lambda n: {"type": "context", "elements": [plain(text(n))]}, 3_000, f"{ELEMENT}/text"
    ),
    "markdown": Limit(lambda n: {"type": "markdown", "text": text(n)}, 12_000, "/text"),
    "an image's url": Limit(lambda n: picture(image_url=url(n)), 3_000, "/image_url"),
    "an image's alt text": Limit(lambda n: picture(alt_text=text(n)), 2_000, "/alt_text"),
    "an image's title": Limit(lambda n: picture(title=plain(text(n))), 2_000, "/title/text"),
    "an input's label": Limit(
        lambda n: input_block(static_select(), label=plain(text(n))), 2_000, "/label/text"
    ),
    "an input's hint": Limit(
        lambda n: input_block(static_select(), hint=plain(text(n))), 2_000, "/hint/text"
    ),
    "a video's title": Limit(lambda n: video(title=plain(text(n))), 199, "/title/text"),
    "a video's author": Limit(lambda n: video(author_name=text(n)), 49, "/author_name"),
    "a video's url": Limit(lambda n: video(video_url=url(n)), 3_000, "/video_url"),
    "a card's title": Limit(lambda n: card(title=plain(text(n))), 150, "/title/text"),
    "a card's subtitle": Limit(lambda n: card(subtitle=plain(text(n))), 150, "/subtitle/text"),
    "a card's body": Limit(lambda n: card(body=plain(text(n))), 200, "/body/text"),
    "a container's title": Limit(
        lambda n: container(section(), title=plain(text(n))), 150, "/title/text"
    ),
    "a container's subtitle": Limit(
        lambda n: container(section(), subtitle=plain(text(n))), 150, "/subtitle/text"
    ),
    "a task's id": Limit(lambda n: task(task_id=text(n)), 255, "/task_id"),
    "a chart's title": Limit(lambda n: pie(title=text(n)), 50, "/title"),
    "an axis label": Limit(lambda n: bars(x_label=text(n)), 50, "/chart/axis_config/x_label"),
    "a button's text": Limit(lambda n: pressed(text=plain(text(n))), 75, f"{ELEMENT}/text/text"),
    "a button's value": Limit(lambda n: pressed(value=text(n)), 2_000, f"{ELEMENT}/value"),
    "a button's url": Limit(lambda n: pressed(url=url(n)), 3_000, f"{ELEMENT}/url"),
    "an action_id": Limit(lambda n: pressed(action_id=text(n)), 255, f"{ELEMENT}/action_id"),
    "an agent's prompt": Limit(
        lambda n: pressed(agent_prompt=text(n)), 4_000, f"{ELEMENT}/agent_prompt"
    ),
    "an accessibility label": Limit(
        lambda n: pressed(accessibility_label=text(n)), 75, f"{ELEMENT}/accessibility_label"
    ),
    "a feedback's text": Limit(
        lambda n: rated(positive_button={"text": plain(text(n)), "value": "godt"}),
        75,
        f"{ELEMENT}/positive_button/text/text",
    ),
    "a feedback's value": Limit(
        lambda n: rated(negative_button={"text": plain(), "value": text(n)}),
        2_000,
        f"{ELEMENT}/negative_button/value",
    ),
    "a dialog's title": Limit(
        lambda n: asked(title=plain(text(n))), 100, f"{ELEMENT}/confirm/title/text"
    ),
    "a dialog's text": Limit(
        lambda n: asked(text=plain(text(n))), 300, f"{ELEMENT}/confirm/text/text"
    ),
    "a dialog's yes": Limit(
        lambda n: asked(confirm=plain(text(n))), 30, f"{ELEMENT}/confirm/confirm/text"
    ),
    "a dialog's no": Limit(
        lambda n: asked(deny=plain(text(n))), 30, f"{ELEMENT}/confirm/deny/text"
    ),
    "an option's text": Limit(
        lambda n: chosen(options=[option(text=text(n))]), 75, f"{ACCESSORY}/options/0/text/text"
    ),
    "an option's value": Limit(
        lambda n: chosen(options=[option(text(n))]), 150, f"{ACCESSORY}/options/0/value"
    ),
    "an option's description": Limit(
        lambda n: chosen(options=[option(description=plain(text(n)))]),
        75,
        f"{ACCESSORY}/options/0/description/text",
    ),
    "a placeholder": Limit(
        lambda n: chosen(placeholder=plain(text(n))), 150, f"{ACCESSORY}/placeholder/text"
    ),
}

ITEMS = {
    "fields": Limit(lambda n: section(fields=[plain()] * n), 10, "/fields"),
    "context elements": Limit(
        lambda n: {"type": "context", "elements": [plain()] * n}, 10, "/elements"
    ),
    "actions": Limit(lambda n: actions(*[button()] * n), 25, "/elements"),
    "context actions": Limit(
        lambda n: {"type": "context_actions", "elements": [ICON] * n}, 5, "/elements"
    ),
    "options": Limit(lambda n: chosen(options=options(n)), 100, f"{ACCESSORY}/options"),
    "option groups": Limit(
        lambda n: section(
            accessory={
                "type": "static_select",
                "option_groups": [{"label": plain("Fyn"), "options": options(1)}] * n,
            }
        ),
        100,
        f"{ACCESSORY}/option_groups",
    ),
    "options in a group": Limit(
        lambda n: section(
            accessory={
                "type": "static_select",
                "option_groups": [{"label": plain("Fyn"), "options": options(n)}],
            }
        ),
        100,
        f"{ACCESSORY}/option_groups/0/options",
    ),
    "checkboxes": Limit(
        lambda n: section(accessory={"type": "checkboxes", "options": options(n)}),
        10,
        f"{ACCESSORY}/options",
    ),
    "radio buttons": Limit(
        lambda n: section(accessory={"type": "radio_buttons", "options": options(n)}),
        10,
        f"{ACCESSORY}/options",
    ),
    "an overflow menu": Limit(
        lambda n: section(accessory={"type": "overflow", "options": options(n)}),
        5,
        f"{ACCESSORY}/options",
    ),
    "people who see a button": Limit(
        lambda n: pressed(visible_to_user_ids=["U0ASSENS"] * n),
        10,
        f"{ELEMENT}/visible_to_user_ids",
    ),
    "a card's buttons": Limit(lambda n: card(actions=[button()] * n), 3, "/actions"),
    "a carousel's cards": Limit(
        lambda n: {"type": "carousel", "elements": [card()] * n}, 10, "/elements"
    ),
    "a container's blocks": Limit(lambda n: container(*[section()] * n), 10, "/child_blocks"),
    "a table's rows": Limit(lambda n: table(n), 100, "/rows"),
    "a table's columns": Limit(lambda n: table(1, n), 20, "/rows/0"),
    "a table's column settings": Limit(
        lambda n: table(column_settings=[None] * n), 20, "/column_settings"
    ),
    "a data table's rows": Limit(lambda n: data_table(n), 201, "/rows"),
    "a pie's segments": Limit(pie, 6, "/chart/segments"),
    "a chart's series": Limit(bars, 6, "/chart/series"),
    "a chart's categories": Limit(lambda n: bars(1, n), 20, "/chart/axis_config/categories"),
}


@pytest.mark.parametrize("limit", CHARACTERS.values(), ids=CHARACTERS)
def test_characters(limit: Limit) -> None:
    check_message([limit.build(limit.most)])

    assert refused(limit.build(limit.most + 1)) == [
        f"must be less than {limit.most + 1} characters [json-pointer:/blocks/0{limit.pointer}]"
    ]


WITHOUT_AN_EMPTY_ONE = {"an image's url", "a video's url", "a button's url"}


@pytest.mark.parametrize("name", sorted(CHARACTERS.keys() - WITHOUT_AN_EMPTY_ONE))
def test_no_text_is_empty(name: str) -> None:
    limit = CHARACTERS[name]
    check_message([limit.build(1)])

    assert refused(limit.build(0)) == [
        f"must be more than 0 characters [json-pointer:/blocks/0{limit.pointer}]"
    ]


@pytest.mark.parametrize("limit", ITEMS.values(), ids=ITEMS)
def test_items(limit: Limit) -> None:
    check_message([limit.build(limit.most)])

    expected = f"no more than {limit.most} items allowed [json-pointer:/blocks/0{limit.pointer}]"
    assert expected in refused(limit.build(limit.most + 1))


@pytest.mark.parametrize("limit", ITEMS.values(), ids=ITEMS)
def test_no_list_is_empty(limit: Limit) -> None:
    where = f"[json-pointer:/blocks/0{limit.pointer}]"
    least = 2 if limit.most == 201 else 1  # a data table has a header and a row

    assert f"must provide at least {least} items {where}" in refused(limit.build(0))


@pytest.mark.parametrize(
    ("build", "least", "most", "pointer"),
    [
        (lambda n: data_table(page_size=n), 1, 100, "/page_size"),
        (
            lambda n: actions({"type": "datetimepicker", "initial_date_time": n}),
            1_000_000_000,
            9_999_999_999,
            f"{ELEMENT}/initial_date_time",
        ),
    ],
)
def test_numbers(build: Callable[[int], Block], least: int, most: int, pointer: str) -> None:
    check_message([build(least)])
    check_message([build(most)])

    where = f"[json-pointer:/blocks/0{pointer}]"
    assert refused(build(least - 1)) == [f"must be greater than or equal to {least} {where}"]
    assert refused(build(most + 1)) == [f"must be less than or equal to {most} {where}"]


@pytest.mark.parametrize(("build", "most"), [(modal, 100), (home, 100)])
def test_a_view_holds_a_hundred_blocks(build: Callable[..., Block], most: int) -> None:
    check_view(build(*[{"type": "divider"}] * most))

    assert view_refused(build(*[{"type": "divider"}] * (most + 1))) == [
        "no more than 100 items allowed [json-pointer:/view/blocks]"
    ]


ALERT = {"type": "alert", "level": "info"}

VIEW_CHARACTERS = {
    "title": Limit(lambda n: modal(title=plain(text(n))), 24, "/title/text"),
    "submit": Limit(lambda n: modal(submit=plain(text(n))), 24, "/submit/text"),
    "close": Limit(lambda n: modal(close=plain(text(n))), 24, "/close/text"),
    "private_metadata": Limit(lambda n: home(private_metadata=text(n)), 3_000, "/private_metadata"),
    "callback_id": Limit(lambda n: modal(callback_id=text(n)), 255, "/callback_id"),
    "external_id": Limit(lambda n: home(external_id=text(n)), 255, "/external_id"),
    "an alert": Limit(
        lambda n: modal({**ALERT, "text": plain(text(n))}), 200, "/blocks/0/text/text"
    ),
    "what a field holds at first": Limit(
        lambda n: form({"type": "plain_text_input", "initial_value": text(n)}),
        3_000,
        "/blocks/0/element/initial_value",
    ),
}


@pytest.mark.parametrize("limit", VIEW_CHARACTERS.values(), ids=VIEW_CHARACTERS)
def test_characters_in_a_view(limit: Limit) -> None:
    check_view(limit.build(limit.most))

    assert view_refused(limit.build(limit.most + 1)) == [
        f"must be less than {limit.most + 1} characters [json-pointer:/view{limit.pointer}]"
    ]


@pytest.mark.parametrize(
    ("field", "least", "most"),
    [("min_length", 0, 3_000), ("max_length", 1, 3_000)],
)
def test_a_text_field_asks_for_a_length_that_can_be(field: str, least: int, most: int) -> None:
    def asking(number: int) -> Block:
        return form({"type": "plain_text_input", field: number})

    check_view(asking(least))
    check_view(asking(most))
    where = f"[json-pointer:/view/blocks/0/element/{field}]"
    assert view_refused(asking(least - 1)) == [f"must be greater than or equal to {least} {where}"]
    assert view_refused(asking(most + 1)) == [f"must be less than or equal to {most} {where}"]


@pytest.mark.parametrize("number", [0, 11])
def test_a_file_field_takes_one_to_ten_files(number: int) -> None:
    check_view(form({"type": "file_input", "max_files": 1}))
    check_view(form({"type": "file_input", "max_files": 10}))

    [message] = view_refused(form({"type": "file_input", "max_files": number}))
    assert message.endswith("[json-pointer:/view/blocks/0/element/max_files]")


def test_a_number_of_any_length_is_read() -> None:
    long = "9" * 10_000
    check_view(form({**NUMBER_INPUT, "max_value": long}))

    assert view_refused(form({**NUMBER_INPUT, "min_value": long})) != []


def filled(size: int) -> Block:
    """A modal of `size` bytes as JSON."""
    blocks = [section(text=plain(text(length))) for length in [3_000] * 40 + [2_000]]
    empty = modal(*blocks, private_metadata="")
    rest = size - len(json.dumps(empty, ensure_ascii=False, separators=(",", ":")).encode())
    return modal(*blocks, private_metadata="x" * rest)


def test_a_view_is_at_most_250_kb() -> None:
    check_view(filled(250_000))

    with pytest.raises(Invalid, match="view_too_large"):
        check_view(filled(250_001))


def test_a_table_cell_may_be_rich_text_but_not_empty() -> None:
    check_message([{"type": "table", "rows": [[cell("Å"), rich_text()]]}])

    assert refused({"type": "table", "rows": [[cell("")]]}) == [
        "must be more than 0 characters [json-pointer:/blocks/0/rows/0/0/text]"
    ]


@pytest.mark.parametrize("sign", [1, -1])
def test_a_figure_is_one_that_every_json_reader_keeps(sign: int) -> None:
    check_message([{"type": "table", "rows": [[figure(sign * (2**53 - 1))]]}])

    assert refused({"type": "table", "rows": [[figure(sign * 2**53)]]}) == [
        "must be a valid number [json-pointer:/blocks/0/rows/0/0/value]"
    ]
