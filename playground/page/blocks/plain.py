"""Blocks of texts and elements: those that most messages and views are made of."""

from markupsafe import Markup, escape

from playground.choices.elements import Block
from playground.page import markdown
from playground.page.blocks import elements
from playground.page.blocks.control import Control
from playground.page.blocks.surface import Surface, attributes, image, rich, text


def section(block: Block, surface: Surface) -> Markup:
    body = text(block["text"], surface) if block.get("text") else Markup()
    fields = [Markup("<p>{}</p>").format(text(f, surface)) for f in block.get("fields", [])]
    if fields:
        body += Markup('<div class="fields">{}</div>').format(Markup().join(fields))
    drawn = Markup('<div class="text">{}</div>').format(body)
    if block.get("accessory"):
        drawn += elements.draw(block["accessory"], block, surface)
    return drawn


def header(block: Block, surface: Surface) -> Markup:
    return Markup("<h4>{}</h4>").format(text(block["text"], surface))


def divider(_: Block, __: Surface) -> Markup:
    return Markup("<hr>")


def in_a_row(block: Block, surface: Surface) -> Markup:
    """The elements of an actions, context or context_actions block."""
    return elements.row(block["elements"], block, surface)


def picture(block: Block, surface: Surface) -> Markup:
    title = text(block["title"], surface) if block.get("title") else Markup()
    return Markup("<figure><figcaption>{}</figcaption>{}</figure>").format(
        title, image(block, surface)
    )


def standard_markdown(block: Block, _: Surface) -> Markup:
    return escape(markdown.draw(block["text"]))


def rich_text(block: Block, surface: Surface) -> Markup:
    return rich(block, surface)


def question(block: Block, surface: Surface) -> Markup:
    """An input block: what is asked, the element to answer in, what is wrong with the answer."""
    control = Control(block["element"], block, surface)
    return Markup().join(
        (
            _label(control),
            elements.draw(block["element"], block, surface),
            _note("error", control, control.error),
            _note("hint", control, text(block["hint"], surface) if block.get("hint") else ""),
        )
    )


def _label(control: Control) -> Markup:
    asked = text(control.block["label"], control.surface)
    if control.block.get("optional"):
        asked += Markup(' <span class="optional">(valgfrit)</span>')
    own = {"class": "label", "id": control.id("label")}
    if control.kind in ("checkboxes", "radio_buttons") or control.kind in _LISTS:
        return Markup("<div{}>{}</div>").format(attributes(own), asked)
    own["for"] = control.id("control")
    return Markup("<label{}>{}</label>").format(attributes(own), asked)


_LISTS = frozenset(
    f"multi_{kind}_select" for kind in ("static", "users", "channels", "conversations")
)


def _note(what: str, control: Control, words: str | Markup) -> Markup:
    if not words:
        return Markup()
    own = attributes({"class": what, "id": control.id(what)})
    return Markup("<p{}>{}</p>").format(own, words)
