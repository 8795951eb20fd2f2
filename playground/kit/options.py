"""Options, and the objects that elements share: confirm, dispatch_action_config, filter."""

from collections.abc import Iterator
from typing import Any

from playground.kit import limits
from playground.kit.problems import Place
from playground.kit.rules import Check, Form, Rule, boolean, many, one_of, string
from playground.kit.text import any_text, plain_text

confirm = Form(
    {
        "title": plain_text(limits.CONFIRM_TITLE),
        "text": any_text(limits.CONFIRM_TEXT),
        "confirm": plain_text(limits.CONFIRM_BUTTON),
        "deny": plain_text(limits.CONFIRM_BUTTON),
    },
    {"style": one_of("primary", "danger")},
)

dispatch_action_config = Form(
    {"trigger_actions_on": many(one_of("on_enter_pressed", "on_character_entered"), 2)}
)

conversation_filter = Form(
    {},
    {
        "include": many(one_of("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
)


def _option(text: Rule, **more: Rule) -> Form:
    value = string(limits.OPTION_VALUE)
    return Form({"text": text, "value": value}, {"description": text, **more})


menu_option = _option(plain_text(limits.OPTION_TEXT))
# Markup is allowed where options are shown as a list, a url where they are links.
choice_option = _option(any_text(limits.OPTION_TEXT))
overflow_option = _option(plain_text(limits.OPTION_TEXT), url=string(limits.URL))

option_group = Form(
    {"label": plain_text(limits.OPTION_TEXT), "options": many(menu_option, limits.OPTIONS)}
)


def _offered(element: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from element.get("options", [])
    for group in element.get("option_groups", []):
        yield from group["options"]


def offered(name: str) -> Check:
    """What is chosen from the start, in the field `name`, is exactly one of the options."""

    def check(element: dict[str, Any], place: Place) -> None:
        chosen = element.get(name, [])
        several = isinstance(chosen, list)
        options = list(_offered(element))
        for index, option in enumerate(chosen if several else [chosen]):
            if option not in options:
                where = place.at(name, index) if several else place.at(name)
                where.refuse("must match one of the options")

    return check


def not_too_many(name: str) -> Check:
    """No more is chosen from the start than `max_selected_items`."""

    def check(element: dict[str, Any], place: Place) -> None:
        most = element.get("max_selected_items")
        if most is not None and len(element.get(name, [])) > most:
            place.at(name).refuse(f"no more than {most} items allowed")

    return check
