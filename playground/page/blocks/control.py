"""What all controls have in common: a name, a label, what is chosen, and what to do about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from playground.choices.elements import Block, ids
from playground.choices.kinds import KINDS
from playground.choices.state import untouched
from playground.page.blocks.surface import Surface, attributes, words
from playground.page.forms import key

_LABELS: Mapping[str, str] = {  # for those that Block Kit gives neither label nor placeholder
    "channels_select": "Vælg en kanal",
    "checkboxes": "Sæt kryds",
    "conversations_select": "Vælg en samtale",
    "datepicker": "Vælg en dato",
    "datetimepicker": "Vælg dato og tid",
    "email_text_input": "navn@kommune.dk",
    "external_select": "Søg og vælg",
    "file_input": "Vælg filer",
    "multi_channels_select": "Vælg kanaler",
    "multi_conversations_select": "Vælg samtaler",
    "multi_external_select": "Søg og vælg",
    "multi_static_select": "Vælg",
    "multi_users_select": "Vælg personer",
    "number_input": "Skriv et tal",
    "plain_text_input": "Skriv her",
    "radio_buttons": "Vælg en",
    "rich_text_input": "Skriv her",
    "static_select": "Vælg",
    "timepicker": "Vælg et tidspunkt",
    "url_text_input": "https://",
    "users_select": "Vælg en person",
}
_WAITS_FOR_ENTER = ("on_enter_pressed",)


@dataclass(frozen=True)
class Control:
    """An element with a state, where it is drawn."""

    element: Block
    block: Block
    surface: Surface

    @property
    def kind(self) -> str:
        return str(self.element["type"])

    @property
    def key(self) -> str:
        return key(self.block, self.element)

    @property
    def value(self) -> Any:
        """What is chosen: so far, or what the element begins with."""
        block_id, action_id = ids(self.block, self.element)
        state = self.surface.values.get(block_id, {}).get(action_id) or untouched(self.element)
        return state.get(KINDS[self.kind].field)

    @property
    def chosen(self) -> Sequence[str]:
        """The values of what is chosen: of options, or ids."""
        value = self.value or []
        many = value if isinstance(value, list) else [value]
        return [str(one["value"] if isinstance(one, Mapping) else one) for one in many]

    @property
    def placeholder(self) -> str:
        return words(self.element.get("placeholder")) or _LABELS[self.kind]

    @property
    def is_input(self) -> bool:
        return self.block.get("type") == "input"

    @property
    def is_required(self) -> bool:
        return self.is_input and not self.block.get("optional")

    @property
    def error(self) -> str:
        return self.surface.errors.get(ids(self.block, self.element)[0], "") * self.is_input

    def id(self, what: str) -> str:
        return self.surface.id(self.key, what)

    @property
    def described(self) -> Mapping[str, Any]:
        """How it stands, for those who do not see it. Words of its own tell what is wrong."""
        notes = [self.id("error")] if self.error else []
        notes += [self.id("hint")] if self.is_input and self.block.get("hint") else []
        return {
            "aria-label": None if self.is_input else self.placeholder,
            "aria-labelledby": self.id("label") if self.is_input else None,
            "aria-describedby": " ".join(notes) or None,
            "aria-invalid": "true" if self.error else None,
        }

    @property
    def telling(self) -> Mapping[str, Any]:
        """Whether and when the app is told at once, and what is asked before that."""
        if self.is_input and not self.block.get("dispatch_action"):
            return {}
        config = self.element.get("dispatch_action_config", {})
        when = config.get("trigger_actions_on", _WAITS_FOR_ENTER)
        typed = "value" in KINDS[self.kind].field
        return {
            "data-act": self.key,
            "data-act-on": " ".join(when) if typed else None,
            **asking(self.element),
        }

    @property
    def attributes(self) -> Markup:
        """All of this, for a control that is one HTML element with a value."""
        return attributes(
            {
                "id": self.id("control"),
                "name": self.key,
                **self.described,
                "aria-required": "true" if self.is_required else None,
                **self.focus,
                **self.telling,
            }
        )

    @property
    def focus(self) -> Mapping[str, Any]:
        """In a window of its own only: a message must not take the focus from its readers."""
        return {
            "autofocus": self.surface.where == "modal" and bool(self.element.get("focus_on_load"))
        }

    def group(self, css: str, inside: Markup, **more: Any) -> Markup:
        """Several HTML elements that are one control."""
        around = {"class": css, "role": "group", **self.described, **self.telling, **more}
        return Markup("<div{}>{}</div>").format(attributes(around), inside)


def asking(element: Block) -> Mapping[str, Any]:
    """The question before it counts, as attributes."""
    confirm = element.get("confirm")
    if not confirm:
        return {}
    return {
        "data-confirm-title": words(confirm.get("title")),
        "data-confirm-text": words(confirm.get("text")),
        "data-confirm-yes": words(confirm.get("confirm")) or "Ja",
        "data-confirm-no": words(confirm.get("deny")) or "Nej",
        "data-confirm-style": confirm.get("style") if confirm.get("style") == "danger" else None,
    }
