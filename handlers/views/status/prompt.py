"""How a round looks to one of a municipality's people: asked, told, or over."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.asking.register import KOMMUNE
from bot.status.catalogue.filling import NEW
from bot.status.rounds.periods import period_name
from bot.status.rounds.snooze import Until
from handlers.views.actions_below import WRITE as ADD_ACTION
from handlers.views.actions_below import about_value
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
from handlers.views.status.rhythm import away_button, often_select
from handlers.views.status.words import counted, told_lines
from prompts import text
from storage.reports import KeptUpdate, Report
from storage.terms import Organisation

OPEN, NOTHING_NEW = "status_open", "status_nothing_new"
LATER, TAKE_BACK = "status_later", "status_take_back"
WRITE = "status_write"
LAST_LINES, MOST_LINES = 3, 15
UNTIL = {
    Until.TWO_HOURS: "status.until.two_hours",
    Until.TOMORROW: "status.until.tomorrow",
    Until.THURSDAY: "status.until.thursday",
}


@dataclass(frozen=True)
class Standing:
    """How far a round is. `lines` are what was told in it, `last` what was said last of each
    action, newest first; `may_undo` says whether what was told may still be taken back,
    `may_choose` whether how often they are asked can be chosen here, `asked_first` whether the
    message is older than what was told."""

    about: Organisation
    period: str
    reports: Sequence[Report]
    lines: Sequence[KeptUpdate]
    last: Sequence[KeptUpdate]
    actions: int
    is_over: bool = False
    may_undo: bool = False
    may_choose: bool = False
    asked_first: bool = False

    @property
    def is_told_elsewhere(self) -> bool:
        """Whoever wrote lines after they were asked has them in a message of their own."""
        return bool(self.lines) and self.asked_first

    @property
    def name(self) -> str:
        return self.about.name.removesuffix(KOMMUNE)


def prompt_message(standing: Standing, reader: str, language: str) -> Message:
    """What there is to do, if anything, and what was told by whom."""
    if standing.reports:
        return _told(standing, reader, language)
    if standing.is_over:
        return _over(standing, language)
    head = _named("status.title", standing, language)
    blocks = [section(f"*{head}* · {text('status.takes_a_minute', language)}")]
    blocks += _last(standing, language)
    blocks.append({"type": "actions", "elements": _presses(standing, language)})
    blocks.append(section(text("status.or_answer", language)))
    if standing.may_choose:
        blocks.append({"type": "actions", "elements": [often_select(language)]})
    return Message(fallback(head), tuple(blocks))


def nudge_message(standing: Standing, reader: str, language: str) -> Message:
    """One sentence, while nothing was told; else as the prompt is by then."""
    if standing.reports or standing.is_over:
        return prompt_message(standing, reader, language)
    said = _named("status.nudge_title", standing, language)
    presses = [*_answers(language), away_button(language)]
    return Message(fallback(said), (section(said), {"type": "actions", "elements": presses}))


def _last(standing: Standing, language: str) -> list[Block]:
    if not standing.actions:
        return [section(text("status.no_actions", language))]
    if not standing.last:
        key = "status.nothing_yet" if standing.actions > 1 else "status.nothing_yet_of_one"
        return [section(text(key, language, count=standing.actions))]
    said = [section(text("status.last_time", language))]
    lines = told_lines(standing.last[:LAST_LINES], language)
    return [*said, rich_text([lines, line(words(counted(standing.last, language)))])]


def _presses(standing: Standing, language: str) -> list[Block]:
    new = about_value(language, standing.about.code, NEW)
    begin = [button(text("action.add", language), ADD_ACTION, new)]
    write, nothing = _answers(language)
    return [write, *(begin if not standing.actions else []), nothing, _later(language)]


def _answers(language: str) -> tuple[Block, Block]:
    """Either is one."""
    write = {**write_button("status.write", language), "style": "primary"}
    return write, button(text("status.nothing_new", language), NOTHING_NEW, language)


def write_button(key: str, language: str) -> Block:
    """What opens the window."""
    return button(text(key, language), WRITE, language)


def take_back(report: str, language: str) -> Block:
    return button(text("status.take_back", language), TAKE_BACK, f"{language}:{report}")


def _later(language: str) -> Block:
    options = [
        {"text": _plain(key, language), "value": f"{language}:{until}"}
        for until, key in UNTIL.items()
    ]
    return {
        "type": "static_select",
        "action_id": LATER,
        "placeholder": _plain("status.later", language),
        "options": options,
    }


def _told(standing: Standing, reader: str, language: str) -> Message:
    """The first who told it did so for all; what the others added stands there, too."""
    first = standing.reports[0]
    mine = first.user == reader
    key = "status.told_by_you" if mine else "status.told_by"
    head = _named(key, standing, language, whom=HERE)
    parts = [words(head)] if mine else around(head, person(first.user))
    blocks: list[Block] = [rich_text([line(*parts), *_what(standing, mine, language)])]
    undo = [take_back(first.id, language)] if standing.may_undo and mine else []
    more = [] if standing.is_over else [write_button("status.write_more", language)]
    if (undo or more) and not (mine and standing.is_told_elsewhere):
        blocks.append({"type": "actions", "elements": [*more, *undo]})
    somebody = text("status.somebody", language)
    return Message(fallback(head.replace(HERE, somebody)), tuple(blocks))


def _what(standing: Standing, mine: bool, language: str) -> list[Block]:
    """What was told."""
    if mine and standing.is_told_elsewhere:
        return []
    if standing.lines:
        return [told_lines(standing.lines[:MOST_LINES], language)]
    return [line(words(text("status.said_nothing_new", language)))]


def _over(standing: Standing, language: str) -> Message:
    over = _named("status.over", standing, language)
    return Message(fallback(over), (section(over),))


def _named(key: str, standing: Standing, language: str, **values: str) -> str:
    """None of these names is somebody's own words."""
    period = period_name(standing.period, language)
    return text(key, language, municipality=standing.name, period=period, **values)


def _plain(key: str, language: str) -> Block:
    return {"type": "plain_text", "text": text(key, language)}


def example(about: Organisation, period: str) -> Standing:
    """What is shown to whoever is to approve the prompts."""
    return Standing(about, period, (), (), (), actions=1)
