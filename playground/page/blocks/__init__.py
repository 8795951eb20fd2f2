"""Block Kit, drawn as HTML. A block that we do not know is named instead of hidden."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from playground.choices.elements import Block
from playground.page.blocks import compound, embeds, plain, tables
from playground.page.blocks.elements import MALFORMED
from playground.page.blocks.surface import Surface, unknown

__all__ = ("Surface", "draw")


def draw(blocks: Sequence[Block], surface: Surface) -> Markup:
    """All blocks of a message or a view."""
    return Markup().join(_block(block, surface, _DRAWERS) for block in blocks)


Drawer = Callable[[Block, Surface], Markup]


def _block(block: Any, surface: Surface, drawers: Mapping[str, Drawer]) -> Markup:
    kind = str(block.get("type")) if isinstance(block, Mapping) else str(block)
    try:
        drawn = drawers[kind](block, surface)
    except MALFORMED:  # unknown, or not as Slack has it
        return unknown(kind)
    return Markup('<div class="block {}">{}</div>').format(kind, drawn)


def _container(block: Block, surface: Surface) -> Markup:
    def inside(children: Sequence[Block]) -> Markup:
        return Markup().join(_block(child, surface, _SIMPLE) for child in children)

    return compound.container(block, surface, inside)


_SIMPLE: Mapping[str, Drawer] = {  # those that may stand in a container
    "actions": plain.in_a_row,
    "alert": compound.alert,
    "call": embeds.call,
    "card": compound.card,
    "context": plain.in_a_row,
    "context_actions": plain.in_a_row,
    "data_table": tables.data_table,
    "data_visualization": tables.chart,
    "divider": plain.divider,
    "file": embeds.file,
    "header": plain.header,
    "image": plain.picture,
    "input": plain.question,
    "markdown": plain.standard_markdown,
    "rich_text": plain.rich_text,
    "section": plain.section,
    "table": tables.table,
    "task_card": compound.task_card,
    "video": embeds.video,
}
_DRAWERS: Mapping[str, Drawer] = {
    **_SIMPLE,
    "carousel": compound.carousel,
    "container": _container,
    "plan": compound.plan,
}
