"""What blocks are drawn on, and the small things that all of them are drawn with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from zlib import crc32

from markupsafe import Markup

from playground.choices.elements import Block
from playground.choices.state import Values
from playground.page import inline, mrkdwn, rich_text
from playground.page.inline import Names

UNKNOWN = "Kan ikke vises her endnu:"


@dataclass(frozen=True)
class Surface:
    """What a drawing needs to know of the page that it goes on."""

    names: Names
    address: str  # pictures from anywhere else are not fetched
    people: Names = field(default_factory=dict)  # to choose among, by id
    channels: Names = field(default_factory=dict)
    values: Values = field(default_factory=dict)  # what is chosen so far
    errors: Mapping[str, str] = field(default_factory=dict)  # a sentence, by block_id
    where: Literal["message", "modal", "home"] = "message"
    prefix: str = ""  # begins every HTML id; no other drawing on the page has it
    viewer: str = ""  # who looks, where some things are only for some
    now: datetime | None = None

    def id(self, *parts: str) -> str:
        """An HTML id for a part of this drawing, the same each time it is drawn."""
        return f"{self.prefix}b{crc32(repr(parts).encode()):08x}"


def attributes(pairs: Mapping[str, Any]) -> Markup:
    """HTML attributes: None and False are left out, True has no value."""
    return Markup().join(
        Markup(" {}").format(name) if value is True else Markup(' {}="{}"').format(name, value)
        for name, value in pairs.items()
        if value is not None and value is not False
    )


def text(words: Block | str, surface: Surface) -> Markup:
    """A text object, or a text that is no object."""
    if isinstance(words, str):
        return inline.lively(words)
    if words["type"] == "mrkdwn":
        return mrkdwn.draw(words["text"], surface.names, surface.now)
    read = inline.plain if words.get("emoji") is False else inline.lively
    return Markup("<br>").join(read(line) for line in words["text"].split("\n"))


def part(block: Block, name: str, html: Markup, surface: Surface) -> Markup:
    """A text of a block in this HTML, if the block has it."""
    return html.format(text(block[name], surface)) if block.get(name) else Markup()


def words(value: Any) -> str:
    """The bare words of a text object, as attributes and options have them."""
    if not isinstance(value, Mapping):
        return str(value or "")
    return inline.words(str(value.get("text", "")))


def rich(block: Block, surface: Surface) -> Markup:
    return rich_text.draw(block, surface.names, surface.now)


def image(picture: Block, surface: Surface) -> Markup:
    """A picture from our own address; its words in place of any other."""
    address, alt = str(picture.get("image_url", "")), picture.get("alt_text", "")
    if not address.startswith((surface.address + "/", "/static/")):
        return Markup('<span class="picture" role="img" aria-label="{0}">{0}</span>').format(alt)
    return Markup('<img src="{}" alt="{}">').format(address, alt)


def icon(block: Block, surface: Surface, name: str = "icon") -> Markup:
    """The picture of a block, if it has one."""
    return image(block[name], surface) if block.get(name) else Markup()


def unknown(kind: str) -> Markup:
    return Markup('<div class="unknown">{} <code>{}</code></div>').format(UNKNOWN, kind)
