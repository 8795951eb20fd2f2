"""How a municipality's actions look: one below the other, with what is known of each."""

import re
from collections.abc import Sequence

from bot.status.catalogue.cells import PHASES, SHORT, show_effect
from handlers.views.actions_below import below
from handlers.views.actions_listed import Listed
from handlers.views.blocks import (
    Block,
    Message,
    fallback,
    line,
    link,
    rich_text,
    section,
    visible,
    words,
)
from prompts import text
from storage.actions import INDIRECT, Action

MOST_WORDS = 60  # of a sector or a source
LONGEST_URL = 300
SITE = re.compile(r"https?://(?:www\.)?([\w.-]+)")


def actions_message(listed: Listed, language: str) -> Message:
    """One page of what the reader may see, with what they may do about it."""
    turns = below(listed, language)
    if not listed.kept:
        nothing = _nothing(listed, language)
        return Message(fallback(nothing), (rich_text([line(words(nothing))]), *turns))
    title = _title(listed, language)
    head = (
        rich_text([line({**words(title), "style": {"bold": True}})])
        if listed.sought
        else section(f"*{title}*")
    )
    shown = rich_text([_action(one.action, language) for one in listed.shown])
    return Message(fallback(title), (head, shown, *turns))


def _title(listed: Listed, language: str) -> str:
    key = "actions.closed_of" if listed.are_closed else "actions.of"
    key = "actions.found" if listed.sought else key
    told = {"municipality": listed.name, "count": len(listed.kept), "words": listed.sought}
    title = text(key, language, **told)
    if listed.pages == 1:
        return title
    return f"{title} ({text('actions.pages', language, page=listed.number, pages=listed.pages)})"


def _nothing(listed: Listed, language: str) -> str:
    key = "actions.nothing_found" if listed.sought else "actions.none"
    key = "actions.none_closed" if listed.are_closed else key
    nothing = text(key, language, municipality=listed.name, words=listed.sought)
    if listed.may_write and key == "actions.none":
        return f"{nothing} {text('actions.begin', language)}"
    return nothing


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
