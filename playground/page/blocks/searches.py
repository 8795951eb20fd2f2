"""Menus whose choices the app gives while one types; `external.js` fills their lists."""

from markupsafe import Markup

from playground.page.blocks.boxes import box
from playground.page.blocks.control import Control
from playground.page.blocks.surface import attributes, words


def single(control: Control) -> Markup:
    """A field to search in. What is chosen stands in a hidden one, which is the script's own."""
    value = control.value
    hidden = {
        "type": "hidden",
        "id": control.id("value"),
        "name": control.key,
        "value": value["value"] if value else "",
        "data-keep": True,
    }
    field = _field(control, words(value["text"]) if value else "")
    return _around(control, "external", field + Markup("<input{}>").format(attributes(hidden)))


def several(control: Control) -> Markup:
    """The same, with the chosen as boxes above it."""
    chips = [
        Markup('<li><label class="chip">{} {}</label></li>').format(
            box("checkbox", control, str(option["value"])), words(option["text"])
        )
        for option in control.value or ()
    ]
    kept = Markup('<ul id="{}" class="chips" role="list" aria-label="Valgt" data-keep>{}</ul>')
    drawn = kept.format(control.id("chips"), Markup().join(chips)) + _field(control, "")
    return _around(control, "external many", drawn)


def _around(control: Control, css: str, inside: Markup) -> Markup:
    own = attributes({"class": css, **control.telling})
    return Markup("<div{}>{}</div>").format(own, inside)


def _field(control: Control, shown: str) -> Markup:
    listed = control.id("list")
    field = {
        "class": "field",
        "id": control.id("control"),
        "role": "combobox",
        "value": shown,
        "placeholder": control.placeholder,
        "autocomplete": "off",
        "aria-autocomplete": "list",
        "aria-expanded": "false",
        "aria-controls": listed,
        **control.described,
        "aria-required": "true" if control.is_required else None,
        "data-options": control.key,
        "data-least": control.element.get("min_query_length", 3),
        **control.focus,
    }
    return Markup(
        '<input{}><ul{} hidden data-keep></ul><p class="nothing" role="status"></p>'
    ).format(
        attributes(field),
        attributes({"id": listed, "role": "listbox", "aria-label": "Forslag"}),
    )
