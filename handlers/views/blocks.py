"""The few parts that our messages are made of.

What others wrote goes into rich text, which Slack does not search for mentions or markup.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.hidden import without_hidden

Block = dict[str, Any]
DIVIDER: Block = {"type": "divider"}

EVENT_TYPE = "klimabot_message"
MAX_TEXT = 1_500  # of one element: three quotes and their sources stay far below 13,000
MAX_LINE = 300  # of a source's name
MAX_URL = 3_000
MAX_FALLBACK = 3_000
HERE = "\ue000"  # where a name goes in a sentence
NAMES = ("user", "channel")
_LINKED = re.compile(r"https?://[^/?#@]+(?:[/?#]|$)")  # what stands before an @ is no address
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class Streamed:
    """A message as it streams in: its plain words by now, and what stands below them at the end.

    `below` is None while more words are to come. `reader` is whom it streams for.
    """

    reader: str
    words: str
    below: tuple[Block, ...] | None


@dataclass(frozen=True)
class Attached:
    """A file that a message brings. Its name has a part of the message's key, to be found by."""

    title: str
    stem: str
    suffix: str
    content: bytes = field(repr=False)

    def name(self, key: str) -> str:
        return f"{self.stem}-{file_mark(key)}{self.suffix}"


def file_mark(key: str) -> str:
    """What stands in the names of a message's files."""
    return key[:12]


@dataclass(frozen=True)
class Message:
    """What is posted. `text` is what notifications and screen readers say.

    `more` stands below, and is left out where Slack refuses the message with it. What has a `file`
    is posted once and never changed.
    """

    text: str
    blocks: tuple[Block, ...]
    streamed: Streamed | None = None
    more: tuple[Block, ...] = ()
    file: Attached | None = None

    def with_more(self, *blocks: Block) -> "Message":
        return replace(self, more=blocks)

    def without_more(self) -> "Message":
        return replace(self, more=())

    def keyed(self, key: str) -> list[Block]:
        """The blocks, the first of which carries the key that the message is found again by."""
        return [{**self.blocks[0], "block_id": key}, *self.blocks[1:], *self.more]


def together(messages: Sequence[Message]) -> Message:
    """Several messages as one, a line between them. Buttons keep the ids that tell what they are
    about; Slack refuses one that comes twice."""
    parts = [[*message.blocks, *message.more] for message in messages]
    blocks = parts[0] + [block for part in parts[1:] for block in (DIVIDER, *part)]
    seen = set[str]()
    return Message(
        fallback(*(message.text for message in messages)),
        tuple(_named_once(block, seen) for block in blocks),
    )


def _named_once(block: Block, seen: set[str]) -> Block:
    name = block.get("block_id")
    if name not in seen:
        seen |= {name} if name else set()
        return block
    return {key: value for key, value in block.items() if key != "block_id"}


def metadata(key: str) -> dict[str, Any]:
    """The key once more, where nobody sees it."""
    return {"event_type": EVENT_TYPE, "event_payload": {"key": key}}


def visible(text: str, most: int = MAX_TEXT) -> str:
    """Somebody's text without what hides in it, and short enough for Slack."""
    shown = _CONTROL.sub(" ", without_hidden(text))
    return shown if len(shown) <= most else shown[: most - 1] + "…"


def escaped(text: str) -> str:
    """Text for a field that Slack reads markup in (docs.slack.dev, messaging/formatting)."""
    return visible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def fallback(*lines: str) -> str:
    """The plain text that stands for a whole message."""
    return escaped("\n".join(line for line in lines if line))[:MAX_FALLBACK] or "…"


def words(text: str) -> Block:
    """A run of text in rich text."""
    return {"type": "text", "text": visible(text)}


def runs(text: str) -> list[Block]:
    """A text that may be longer than one element holds."""
    return [words(text[at : at + MAX_TEXT]) for at in range(0, len(text), MAX_TEXT)]


def link(text: str, url: str | None) -> Block:
    """A link in rich text; only text where the address is not one of the web's."""
    name = visible(text, MAX_LINE) or "…"
    if url is None or not _LINKED.match(url) or len(url) > MAX_URL:
        return words(name)
    return {"type": "link", "url": url, "text": name}


def person(user: str) -> Block:
    """Somebody's name, on pages that ring nobody's phone."""
    return {"type": "user", "user_id": user}


def recipient(id: str) -> Block:
    """Somebody, or a channel. Their ids begin with different letters."""
    if id[:1] in ("C", "G"):
        return {"type": "channel", "channel_id": id}
    return person(id) if id[:1] in ("U", "W") else words(id)


def around(sentence: str, element: Block) -> list[Block]:
    """A sentence with somebody's name where it says `HERE`."""
    before, _, after = sentence.partition(HERE)
    return [words(before), element, words(after)]


def line(*elements: Block) -> Block:
    return {"type": "rich_text_section", "elements": _said(elements)}


def quote(text: str) -> Block:
    return {"type": "rich_text_quote", "elements": _said([words(text)])}


def bullets(lines: Sequence[str]) -> Block:
    items = [line(words(each)) for each in lines]
    return {"type": "rich_text_list", "style": "bullet", "elements": items}


def _said(elements: Sequence[Block]) -> list[Block]:
    """Slack refuses a run without text; a line of nothing else becomes an ellipsis."""
    return [e for e in elements if e.get("text") or e["type"] in NAMES] or [words("…")]


def rich_text(parts: Sequence[Block]) -> Block:
    return {"type": "rich_text", "elements": list(parts)}


def section(mrkdwn: str) -> Block:
    """One of our own sentences, with its markup."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": mrkdwn, "verbatim": True}}


def button(label: str, action_id: str, value: str) -> Block:
    text = {"type": "plain_text", "text": label}
    return {"type": "button", "text": text, "action_id": action_id, "value": value}
