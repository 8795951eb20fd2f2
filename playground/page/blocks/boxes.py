"""Check boxes and radio buttons, alone and as the rows of lists."""

from collections.abc import Callable

from markupsafe import Markup

from playground.choices.elements import Block
from playground.page.blocks.control import Control
from playground.page.blocks.surface import Surface, attributes, text


def group(kind: str) -> Callable[[Control], Markup]:
    """Check boxes or radio buttons, whose texts may be mrkdwn."""

    def draw(control: Control) -> Markup:
        rows = [
            Markup("<label>{} <span>{}{}</span></label>").format(
                box(kind, control, str(option["value"])),
                text(option["text"], control.surface),
                small(_description(option, control.surface)),
            )
            for option in control.element["options"]
        ]
        return control.group("boxes", Markup().join(rows))

    return draw


def box(kind: str, control: Control, value: str) -> Markup:
    """One of them, ticked off if it is chosen."""
    checked = value in control.chosen
    own = {"type": kind, "name": control.key, "value": value, "checked": checked}
    return Markup("<input{}>").format(attributes(own))


def small(words: str | Markup) -> Markup:
    """What is told below it, if anything."""
    return Markup("<small>{}</small>").format(words) if words else Markup()


def _description(option: Block, surface: Surface) -> Markup:
    return text(option["description"], surface) if option.get("description") else Markup()
