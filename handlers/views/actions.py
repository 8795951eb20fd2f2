"""How a municipality's actions look: one below the other, with what is known of each."""

import re
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
    link,
    rich_text,
    section,
    visible,
    words,
)
from prompts import text
from storage.actions import INDIRECT, Action, KeptAction
from storage.terms import Organisation

ACTIONS = 15  # in one message, so that they stay far below 13,000 characters
MOST_WORDS = 60  # of a sector or a source
LONGEST_URL = 300
SITE = re.compile(r"https?://(?:www\.)?([\w.-]+)")
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
    named = visible(action.name, SHORT + 20)
    known = [words(each) for each in _known(action, language) if each] + _source(action.source)
    below = [words("\n"), *_joined(known)] if known else []
    return line({**words(named), "style": {"bold": True}}, *below, words("\n"))


def _joined(parts: Sequence[Block]) -> list[Block]:
    return [each for part in parts for each in (words(" · "), part)][1:]


def _known(action: Action, language: str) -> Sequence[str]:
    phase = text(PHASES[action.phase], language) if action.phase else ""
    return phase, _effect(action, language), visible(action.sector, MOST_WORDS)


def _source(source: str) -> list[Block]:
    """Where it is known from; a page of the web by its site."""
    if not source:
        return []
    site = SITE.match(source)
    if site is None or len(source) > LONGEST_URL:
        return [words(visible(source, MOST_WORDS))]
    return [link(visible(site[1], MOST_WORDS), source)]


def _effect(action: Action, language: str) -> str:
    shown = show_effect(action, language)
    if not shown or action.effect == INDIRECT:
        return shown
    return text("actions.tonnes", language, tonnes=shown)


def _more(code: str, page: int, language: str) -> Block:
    value = f"{language}:{code}:{page}"
    return {"type": "actions", "elements": [button(text("actions.more", language), MORE, value)]}
