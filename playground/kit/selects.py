"""Menus and lists that people choose from (block-elements/select-menu-element and its kin)."""

from playground.kit import limits
from playground.kit.checks import either
from playground.kit.kinds import Kind, kind
from playground.kit.options import (
    choice_option,
    confirm,
    conversation_filter,
    menu_option,
    not_too_many,
    offered,
    option_group,
)
from playground.kit.rules import Check, Rule, boolean, integer, many, string
from playground.kit.text import plain_text

_SHARED: dict[str, Rule] = {
    "action_id": string(limits.ID),
    "confirm": confirm,
    "focus_on_load": boolean,
}
_MENU = {**_SHARED, "placeholder": plain_text(limits.PLACEHOLDER)}
_STATIC: dict[str, Rule] = {
    "options": many(menu_option, limits.OPTIONS),
    "option_groups": many(option_group, limits.OPTION_GROUPS),
}
_EXTERNAL: dict[str, Rule] = {"min_query_length": integer()}
_CONVERSATIONS: dict[str, Rule] = {
    "default_to_current_conversation": boolean,
    "filter": conversation_filter,
}
_RESPONSE_URL: dict[str, Rule] = {"response_url_enabled": boolean}
_STATIC_CHECK = either("options", "option_groups")


def _one(name: str, initial: Rule, more: dict[str, Rule], *checks: Check) -> Kind:
    return kind({}, {**_MENU, **more, name: initial}, *checks)


def _multi(name: str, initial: Rule, more: dict[str, Rule], *checks: Check) -> Kind:
    fields = {**_MENU, **more, name: many(initial), "max_selected_items": integer(1)}
    return kind({}, fields, *checks, not_too_many(name))


SELECTS = {
    "static_select": _one(
        "initial_option", menu_option, _STATIC, _STATIC_CHECK, offered("initial_option")
    ),
    "external_select": _one("initial_option", menu_option, _EXTERNAL),
    "users_select": _one("initial_user", string(), {}),
    "conversations_select": _one(
        "initial_conversation", string(), {**_CONVERSATIONS, **_RESPONSE_URL}
    ),
    "channels_select": _one("initial_channel", string(), _RESPONSE_URL),
    "multi_static_select": _multi(
        "initial_options", menu_option, _STATIC, _STATIC_CHECK, offered("initial_options")
    ),
    "multi_external_select": _multi("initial_options", menu_option, _EXTERNAL),
    "multi_users_select": _multi("initial_users", string(), {}),
    "multi_conversations_select": _multi("initial_conversations", string(), _CONVERSATIONS),
    "multi_channels_select": _multi("initial_channels", string(), {}),
}

_CHOICES = many(choice_option, limits.CHOICES)

CHOICES = {
    "checkboxes": kind(
        {"options": _CHOICES},
        {**_SHARED, "initial_options": _CHOICES},
        offered("initial_options"),
    ),
    "radio_buttons": kind(
        {"options": _CHOICES},
        {**_SHARED, "initial_option": choice_option},
        offered("initial_option"),
    ),
}
