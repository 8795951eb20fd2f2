"""What the tests of drawing share: a surface, and small pieces of Block Kit."""

from datetime import datetime
from html.parser import HTMLParser
from typing import Any

from playground.clocks import COPENHAGEN
from playground.page import blocks

NAMES = {"U0ASSENS": "Klimakoordinator, Assens", "C0KYST": "kystnetværket", "U0OND": "<b>ond</b>"}
NOW = datetime(2026, 11, 24, 12, tzinfo=COPENHAGEN)
SURFACE = blocks.Surface(
    NAMES,
    "http://127.0.0.1:8000",
    people={"U0ASSENS": "Klimakoordinator, Assens", "U0KOEGE": "Klimakoordinator, Køge"},
    channels={"C0KYST": "kystnetværket"},
    now=NOW,
)
BESIDE = ' target="_blank" rel="noopener noreferrer"'

Block = dict[str, Any]


def mention(name: str) -> str:
    return f'<span class="mention">{name}</span>'


def text_block(text: str, kind: str = "mrkdwn", **more: Any) -> Block:
    return {"type": kind, "text": text, **more}


def plain(text: str) -> Block:
    return text_block(text, "plain_text")


def button(**more: Any) -> Block:
    return {"type": "button", "action_id": "a", "text": plain("Tryk"), **more}


def option(text: str, value: str, **more: Any) -> Block:
    return {"text": plain(text), "value": value, **more}


def rich(*elements: Block, part: str = "section", **more: Any) -> Block:
    inside = {"type": f"rich_text_{part}", "elements": list(elements), **more}
    return {"type": "rich_text", "elements": [inside]}


def actions(*elements: Block) -> Block:
    return {"type": "actions", "block_id": "b", "elements": list(elements)}


def ask(element: Block, **more: Any) -> Block:
    return {"type": "input", "block_id": "b", "label": plain("Hvad?"), "element": element, **more}


class Reader(HTMLParser):
    """The tags and the words of drawn HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data.split()


def words(html: str) -> str:
    return " ".join(Reader(html).words)


def tags(html: str, tag: str) -> list[dict[str, str | None]]:
    """The attributes of all tags of that name."""
    return [attributes for name, attributes in Reader(html).tags if name == tag]
