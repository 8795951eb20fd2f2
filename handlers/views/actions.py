"""How a municipality's actions look: one below the other, with what is known of each."""

from collections.abc import Sequence
from math import ceil

from bot.asking.pages import Page
from bot.asking.register import KOMMUNE
from bot.status.catalogue.cells import PHASES, SHORT, show_effect
from handlers.views.blocks import (
    Block,
    Message,
    button,
    fallback,
    line,
    rich_text,
    section,
    visible,
    words,
)
from prompts import text
from storage.actions import INDIRECT, Action, KeptAction
from storage.terms import Organisation

ACTIONS = 20  # in one message
MORE, OPEN = "actions_more", "actions_open"


def actions_message(
    about: Organisation, kept: Sequence[KeptAction], page: Page, language: str
) -> Message:
    """One page of what the reader may see."""
    name = about.name.removesuffix(KOMMUNE)
    if not kept:
        nothing = text("actions.none", language, municipality=name)
        return Message(fallback(nothing), (section(nothing),))
    pages = ceil(len(kept) / ACTIONS)
    number = min(page.number, pages)
    title = text("actions.of", language, municipality=name, count=len(kept))
    if pages > 1:
        title += f" ({text('actions.pages', language, page=number, pages=pages)})"
    shown = kept[(number - 1) * ACTIONS : number * ACTIONS]
    blocks = [section(f"*{title}*"), rich_text([_action(one.action, language) for one in shown])]
    if number < pages:
        blocks.append(_more(about.code, number + 1, language))
    return Message(fallback(title), tuple(blocks))


def _action(action: Action, language: str) -> Block:
    named = visible(f"{action.number} {action.title}".strip(), SHORT + 20)
    known = " · ".join(filter(None, _known(action, language)))
    told = [{**words(named), "style": {"bold": True}}]
    return line(*told, words(f"\n{known}\n" if known else "\n"))


def _known(action: Action, language: str) -> Sequence[str]:
    phase = text(PHASES[action.phase], language) if action.phase else ""
    return phase, _effect(action, language), visible(action.sector, SHORT)


def _effect(action: Action, language: str) -> str:
    shown = show_effect(action, language)
    if not shown or action.effect == INDIRECT:
        return shown
    return text("actions.tonnes", language, tonnes=shown)


def _more(code: str, page: int, language: str) -> Block:
    value = f"{language}:{code}:{page}"
    return {"type": "actions", "elements": [button(text("actions.more", language), MORE, value)]}
