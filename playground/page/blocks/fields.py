"""What people write or pick in a field of the browser's own: texts, numbers, dates, files."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from markupsafe import Markup

from playground.choices import typed
from playground.choices.answers import LONGEST
from playground.clocks import COPENHAGEN
from playground.page.blocks.control import Control
from playground.page.blocks.surface import attributes

_MARKS = (  # of a rich text field's toolbar: what it writes, its name, and how it looks
    ("*", "Fed", Markup("<b>F</b>")),
    ("_", "Kursiv", Markup("<i>K</i>")),
    ("~", "Overstreget", Markup("<s>O</s>")),
    ("`", "Kode", Markup("<code>&lt;/&gt;</code>")),
)
_LINES = (  # what it begins lines with
    ("- ", "Punktliste", "•"),
    ("1. ", "Nummereret liste", "1."),
)
_TOOL = Markup('<button type="button" data-{0}="{1}" aria-label="{2}" title="{2}">{3}</button>')


def draw(control: Control) -> Markup:
    """The field, with what is in it."""
    return _DRAWERS[control.kind](control)


def _input(control: Control, kind: str, **more: Any) -> Markup:
    own = attributes({"class": "field", "type": kind, "value": control.value, **more})
    return Markup("<input{}{}>").format(own, control.attributes)


def _text(control: Control) -> Markup:
    element = control.element
    limits = {
        "placeholder": control.element.get("placeholder") and control.placeholder,
        "minlength": element.get("min_length"),
        "maxlength": element.get("max_length", LONGEST),
    }
    if element.get("multiline"):
        return _textarea(control, control.value or "", **limits)
    return _input(control, "text", autocomplete="off", **limits)


def _textarea(control: Control, text: str, **more: Any) -> Markup:
    own = attributes({"class": "field", "rows": 4, **more})
    # The first line's end is the browser's own.
    return Markup("<textarea{}{}>\n{}</textarea>").format(own, control.attributes, text)


def _number(control: Control) -> Markup:
    element = control.element
    decimal = bool(element.get("is_decimal_allowed"))
    return _input(
        control,
        "number",
        inputmode="decimal" if decimal else "numeric",
        step="any" if decimal else "1",
        min=element.get("min_value"),
        max=element.get("max_value"),
        placeholder=control.element.get("placeholder") and control.placeholder,
    )


def _email(control: Control) -> Markup:
    return _input(control, "email", autocomplete="off", placeholder=control.placeholder)


def _address(control: Control) -> Markup:
    return _input(control, "url", autocomplete="off", placeholder=control.placeholder)


def _moment(control: Control) -> Markup:
    seconds = control.value
    local = seconds and datetime.fromtimestamp(seconds, COPENHAGEN).strftime("%Y-%m-%dT%H:%M")
    own = attributes({"class": "field", "type": "datetime-local", "value": local})
    return Markup("<input{}{}>").format(own, control.attributes)


def _rich_text(control: Control) -> Markup:
    marks = [_TOOL.format("mark", *mark) for mark in _MARKS]
    tools = Markup().join([*marks, *(_TOOL.format("line", *line) for line in _LINES)])
    hint = control.element.get("placeholder") and control.placeholder
    text = typed.text(control.value) if control.value else ""
    return Markup(
        '<div class="rich-field"><div class="marks" role="toolbar" aria-label="Skrift">{}</div>'
        "{}</div>"
    ).format(tools, _textarea(control, text, placeholder=hint))


def _files(control: Control) -> Markup:
    element = control.element
    own = attributes(
        {
            "class": "field",
            "type": "file",
            "multiple": element.get("max_files", 2) != 1,
            "accept": ",".join(f".{kind}" for kind in element.get("filetypes", ())) or None,
        }
    )
    kept = [
        Markup(
            '<li><label class="chip"><input type="checkbox" name="{}" value="{}" checked> {}'
            "</label></li>"
        ).format(control.key, file["id"], file.get("name", file["id"]))
        for file in control.value or ()
    ]
    chips = Markup('<ul class="chips">{}</ul>').format(Markup().join(kept)) if kept else Markup()
    return Markup("<input{}{}>{}").format(own, control.attributes, chips)


_DRAWERS: Mapping[str, Callable[[Control], Markup]] = {
    "datepicker": lambda control: _input(control, "date"),
    "datetimepicker": _moment,
    "email_text_input": _email,
    "file_input": _files,
    "number_input": _number,
    "plain_text_input": _text,
    "rich_text_input": _rich_text,
    "timepicker": lambda control: _input(control, "time"),
    "url_text_input": _address,
}
KINDS = frozenset(_DRAWERS)
