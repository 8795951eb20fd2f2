"""Rich text, tables, charts, cards and containers."""

from typing import Any

import pytest

from playground.kit import check_message
from tests.playground.kit.samples import (
    URL,
    Block,
    bars,
    card,
    cell,
    container,
    data_table,
    figure,
    picture,
    pie,
    refused,
    rich_text,
    runs,
    section,
    task,
    video,
    words,
)

AT = "[json-pointer:/blocks/0"
PART = f"{AT}/elements/0"
RUN = f"{PART}/elements/0"


def bullets(*elements: Any, **more: Any) -> Block:
    return {"type": "rich_text_list", "style": "bullet", "elements": list(elements), **more}


@pytest.mark.parametrize(
    ("part", "message"),
    [
        (words(), f"unsupported type: text {PART}/type]"),
        (runs(), f"must provide at least 1 items {PART}/elements]"),
        (runs(words("")), f"must be more than 0 characters {RUN}/text]"),
        (runs({"type": "link", "text": "Køge"}), f"missing required field: url {RUN}]"),
        (
            runs({"type": "link", "url": URL, "text": ""}),
            f"must be more than 0 characters {RUN}/text]",
        ),
        (runs({"type": "mrkdwn", "text": "a"}), f"unsupported type: mrkdwn {RUN}/type]"),
        (runs({**words(), "style": {"bold": 1}}), f"must provide a boolean {RUN}/style/bold]"),
        (
            runs({**words(), "style": {"big": True}}),
            f"invalid additional property: big {RUN}/style]",
        ),
        (runs({"type": "broadcast", "range": "alle"}), f"must be a valid enum value {RUN}/range]"),
        (runs({"type": "user"}), f"missing required field: user_id {RUN}]"),
        (
            runs({"type": "date", "timestamp": "nu", "format": "{date}"}),
            f"must provide an integer {RUN}/timestamp]",
        ),
        (bullets(words()), f"unsupported type: text {RUN}/type]"),
        (bullets(bullets(runs(words()))), f"unsupported type: rich_text_list {RUN}/type]"),
        (bullets(runs(words()), style="dash"), f"must be a valid enum value {PART}/style]"),
        (bullets(runs(words()), indent=-1), f"must be greater than or equal to 0 {PART}/indent]"),
        (bullets(runs(words()), border=2), f"must be less than or equal to 1 {PART}/border]"),
        (
            {"type": "rich_text_preformatted", "elements": [{"type": "emoji", "name": "seedling"}]},
            f"unsupported type: emoji {RUN}/type]",
        ),
        (
            {"type": "rich_text_quote", "elements": [words("")]},
            f"must be more than 0 characters {RUN}/text]",
        ),
    ],
)
def test_rich_text_says_what_is_wrong_with_it(part: Block, message: str) -> None:
    assert refused(rich_text(part)) == [message]


def test_rich_text_holds_at_least_one_part() -> None:
    assert refused({"type": "rich_text", "elements": []}) == [
        f"must provide at least 1 items {AT}/elements]"
    ]


@pytest.mark.parametrize(
    ("block", "message"),
    [
        (
            {"type": "table", "rows": [[{"type": "mrkdwn", "text": "a"}]]},
            f"unsupported type: mrkdwn {AT}/rows/0/0/type]",
        ),
        ({"type": "table", "rows": [cell()]}, f"must provide an array {AT}/rows/0]"),
        ({"type": "table", "rows": [[]]}, f"must provide at least 1 items {AT}/rows/0]"),
        (
            {"type": "table", "rows": [[figure() | {"value": "42"}]]},
            f"must provide a number {AT}/rows/0/0/value]",
        ),
        (
            {"type": "table", "rows": [[figure() | {"value": float("nan")}]]},
            f"must be a valid number {AT}/rows/0/0/value]",
        ),
        (
            {"type": "table", "rows": [[cell()]], "column_settings": [{"align": "top"}]},
            f"must be a valid enum value {AT}/column_settings/0/align]",
        ),
        (
            data_table() | {"rows": [[rich_text()], [cell()]]},
            f"unsupported type: rich_text {AT}/rows/0/0/type]",
        ),
        (
            data_table() | {"rows": [[cell()] * 2, [cell()] * 3]},
            f"must provide exactly 2 items {AT}/rows/1]",
        ),
        (data_table(1), f"must provide at least 2 items {AT}/rows]"),
        (
            data_table(2, 2, row_header_column_index=2),
            f"must be less than or equal to 1 {AT}/row_header_column_index]",
        ),
        (data_table(caption=""), f"must be more than 0 characters {AT}/caption]"),
    ],
)
def test_a_table_says_what_is_wrong_with_it(block: Block, message: str) -> None:
    assert refused(block) == [message]


def charted(**more: Any) -> Block:
    return {"type": "data_visualization", "title": "Udledning", "chart": more}


SHARE = {"label": "Landbrug", "value": 42}
SERIES = {"name": "Assens", "data": [SHARE]}
AXES = {"categories": ["Landbrug"]}


@pytest.mark.parametrize(
    ("block", "message"),
    [
        (charted(type="donut"), f"unsupported type: donut {AT}/chart/type]"),
        (
            charted(type="pie", segments=[SHARE | {"value": 0}]),
            f"must be greater than 0 {AT}/chart/segments/0/value]",
        ),
        (
            charted(type="pie", segments=[SHARE | {"label": "å" * 21}]),
            f"must be less than 21 characters {AT}/chart/segments/0/label]",
        ),
        (
            charted(type="line", series=[SERIES]),
            f"missing required field: axis_config {AT}/chart]",
        ),
        (
            charted(type="area", series=[SERIES], axis_config={"categories": ["Transport"]}),
            f"must have one point for each category {AT}/chart/series/0/data]",
        ),
        (
            charted(type="bar", series=[SERIES, SERIES], axis_config=AXES),
            f"must be unique {AT}/chart/series/1]",
        ),
        (
            charted(
                type="bar",
                series=[{"name": "Assens", "data": [SHARE, SHARE]}],
                axis_config={"categories": ["Landbrug", "Landbrug"]},
            ),
            f"must be unique {AT}/chart/axis_config/categories/1]",
        ),
    ],
)
def test_a_chart_says_what_is_wrong_with_it(block: Block, message: str) -> None:
    assert refused(block) == [message]


def test_a_chart_s_labels_have_twenty_characters() -> None:
    check_message([charted(type="pie", segments=[SHARE | {"label": "å" * 20}])])
    check_message([charted(type="pie", segments=[SHARE | {"value": 0.01}])])


def test_a_series_may_go_below_zero() -> None:
    below = {"name": "Køge", "data": [SHARE | {"value": -3.5}]}
    check_message([charted(type="line", series=[below], axis_config=AXES)])


ICON = {"type": "icon", "name": "globe"}


@pytest.mark.parametrize(
    ("block", "message"),
    [
        (
            {"type": "card", "subtitle": card()["title"]},
            f"must define either `hero_image` or `title` or `actions` or `body` {AT}]",
        ),
        (
            card(icon=picture(), slack_icon=ICON),
            f"must define either `icon` or `slack_icon` {AT}]",
        ),
        (
            card(slack_icon=ICON | {"name": "bell"}),
            f"must be a valid enum value {AT}/slack_icon/name]",
        ),
        (
            {"type": "carousel", "elements": [section()]},
            f"unsupported type: section {AT}/elements/0/type]",
        ),
        (
            {"type": "container", "child_blocks": [section()]},
            f"must define either `title` or `rich_text_title` {AT}]",
        ),
        (
            container(section(), default_collapsed=True),
            f"must define `is_collapsible` to be collapsed {AT}/default_collapsed]",
        ),
        (
            container(section(), is_collapsible=True, has_header_divider=True),
            f"must not be set when `is_collapsible` is true {AT}/has_header_divider]",
        ),
        (task(status="done"), f"must be a valid enum value {AT}/status]"),
        (task(details="Læser"), f"must provide an object {AT}/details]"),
        (
            {"type": "plan", "title": "Plan", "tasks": [section()]},
            f"unsupported type: section {AT}/tasks/0/type]",
        ),
        (video(video_url="http://assens.dk"), f"must be a valid url {AT}/video_url]"),
        (
            {"type": "file", "external_id": "klimaplan", "source": "local"},
            f"must be a valid enum value {AT}/source]",
        ),
    ],
)
def test_the_others_say_what_is_wrong_with_them(block: Block, message: str) -> None:
    assert refused(block) == [message]


def test_pies_and_bars_are_what_the_samples_say() -> None:
    check_message([pie(6), bars(6, 20)])
