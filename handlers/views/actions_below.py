"""What can be done below a municipality's actions: read more of them, and write one."""

from bot.status.catalogue.filling import CLOSED, NEW
from handlers.views.actions_listed import Listed
from handlers.views.blocks import Block, button, section, visible
from prompts import text

LONGEST_OPTION = 75
MORE, OPEN, ALL, SHUT = "actions_more", "actions_open", "actions_all", "actions_closed"
WRITE, EDIT = "action_write", "action_edit"


def below(listed: Listed, language: str) -> list[Block]:
    """More of the list; all of it, where something was sought; and what its own people may do."""
    elements = [_more(listed, language)] if listed.number < listed.pages else []
    if listed.sought or listed.are_closed:
        elements.append(_turn(ALL, "actions.all", listed, language))
    if listed.may_write:
        elements += [_choose(listed, language)] if listed.kept else []
        new = about_value(language, listed.about.code, NEW)
        elements.append(button(text("action.add", language), WRITE, new))
    blocks: list[Block] = [{"type": "actions", "elements": elements}] if elements else []
    if not listed.closed or listed.number < listed.pages:
        return blocks
    return [*blocks, *_closed(listed, language)]


def _closed(listed: Listed, language: str) -> list[Block]:
    """That there are more, which are not shown."""
    key = "actions.closed" if listed.closed > 1 else "actions.one_closed"
    said = text(key, language, count=listed.closed)
    shut = _turn(SHUT, "actions.show_closed", listed, language)
    return [section(said), {"type": "actions", "elements": [shut]}]


def _turn(action_id: str, key: str, listed: Listed, language: str) -> Block:
    """To another part of what there is of the municipality."""
    shelf = f":{CLOSED}" if action_id == SHUT else ""
    return button(text(key, language), action_id, f"{language}:{listed.about.code}:1{shelf}")


def _more(listed: Listed, language: str) -> Block:
    shelf = CLOSED if listed.are_closed else ""
    place = f"{language}:{listed.about.code}:{listed.number + 1}"
    return button(text("actions.more", language), MORE, f"{place}:{shelf}:{listed.sought}")


def _choose(listed: Listed, language: str) -> Block:
    """One of those on this page, to be edited."""
    options = [
        {
            "text": {"type": "plain_text", "text": visible(one.action.name, LONGEST_OPTION) or "…"},
            "value": about_value(language, listed.about.code, str(one.id)),
        }
        for one in listed.shown
    ]
    placeholder = {"type": "plain_text", "text": text("action.choose", language)}
    return {
        "type": "static_select",
        "action_id": EDIT,
        "placeholder": placeholder,
        "options": options,
    }


def about_value(language: str, municipality: str, about: str) -> str:
    """What a button carries that opens the window on an action."""
    return f"{language}:{municipality}:{about}"
