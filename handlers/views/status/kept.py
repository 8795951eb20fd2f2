"""What whoever sent a status reads then: the lines as others see them, and who does."""

from collections.abc import Mapping
from datetime import datetime

from bot.status.rounds.periods import period_name
from bot.status.rounds.reporting import UNDO
from handlers.views.blocks import Block, Message, fallback, line, quote, rich_text, section, words
from handlers.views.status.prompt import Standing, take_back, write_button
from handlers.views.status.words import said_of
from prompts import text
from prompts.dates import named_day
from storage.reports import KeptUpdate
from storage.terms import Visibility

SEES: Mapping[Visibility, str] = {
    Visibility.ALLIANCE: "status.sees.alliance",
    Visibility.MUNICIPALITIES: "status.sees.municipalities",
    Visibility.OWN: "status.sees.own",
}


def kept_message(standing: Standing, report: str, now: datetime, language: str) -> Message:
    """Each line of the report; once it is taken back, that it is."""
    told = next((one for one in standing.reports if one.id == report), None)
    if told is None:
        return _taken_back(language)
    period = period_name(standing.period, language)
    head = text("status.told_by_you", language, municipality=standing.name, period=period)
    lines = [one for one in standing.lines if one.report == report]
    shown = [part for one in lines for part in _line(one, standing, language)]
    presses = [write_button("status.write_more", language)]
    presses += [take_back(report, language)] if now <= told.told_at + UNDO else []
    blocks = (section(f"*{head}*"), rich_text(shown), {"type": "actions", "elements": presses})
    return Message(fallback(head), blocks)


def _line(each: KeptUpdate, standing: Standing, language: str) -> list[Block]:
    """As the others read it, and who they are."""
    update = each.update
    sees = text(SEES[update.visibility], language, municipality=standing.name)
    if update.hold_until and update.visibility is not Visibility.OWN:
        day = named_day(update.hold_until, language)
        sees = text("status.sees.later", language, sees=sees, day=day)
    return [quote(said_of(each, language)), line(words(sees))]


def _taken_back(language: str) -> Message:
    said = text("status.taken_back", language)
    again = {"type": "actions", "elements": [write_button("status.write", language)]}
    return Message(said, (section(said), again))


def not_kept_message(language: str) -> Message:
    """It was not sent; the words are in the window."""
    said = text("status.not_kept", language)
    on = {"type": "actions", "elements": [write_button("status.go_on", language)]}
    return Message(said, (section(said), on))
