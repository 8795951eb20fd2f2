"""How the secretariat's commands look: on the bot's own page, and what they are answered with."""

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from bot.alliance.secretariat.wishes import AdminCommand
from handlers.views.blocks import (
    HERE,
    Block,
    Message,
    around,
    button,
    fallback,
    line,
    person,
    rich_text,
    section,
    words,
)
from handlers.views.drawing import Pause
from handlers.views.member import ROLES, open_button
from handlers.views.tasks import paused_lines
from prompts import text
from storage.terms import Organisation, Role

ADMIN = "admin_"  # begins a command's button
BUTTONS: Mapping[AdminCommand, str] = {
    AdminCommand.LIST: "admin.list",
    AdminCommand.DELIVERIES: "admin.deliveries",
    AdminCommand.PAUSE: "admin.pause",
    AdminCommand.RESUME: "admin.resume",
    AdminCommand.HELP: "admin.more",
}


def admin_lines(pause: Pause | None, zone: ZoneInfo, language: str) -> Sequence[Block]:
    """The commands as buttons, and whether anything is stopped."""
    shown = paused_lines(pause, zone, language)
    if pause is None:
        shown = [rich_text([line(words(text("admin.is_not_paused", language)))])]
    not_now = AdminCommand.PAUSE if pause else AdminCommand.RESUME
    buttons = [
        button(text(key, language), f"{ADMIN}{command}", command)
        for command, key in BUTTONS.items()
        if command is not not_now
    ]
    return [*shown, {"type": "actions", "elements": [*buttons, open_button(language)]}]


def help_message(open_tasks: int, pause: Pause | None, zone: ZoneInfo, language: str) -> Message:
    """What there is, and how many tasks wait."""
    count = text("admin.open", language, count=open_tasks)
    said = text("admin.help", language)
    blocks = [section(said), section(count), *admin_lines(pause, zone, language)]
    return Message(fallback(count, said), tuple(blocks))


def member_message(user: str, organisation: Organisation, role: Role, language: str) -> Message:
    """Who is confirmed as what."""
    name = text(ROLES[role], language)
    said = text("admin.member", language, whom=HERE, role=name, organisation=organisation.name)
    shown = rich_text([line(*around(said, person(user)))])
    return Message(fallback(text("admin.confirmed", language)), (shown,))


def organisations_message(known: Sequence[Organisation], language: str) -> Message:
    """No organisation has that name; these there are."""
    said = text("admin.member_where", language)
    names = ", ".join(each.name for each in known)
    return Message(fallback(said), (section(said), rich_text([line(words(names))])))
