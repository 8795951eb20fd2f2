"""Blocks that frame: alerts, cards, containers, and an agent's tasks."""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from playground.choices.elements import Block
from playground.page import inline
from playground.page.blocks import elements
from playground.page.blocks.surface import Surface, attributes, icon, part, rich, text, words

LEVELS = {"info": "ℹ", "warning": "⚠", "error": "✕", "success": "✓"}
_LEVEL_NAMES = {
    "info": "Til orientering",
    "warning": "Advarsel",
    "error": "Fejl",
    "success": "Lykkedes",
}
_STATUSES = {  # a task's sign, and what it means
    "pending": ("○", "venter"),
    "in_progress": ("◐", "i gang"),
    "complete": ("✓", "færdig"),
    "error": ("✕", "mislykkedes"),
}
_WIDTHS = ("narrow", "standard", "wide", "full")


def alert(block: Block, surface: Surface) -> Markup:
    level = block.get("level") if block.get("level") in LEVELS else None
    sign = Markup()
    if level:
        sign = Markup('<span class="sign" role="img" aria-label="{}">{}</span>').format(
            _LEVEL_NAMES[level], LEVELS[level]
        )
    return Markup('<div class="level {}" role="note">{}<div>{}</div></div>').format(
        level or "default", sign, text(block["text"], surface)
    )


def card(block: Block, surface: Surface) -> Markup:
    return Markup('<article class="framed">{}{}{}{}</article>').format(
        icon(block, surface, "hero_image"),
        _heading(block, surface),
        part(block, "body", Markup('<div class="text">{}</div>'), surface),
        _foot(block, surface),
    )


def _heading(block: Block, surface: Surface) -> Markup:
    title = part(block, "title", Markup("<strong>{}</strong>"), surface)
    if block.get("rich_text_title"):
        title = Markup("<strong>{}</strong>").format(rich(block["rich_text_title"], surface))
    under = part(block, "subtitle", Markup('<span class="small">{}</span>'), surface)
    return Markup('<div class="heading">{}<div>{}{}</div></div>').format(
        icon(block, surface), title, under
    )


def _foot(block: Block, surface: Surface) -> Markup:
    if not block.get("actions"):
        return Markup()
    row = elements.row(block["actions"], block, surface)
    return Markup('<div class="row">{}</div>').format(row)


def carousel(block: Block, surface: Surface) -> Markup:
    cards = Markup().join(card(one, surface) for one in block["elements"])
    return Markup(
        '<div class="cards" tabindex="0" role="region" aria-label="Kort, der kan rulles">{}</div>'
    ).format(cards)


def container(block: Block, surface: Surface, draw: Callable[[Any], Markup]) -> Markup:
    """`draw` draws the blocks inside, which are none of these."""
    width = block.get("width") if block.get("width") in _WIDTHS else "standard"
    heading, inside = _heading(block, surface), draw(block["child_blocks"])
    if block.get("is_collapsible"):
        own = attributes({"class": f"framed {width}", "open": not block.get("default_collapsed")})
        return Markup("<details{}><summary>{}</summary>{}</details>").format(own, heading, inside)
    line = Markup("<hr>") if block.get("has_header_divider") else Markup()
    return Markup('<section class="framed {}">{}{}{}</section>').format(
        width, heading, line, inside
    )


def task_card(block: Block, surface: Surface) -> Markup:
    sign, meaning = _STATUSES[block["status"]]
    title = Markup(
        '<span class="status {}" role="img" aria-label="{}">{}</span> <span>{}</span>'
    ).format(block["status"], meaning, sign, words(block["title"]))
    more = Markup().join(
        rich(block[name], surface) for name in ("details", "output") if block.get(name)
    ) + _sources(block)
    if not more:
        return Markup('<div class="task">{}</div>').format(title)
    return Markup(
        '<details class="task"><summary>{}</summary><div class="text">{}</div></details>'
    ).format(title, more)


def _sources(block: Block) -> Markup:
    links = [
        Markup("<li>{}</li>").format(inline.link(s["url"], words(s.get("text")) or s["url"]))
        for s in block.get("sources") or ()
    ]
    return Markup('<ul class="sources">{}</ul>').format(Markup().join(links)) if links else Markup()


def plan(block: Block, surface: Surface) -> Markup:
    tasks = [Markup("<li>{}</li>").format(task_card(t, surface)) for t in block.get("tasks") or ()]
    return Markup(
        '<section class="framed"><strong>{}</strong><ol role="list">{}</ol></section>'
    ).format(words(block["title"]), Markup().join(tasks))
