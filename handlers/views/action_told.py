"""How it looks what came of a window on an action, with the button for what can be done now."""

from collections.abc import Mapping

from bot.status.catalogue.filling import BY_NAME
from bot.status.catalogue.told import Outcome, Told
from handlers.views.actions_below import WRITE, about_value
from handlers.views.blocks import Block, Message, button, fallback, line, rich_text, runs, words
from prompts import text
from prompts.lists import listed
from storage.terms import Visibility

SENTENCES: Mapping[Outcome, str] = {
    Outcome.ADDED: "action.added",
    Outcome.CHANGED: "action.changed",
    Outcome.UNCHANGED: "action.unchanged",
    Outcome.TAKEN: "action.taken",
    Outcome.CLOSED_SINCE: "action.closed_since",
    Outcome.GONE: "action.gone",
    Outcome.NOT_YOURS: "action.not_yours",
    Outcome.FAILED: "action.failed",
}
SEEN_BY: Mapping[Visibility, str] = {
    Visibility.ALLIANCE: "action.seen_by_alliance",
    Visibility.MUNICIPALITIES: "action.seen_by_municipalities",
    Visibility.OWN: "action.seen_by_own",
}


def told_message(told: Told, part: int, language: str) -> Message:
    """One part of it: the first says what came of it, each quotes what was written over."""
    said = _sentences(told, language) if part == 0 else [text("action.goes_on", language)]
    if told.was and part == 0:
        said.append(text("action.written_over", language))
    quotes = [
        rich_text(_quoted(BY_NAME[name].heading(language), stood))
        for name, stood in told.parts[part].items()
    ]
    blocks = [rich_text([line(words(sentence))]) for sentence in said]
    return Message(fallback(*said), (*blocks, *quotes, *_button(told, language)))


def _sentences(told: Told, language: str) -> list[str]:
    key = SENTENCES[told.outcome]
    names = listed([BY_NAME[name].heading(language) for name in told.fields], language)
    if told.outcome is Outcome.CHANGED and not told.fields:
        said = []
    else:
        said = [text(key, language, name=told.name, fields=names, other=told.other)]
    if told.is_closed is not None:
        key = "action.is_closed" if told.is_closed else "action.is_open_again"
        said.append(text(key, language, name=told.name))
    if told.visibility and told.is_kept:
        said.append(text(SEEN_BY[Visibility(told.visibility)], language))
    return said


def _quoted(heading: str, stood: str) -> list[Block]:
    said = {"type": "rich_text_quote", "elements": runs(stood)}
    return [line({**words(heading), "style": {"bold": True}}), said]


def _button(told: Told, language: str) -> list[Block]:
    """Back to the window: to mend what was kept, or to go on with what was not."""
    if told.outcome is Outcome.NOT_YOURS:
        return []
    label = text("action.edit_again" if told.is_kept else "action.go_on", language)
    value = about_value(language, told.municipality, told.about)
    return [{"type": "actions", "elements": [button(label, WRITE, value)]}]
