"""Menus whose choices the blocks or the workspace have: of one, and of several."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from playground.page.blocks.boxes import box, small
from playground.page.blocks.control import Control
from playground.page.blocks.surface import attributes, words


@dataclass(frozen=True)
class Choice:
    """Something to choose: how it is told, how it is shown."""

    value: str
    words: str
    description: str = ""


Group = tuple[str, Sequence[Choice]]  # with a heading, which is empty where there are no groups


def _options(options: Any) -> Sequence[Choice]:
    return [Choice(str(o["value"]), words(o["text"]), words(o.get("description"))) for o in options]


def _groups(control: Control) -> Sequence[Group]:
    element, surface = control.element, control.surface
    if "users" in control.kind:
        return [("", [Choice(id_, name) for id_, name in surface.people.items()])]
    if "channels" in control.kind or "conversations" in control.kind:
        return [("", [Choice(id_, f"#{name}") for id_, name in surface.channels.items()])]
    if "option_groups" in element:
        return [(words(g["label"]), _options(g["options"])) for g in element["option_groups"]]
    return [("", _options(element["options"]))]


def single(control: Control) -> Markup:
    """The browser's own menu, which can be set back to nothing."""
    parts = [Markup('<option value="">{}</option>').format(control.placeholder)]
    for heading, choices in _groups(control):
        drawn = Markup().join(_option(choice, control) for choice in choices)
        if heading:
            drawn = Markup('<optgroup label="{}">{}</optgroup>').format(heading, drawn)
        parts.append(drawn)
    return Markup('<select class="field"{}>{}</select>').format(
        control.attributes, Markup().join(parts)
    )


def _option(choice: Choice, control: Control) -> Markup:
    label = f"{choice.words} – {choice.description}" if choice.description else choice.words
    own = attributes({"value": choice.value, "selected": choice.value in control.chosen})
    return Markup("<option{}>{}</option>").format(own, label)


def several(control: Control) -> Markup:
    """A list that opens, to find in and to tick off; the chosen stand above it."""
    groups, chosen = _groups(control), control.chosen
    taken = [c.words for _, choices in groups for c in choices if c.value in chosen]
    chips = Markup().join(Markup('<span class="chip">{}</span>').format(name) for name in taken)
    inside = _OPENED.format(chips, control.placeholder, Markup().join(_rows(control, groups)))
    details = Markup('<details id="{}">{}</details>').format(control.id("control"), inside)
    most = {"data-most": control.element.get("max_selected_items")}
    return control.group("multi", details, **most)


_OPENED = Markup(
    '<summary><span class="chips">{}</span><span class="placeholder">{}</span></summary>'
    '<div class="list"><input type="search" class="field" aria-label="Find på listen"'
    ' placeholder="Find på listen" autocomplete="off" data-filter><ul role="list">{}</ul></div>'
)


def _rows(control: Control, groups: Sequence[Group]) -> Iterator[Markup]:
    for heading, choices in groups:
        if heading:
            yield Markup('<li class="heading">{}</li>').format(heading)
        for choice in choices:
            yield Markup("<li><label>{} <span>{}{}</span></label></li>").format(
                box("checkbox", control, choice.value), choice.words, small(choice.description)
            )
