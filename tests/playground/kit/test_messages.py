"""A message as a whole: how many blocks, how much text, and ids that differ."""

import pytest

from playground.kit import Invalid, check_message, check_stream_blocks
from tests.playground.kit.samples import (
    Block,
    actions,
    bars,
    button,
    card,
    cell,
    container,
    data_table,
    pie,
    plain,
    problems,
    refused,
    rich_text,
    runs,
    section,
    static_select,
    table,
    words,
)

DIVIDER: Block = {"type": "divider"}


def said(length: int) -> Block:
    return section(text=plain("å" * length))


def markdown(length: int) -> Block:
    return {"type": "markdown", "text": "å" * length}


@pytest.mark.parametrize("blocks", [None, "[]", 7, {"type": "divider"}])
def test_blocks_are_a_list(blocks: object) -> None:
    assert problems(check_message, blocks) == [
        "invalid_blocks_format",
        "must provide an array [json-pointer:/blocks]",
    ]


def test_a_message_may_be_only_text() -> None:
    check_message([])


def test_a_message_holds_fifty_blocks() -> None:
    check_message([DIVIDER] * 50)

    assert refused(*[DIVIDER] * 51) == ["no more than 50 items allowed [json-pointer:/blocks]"]


def test_a_streamed_message_holds_fifty_blocks_and_has_its_own_error() -> None:
    check_stream_blocks([DIVIDER] * 50)

    assert problems(check_stream_blocks, [DIVIDER] * 51) == ["msg_blocks_too_many"]


def test_streamed_blocks_are_held_to_the_same_rules() -> None:
    assert problems(check_stream_blocks, [{"type": "header", "text": plain("")}]) == [
        "invalid_blocks",
        "must be more than 0 characters [json-pointer:/blocks/0/text/text]",
    ]


def test_all_text_together_is_at_most_13_000_characters() -> None:
    full = [said(3_000)] * 4
    check_message([*full, said(1_000)])

    assert problems(check_message, [*full, said(1_001)]) == ["msg_blocks_too_long"]


@pytest.mark.parametrize(
    "beyond",
    [
        rich_text(runs(words("å" * 4_001))),
        {"type": "header", "text": plain("å")},
        card(title=plain("å"), body=plain("å" * 200)),
        actions(button(text=plain("å"))),
        container(said(1), title=plain("å")),
    ],
    ids=lambda block: block["type"],
)
def test_text_counts_wherever_it_stands(beyond: Block) -> None:
    full = [said(3_000)] * 3 if beyond["type"] == "rich_text" else [said(3_000)] * 4 + [said(1_000)]
    check_message(full)

    assert problems(check_message, [*full, beyond]) == ["msg_blocks_too_long"]


def test_a_table_s_cells_have_a_budget_of_their_own() -> None:
    full = [said(3_000)] * 4
    check_message([*full, {"type": "table", "rows": [[cell("å" * 10_000)]]}])

    assert refused({"type": "table", "rows": [[cell("å" * 10_000), cell()]]}) == [
        "table must be less than 10001 characters [json-pointer:/blocks]"
    ]


def test_so_have_a_data_table_s() -> None:
    def filled(length: int) -> Block:
        return data_table(rows=2) | {"rows": [[cell("x")], [cell("å" * (length - 1))]]}

    check_message([filled(20_000)])

    assert refused(filled(20_001)) == [
        "data_table must be less than 20001 characters [json-pointer:/blocks]"
    ]


def test_markdown_is_counted_across_blocks() -> None:
    check_message([markdown(6_000), markdown(6_000)])

    assert refused(markdown(6_000), markdown(6_001)) == [
        "markdown must be less than 12001 characters [json-pointer:/blocks]"
    ]


@pytest.mark.parametrize("second", [table(), data_table(), container(table())])
def test_a_message_holds_one_table(second: Block) -> None:
    check_message([table()])
    check_message([second])

    assert problems(check_message, [table(), second]) == [
        "invalid_attachments",
        "only_one_table_allowed",
    ]


def test_a_message_holds_two_charts() -> None:
    check_message([pie(), bars()])

    assert refused(pie(), bars(), pie()) == [
        "no more than 2 data_visualization blocks allowed [json-pointer:/blocks]"
    ]


def test_block_ids_differ_across_the_message() -> None:
    check_message([section(block_id="svar"), section(block_id="kilder"), section(), section()])

    assert refused(section(block_id="svar"), section(block_id="svar")) == [
        '`block_id` "svar" already exists [json-pointer:/blocks/1/block_id]'
    ]


def test_block_ids_differ_inside_a_container_too() -> None:
    assert refused(section(block_id="svar"), container(section(block_id="svar"))) == [
        '`block_id` "svar" already exists [json-pointer:/blocks/1/child_blocks/0/block_id]'
    ]


def test_action_ids_differ_within_a_block_only() -> None:
    check_message([actions(button(action_id="ja")), actions(button(action_id="ja"))])
    check_message([actions(button(), button())])

    assert refused(DIVIDER, actions(button(action_id="ja"), button(action_id="ja"))) == [
        '`action_id` "ja" already exists [json-pointer:/blocks/1/elements/1/action_id]'
    ]
    assert refused(card(actions=[button(action_id="ja"), button(action_id="ja")])) == [
        '`action_id` "ja" already exists [json-pointer:/blocks/0/actions/1/action_id]'
    ]


def test_one_element_asks_for_the_focus() -> None:
    focused = section(accessory=static_select(focus_on_load=True))
    check_message([focused, section(accessory=static_select(focus_on_load=False))])

    assert refused(focused, focused) == [
        "only one element can be set to true [json-pointer:/blocks/1/accessory/focus_on_load]"
    ]


def test_every_problem_is_told_and_in_order() -> None:
    assert refused({"type": "header"}, {"type": "sektion"}, section(farve="grøn")) == [
        "missing required field: text [json-pointer:/blocks/0]",
        "unsupported type: sektion [json-pointer:/blocks/1/type]",
        "invalid additional property: farve [json-pointer:/blocks/2]",
    ]


def test_the_refusal_reads_as_one_line() -> None:
    with pytest.raises(Invalid, match=r"^invalid_blocks: missing required field: text \["):
        check_message([{"type": "header"}])
