"""The window in which the secretariat confirms a member."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.alliance.founding import spelled
from bot.asking import register
from handlers.views.blocks import Block, button, visible
from prompts import text
from storage.terms import Organisation, Role

OPEN, WINDOW = "member_open", "member_window"
WHO, WHERE, ROLE = "member_who", "member_where", "member_role"
OFFERED = 100  # options at most
MOST = 75  # characters of an option
ROLES: Mapping[Role, str] = {
    **register.ROLES,
    Role.POLITICIAN: "home.politician",
    Role.PARTNER: "home.partner",
    Role.SECRETARIAT: "admin.secretariat",
}


def open_button(language: str, user: str = "") -> Block:
    """What opens the window, with somebody chosen in it already if there is but one."""
    return button(text("member.open", language), OPEN, f"{language}:{user}")


def window(language: str, user: str = "") -> Block:
    """Who it is, where they belong, and as what."""
    who = {"type": "users_select", "action_id": WHO, **({"initial_user": user} if user else {})}
    where = {
        "type": "external_select",
        "action_id": WHERE,
        "min_query_length": 1,
        "placeholder": _plain("member.type", language),
    }
    roles = [_option(text(key, language), role.value) for role, key in ROLES.items()]
    return {
        "type": "modal",
        "callback_id": WINDOW,
        "private_metadata": language,
        "title": _plain("member.open", language),
        "submit": _plain("member.confirm", language),
        "close": _plain("asking.close", language),
        "blocks": [
            _field(WHO, "member.who", who, language),
            _field(WHERE, "member.where", where, language),
            _field(
                ROLE,
                "member.role",
                {"type": "static_select", "action_id": ROLE, "options": roles},
                language,
            ),
        ],
    }


def offered(known: Sequence[Organisation], typed: str) -> list[Block]:
    """The organisations whose names have what was typed in them."""
    wanted = spelled(typed)
    found = [each for each in known if wanted in spelled(each.name)]
    return [_option(visible(each.name, MOST), each.code) for each in found[:OFFERED]]


def chosen(view: Mapping[str, Any]) -> tuple[str, str, Role]:
    """Who, the code of where, and as what."""
    values = view["state"]["values"]
    where, role = (values[name][name]["selected_option"]["value"] for name in (WHERE, ROLE))
    return values[WHO][WHO]["selected_user"], where, Role(role)


def _option(label: str, value: str) -> Block:
    return {"text": {"type": "plain_text", "text": label}, "value": value}


def _field(name: str, label: str, element: Block, language: str) -> Block:
    field = {"type": "input", "block_id": name, "element": element}
    return {**field, "label": _plain(label, language)}


def _plain(key: str, language: str) -> Block:
    return {"type": "plain_text", "text": text(key, language)}
