"""The chunks of a streamed answer."""

from typing import Any

import pytest

from playground.kit import check_chunks
from tests.playground.kit.samples import URL, Block, plain, problems, section

DIVIDER: Block = {"type": "divider"}


def said(length: int) -> Block:
    return {"type": "markdown_text", "text": "å" * length}


def doing(**more: Any) -> Block:
    task = {"id": "1", "title": "Læser klimaplaner", "status": "in_progress"}
    return {"type": "task_update", **task, **more}


def shown(*blocks: Any) -> Block:
    return {"type": "blocks", "blocks": list(blocks)}


def test_an_answer_is_streamed_in_chunks_of_every_kind() -> None:
    source = {"type": "url", "url": URL, "text": "Klimaplan, Køge"}
    check_chunks(
        [
            said(100),
            doing(details="Assens", output="To afsnit", sources=[source]),
            {"type": "plan_update", "title": "Sådan finder jeg svaret"},
            shown(section(), DIVIDER),
        ]
    )


@pytest.mark.parametrize("status", ["pending", "in_progress", "complete", "error"])
def test_a_task_has_one_of_four_states(status: str) -> None:
    check_chunks([doing(status=status)])


@pytest.mark.parametrize(
    ("chunks", "message"),
    [
        (None, "must provide an array [json-pointer:/chunks]"),
        ({"type": "markdown_text"}, "must provide an array [json-pointer:/chunks]"),
        (["Hej"], "must provide an object [json-pointer:/chunks/0]"),
        ([{"text": "Hej"}], "missing required field: type [json-pointer:/chunks/0]"),
        ([{"type": "mrkdwn"}], "unsupported type: mrkdwn [json-pointer:/chunks/0/type]"),
        ([said(0)], "must be more than 0 characters [json-pointer:/chunks/0/text]"),
        (
            [said(1), doing(status="done")],
            "must be a valid enum value [json-pointer:/chunks/1/status]",
        ),
        ([doing(title=plain())], "must provide a string [json-pointer:/chunks/0/title]"),
        ([doing(output="")], "must be more than 0 characters [json-pointer:/chunks/0/output]"),
        ([doing(sources=[])], "must provide at least 1 items [json-pointer:/chunks/0/sources]"),
        ([{"type": "plan_update"}], "missing required field: title [json-pointer:/chunks/0]"),
        ([{"type": "blocks"}], "missing required field: blocks [json-pointer:/chunks/0]"),
        ([said(1) | {"id": "1"}], "invalid additional property: id [json-pointer:/chunks/0]"),
    ],
)
def test_a_chunk_says_what_is_wrong_with_it(chunks: object, message: str) -> None:
    assert problems(check_chunks, chunks) == ["invalid_chunks", message]


def test_a_call_carries_12_000_characters() -> None:
    check_chunks([said(6_000), said(6_000)])

    assert problems(check_chunks, [said(6_000), said(6_001)]) == ["msg_too_long"]


def test_blocks_in_chunks_are_held_to_a_message_s_rules() -> None:
    assert problems(check_chunks, [said(1), shown({"type": "header", "text": plain("")})]) == [
        "invalid_blocks",
        "must be more than 0 characters [json-pointer:/chunks/1/blocks/0/text/text]",
    ]


def test_all_chunks_together_bring_fifty_blocks() -> None:
    check_chunks([shown(*[DIVIDER] * 25), shown(*[DIVIDER] * 25)])

    assert problems(check_chunks, [shown(*[DIVIDER] * 25), shown(*[DIVIDER] * 26)]) == [
        "msg_blocks_too_many"
    ]
