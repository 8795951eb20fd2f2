from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block as SlackBlock

from playground.choices import typed


def text(words: str, **style: bool) -> dict[str, Any]:
    return {"type": "text", "text": words, **({"style": style} if style else {})}


def section(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text_section", "elements": list(elements)}


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("hej\nmed dig", [section(text("hej\nmed dig"))]),
        (
            "*Assens* er _godt_ på ~vej~ `nu`",
            [
                section(
                    text("Assens", bold=True),
                    text(" er "),
                    text("godt", italic=True),
                    text(" på "),
                    text("vej", strike=True),
                    text(" "),
                    text("nu", code=True),
                )
            ],
        ),
        ("2*3*4", [section(text("2*3*4"))]),
        (
            "se https://assens.dk.",
            [section(text("se "), {"type": "link", "url": "https://assens.dk"}, text("."))],
        ),
        (
            "- Assens\n- Køge",
            [
                {
                    "type": "rich_text_list",
                    "style": "bullet",
                    "indent": 0,
                    "elements": [section(text("Assens")), section(text("Køge"))],
                }
            ],
        ),
        (
            "1. Assens",
            [
                {
                    "type": "rich_text_list",
                    "style": "ordered",
                    "indent": 0,
                    "elements": [section(text("Assens"))],
                }
            ],
        ),
        ("> citat", [{"type": "rich_text_quote", "elements": [text("citat")]}]),
        (
            "```\nkode\n```",
            [{"type": "rich_text_preformatted", "elements": [text("kode")]}],
        ),
    ],
)
def test_what_is_typed_becomes_rich_text_and_back(words: str, parts: list[dict[str, Any]]) -> None:
    block = typed.block(words)

    assert block == {"type": "rich_text", "elements": parts}
    assert typed.text(block) == words


@settings(deadline=None, database=None)
@given(st.text(alphabet="ab*_~`>-1. \n") | st.text())
def test_whatever_is_typed_slack_can_read_it(words: str) -> None:
    block = typed.block(words)

    SlackBlock.parse(block)
    assert {part["type"] for part in block["elements"]} <= {
        "rich_text_section",
        "rich_text_list",
        "rich_text_quote",
        "rich_text_preformatted",
    }
