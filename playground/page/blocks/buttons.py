"""What is pressed: buttons, menus of more, thumbs up and down."""

from collections.abc import Callable, Mapping

from markupsafe import Markup, escape

from playground.choices.elements import Block, presses
from playground.page import inline
from playground.page.blocks.control import asking
from playground.page.blocks.surface import Surface, attributes, text, words
from playground.page.forms import press_key

_STYLES = ("primary", "danger")
_BESIDE = {"target": "_blank", "rel": "noopener noreferrer"}
_ICON = Markup(
    '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
    '<path d="{}"/></svg>'
)
_PATHS = {  # drawn here, so that they take the colour of the text around them
    "thumb": "M7 10.5V20H4v-9.5zM7 10.5L11 3.5a2 2 0 0 1 2 2V9.5h5.6a2 2 0 0 1 2 2.3"
    "l-1.1 6.5a2 2 0 0 1-2 1.7H7",
    "trash": "M4 7h16M9 7V4.5h6V7M6 7l1 13h10l1-13M10 11v5M14 11v5",
}


def draw(element: Block, block: Block, surface: Surface) -> Markup:
    """The button, or all that it holds."""
    return _DRAWERS[str(element["type"])](element, block, surface)


def _press(element: Block, block: Block, press: Block, label: Markup, **more: str | None) -> Markup:
    """A button; a link too, if it has an address that may be followed."""
    name, address = press_key(block, element, press), str(press.get("url", ""))
    if address and inline.is_safe(address):
        link = {**more, "href": address, **_BESIDE, "data-press": name}
        return Markup("<a{}>{}</a>").format(attributes(link), label)
    # It is no answer to the fields around it, so those need not be right.
    button = {**more, "name": "press", "value": name, "formnovalidate": True, **asking(element)}
    return Markup("<button{}>{}</button>").format(attributes(button), label)


def _button(button: Block, block: Block, surface: Surface) -> Markup:
    style = button.get("style") if button.get("style") in _STYLES else "default"
    label = {"aria-label": words(button.get("accessibility_label")) or None}
    drawn = text(button["text"], surface)
    return _press(button, block, button, drawn, **{"class": f"button {style}", **label})


def _overflow(menu: Block, block: Block, surface: Surface) -> Markup:
    items = Markup().join(
        Markup("<li>{}</li>").format(
            _press(
                menu,
                block,
                option,
                Markup("<span>{}</span>{}").format(
                    text(option["text"], surface), _small(option, surface)
                ),
            )
        )
        for option in presses(menu)
    )
    return Markup(
        '<details class="overflow"><summary aria-label="Flere valg" title="Flere valg">'
        '<span aria-hidden="true">⋯</span></summary><ul role="list">{}</ul></details>'
    ).format(items)


def _small(option: Block, surface: Surface) -> Markup:
    if not option.get("description"):
        return Markup()
    return Markup("<small>{}</small>").format(text(option["description"], surface))


def _feedback(pair: Block, block: Block, surface: Surface) -> Markup:
    up, down = presses(pair)
    sides = ((up, "button thumb"), (down, "button thumb down"))
    return Markup().join(
        _press(
            pair,
            block,
            press,
            _ICON.format(_PATHS["thumb"]) + Markup("<span>{}</span>").format(words(press["text"])),
            **{"class": css, "aria-label": words(press.get("accessibility_label")) or None},
        )
        for press, css in sides
    )


def _icon_button(button: Block, block: Block, surface: Surface) -> Markup:
    only = button.get("visible_to_user_ids")
    if only and surface.viewer not in only:
        return Markup()
    name = words(button.get("accessibility_label")) or words(button["text"])
    label = {"class": "button bare-icon", "title": words(button["text"]), "aria-label": name}
    path = _PATHS.get(str(button["icon"]))
    return _press(button, block, button, _ICON.format(path) if path else escape(name), **label)


def _workflow(button: Block, _: Block, surface: Surface) -> Markup:
    """Workflows are Slack's own, and do not run here."""
    return Markup(
        '<button type="button" class="button default" disabled'
        ' title="Arbejdsgange kører kun i Slack">{}</button>'
    ).format(text(button["text"], surface))


Drawer = Callable[[Block, Block, Surface], Markup]
_DRAWERS: Mapping[str, Drawer] = {
    "button": _button,
    "feedback_buttons": _feedback,
    "icon_button": _icon_button,
    "overflow": _overflow,
    "workflow_button": _workflow,
}
KINDS = frozenset(_DRAWERS)
