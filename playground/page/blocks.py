"""Block Kit, drawn as HTML. A block that we do not know is named instead of hidden."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from playground.page import markdown, mrkdwn, rich_text
from playground.page.mrkdwn import Names

Block = Mapping[str, Any]

UNKNOWN = "Kan ikke vises her endnu:"
_BUTTON = Markup('<button class="button {}" name="press" value="{}"{}>{}</button>')
_LINK_BUTTON = Markup(
    '<a class="button {}" href="{}" target="_blank" rel="noopener noreferrer"'
    ' data-press="{}">{}</a>'
)


@dataclass(frozen=True)
class Surface:
    """What a drawing needs to know of the page that it goes on."""

    names: Names
    address: str  # pictures from anywhere else are not fetched


def draw(blocks: Sequence[Block], surface: Surface) -> Markup:
    """All blocks of a message."""
    return Markup().join(_block(block, surface) for block in blocks)


def press_key(block: Block, button: Block) -> str:
    """What tells a button from every other in its message, also after the message changed."""
    return json.dumps([block.get("block_id"), button.get("action_id"), button.get("value")])


def find_button(blocks: Sequence[Block], key: str) -> Block | None:
    """The button with that key, if the message still has it."""
    return next((e for b in blocks for e in _buttons(b) if press_key(b, e) == key), None)


def _buttons(block: Block) -> Iterator[Block]:
    elements = [*block.get("elements", []), block.get("accessory", {})]
    yield from (element for element in elements if element.get("type") == "button")


def _block(block: Block, surface: Surface) -> Markup:
    kind = str(block.get("type"))
    try:
        drawn = _DRAWERS[kind](block, surface)
    except (KeyError, TypeError, ValueError, AttributeError):  # unknown, or not as Slack has it
        return _unknown(kind)
    return Markup('<div class="block {}">{}</div>').format(kind, drawn)


def _unknown(kind: str) -> Markup:
    return Markup('<div class="unknown">{} <code>{}</code></div>').format(UNKNOWN, kind)


def _text(text: Block, surface: Surface) -> Markup:
    if text["type"] == "mrkdwn":
        return mrkdwn.draw(text["text"], surface.names)
    return Markup("<br>").join(mrkdwn.plain(line) for line in text["text"].split("\n"))


def _section(block: Block, surface: Surface) -> Markup:
    body = _text(block["text"], surface) if "text" in block else Markup()
    fields = [Markup("<p>{}</p>").format(_text(f, surface)) for f in block.get("fields", [])]
    if fields:
        body += Markup('<div class="fields">{}</div>').format(Markup().join(fields))
    drawn = Markup('<div class="text">{}</div>').format(body)
    if "accessory" in block:
        drawn += _element(block["accessory"], block, surface)
    return drawn


def _header(block: Block, surface: Surface) -> Markup:
    return Markup("<h4>{}</h4>").format(_text(block["text"], surface))


def _divider(_: Block, __: Surface) -> Markup:
    return Markup("<hr>")


def _elements_in_a_row(block: Block, surface: Surface) -> Markup:
    return Markup().join(_element(element, block, surface) for element in block["elements"])


def _element(element: Block, block: Block, surface: Surface) -> Markup:
    kind = str(element["type"])
    if kind in ("mrkdwn", "plain_text"):
        return Markup("<span>{}</span>").format(_text(element, surface))
    if kind == "image":
        return _image(element, surface)
    if kind == "button":
        return _button(element, block)
    return _unknown(kind)


def _button(button: Block, block: Block) -> Markup:
    label, style = mrkdwn.plain(button["text"]["text"]), button.get("style", "default")
    key, address = press_key(block, button), button.get("url", "")
    if address and mrkdwn.is_safe(address):
        return _LINK_BUTTON.format(style, address, key, label)
    return _BUTTON.format(style, key, _confirm(button), label)


def _confirm(button: Block) -> Markup:
    if "confirm" not in button:
        return Markup()
    return Markup(' data-confirm="{}"').format(mrkdwn.plain(button["confirm"]["text"]["text"]))


def _image(image: Block, surface: Surface) -> Markup:
    address, words = str(image.get("image_url", "")), image.get("alt_text", "")
    if not address.startswith((surface.address + "/", "/static/")):
        return Markup('<span class="picture" role="img" aria-label="{0}">{0}</span>').format(words)
    return Markup('<img src="{}" alt="{}">').format(address, words)


def _image_block(block: Block, surface: Surface) -> Markup:
    title = _text(block["title"], surface) if "title" in block else Markup()
    return Markup("<figure><figcaption>{}</figcaption>{}</figure>").format(
        title, _image(block, surface)
    )


_DRAWERS: Mapping[str, Callable[[Block, Surface], Markup]] = {
    "actions": _elements_in_a_row,
    "context": _elements_in_a_row,
    "divider": _divider,
    "header": _header,
    "image": _image_block,
    "markdown": lambda block, _: escape(markdown.draw(block["text"])),
    "rich_text": lambda block, surface: rich_text.draw(block, surface.names),
    "section": _section,
}
