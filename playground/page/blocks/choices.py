"""What people choose among: menus, check boxes, radio buttons."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from playground.page.blocks import boxes, menus, searches
from playground.page.blocks.control import Control


def draw(control: Control) -> Markup:
    """The menu or the boxes, with what is chosen in it."""
    return _DRAWERS[control.kind](control)


_WORKSPACE = ("users_select", "channels_select", "conversations_select")
_DRAWERS: Mapping[str, Callable[[Control], Markup]] = {
    "checkboxes": boxes.group("checkbox"),
    "external_select": searches.single,
    "multi_external_select": searches.several,
    "multi_static_select": menus.several,
    "radio_buttons": boxes.group("radio"),
    "static_select": menus.single,
    **{kind: menus.single for kind in _WORKSPACE},
    **{f"multi_{kind}": menus.several for kind in _WORKSPACE},
}
KINDS = frozenset(_DRAWERS)
