"""How somebody's own words would be told as their municipality's status."""

from bot.asking.register import KOMMUNE
from bot.status.updates.filled import Line
from bot.status.updates.opening import Opening
from handlers.views.blocks import (
    Block,
    Message,
    button,
    fallback,
    line,
    quote,
    rich_text,
    section,
    visible,
    words,
)
from handlers.views.status.kept import SEES
from handlers.views.status.prompt import write_button
from handlers.views.status.window import name_of
from handlers.views.status.words import MOST_LINE, PROGRESSES
from prompts import text
from storage.terms import Progress

SEND, DROP = "status_proposal_send", "status_proposal_drop"


def proposal_message(window: Opening) -> Message:
    """Each line with its action, how it goes and who would see it; once it is sent, that it is."""
    language = window.language
    if not window.is_draft:
        over = text("status.proposal_over", language)
        return Message(over, (section(over),))
    head = text("status.proposal", language)
    shown = [part for each in window.filled.lines for part in _line(each, window)]
    doubts = window.filled.doubts
    asks = [section(text("status.personal", language))] if doubts else []
    named = [rich_text([line(words(visible(", ".join(doubts), MOST_LINE)))])] if doubts else []
    blocks = (section(head), rich_text(shown), *asks, *named, _presses(window))
    return Message(fallback(head), blocks)


def _line(each: Line, window: Opening) -> list[Block]:
    language = window.language
    about = name_of(window.choice(each.about), language)
    key = PROGRESSES[Progress(each.progress)] if each.progress else "status.choose_progress"
    said = f"{about}: {visible(each.line, MOST_LINE)} ({text(key, language)})"
    wants = text("status.wants_help", language, help=visible(each.help, MOST_LINE))
    sees = text(SEES[each.seen_by], language, municipality=window.own.name.removesuffix(KOMMUNE))
    return [quote(f"{said}\n{wants}" if each.help else said), line(words(sees))]


def _presses(window: Opening) -> Block:
    language = window.language
    is_whole = all(each.missing is None for each in window.filled.lines)
    send = {**button(text("status.send", language), SEND, language), "style": "primary"}
    mend = write_button("status.edit_line", language)
    drop = button(text("status.proposal_drop", language), DROP, language)
    return {"type": "actions", "elements": [*([send] if is_whole else []), mend, drop]}
