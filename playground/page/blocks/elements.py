"""Any element of a block, by its type."""

from collections.abc import Sequence

from markupsafe import Markup

from playground.choices.elements import Block
from playground.page.blocks import buttons, choices, fields
from playground.page.blocks.control import Control
from playground.page.blocks.surface import Surface, image, text, unknown

MALFORMED = (ArithmeticError, AttributeError, LookupError, OSError, TypeError, ValueError)


def draw(element: Block, block: Block, surface: Surface) -> Markup:
    """The element. One that we do not know, or that is not as Slack has it, is named instead."""
    try:
        return _drawn(element, block, surface)
    except MALFORMED:
        kind = element.get("type") if isinstance(element, dict) else element
        return unknown(str(kind))


def row(elements: Sequence[Block], block: Block, surface: Surface) -> Markup:
    return Markup().join(draw(element, block, surface) for element in elements)


def _drawn(element: Block, block: Block, surface: Surface) -> Markup:
    kind = str(element["type"])
    if kind in ("mrkdwn", "plain_text"):
        return Markup("<span>{}</span>").format(text(element, surface))
    if kind == "image":
        return image(element, surface)
    if kind in buttons.KINDS:
        return buttons.draw(element, block, surface)
    if kind in choices.KINDS:
        return choices.draw(Control(element, block, surface))
    if kind in fields.KINDS:
        return fields.draw(Control(element, block, surface))
    return unknown(kind)
