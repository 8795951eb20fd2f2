"""How the delivery log looks: what was due, to whom, and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.alliance.secretariat.log import KIND_NAMES, Page, place_after
from handlers.views.blocks import (
    Block,
    Message,
    button,
    fallback,
    line,
    recipient,
    rich_text,
    section,
    visible,
    words,
)
from handlers.views.drawing import Pause
from handlers.views.reasons import MOST, reason
from handlers.views.tasks import paused_lines
from prompts import text
from prompts.dates import moment
from storage.delivery_log import Logged
from storage.models.trays import DeliveryState

MORE = "log_more"
LINES = 15
WAITS = (DeliveryState.WANTED, DeliveryState.CLAIMED)


@dataclass(frozen=True)
class DeliveryLog:
    """A page of it, with one line more where another page follows; and how today stands."""

    page: Page
    lines: Sequence[Logged]
    today: Mapping[DeliveryState, int]
    pause: Pause | None
    zone: ZoneInfo


def log_message(log: DeliveryLog, language: str) -> Message:
    """Today in a line, and the newest below it."""
    title, today = text("log.title", language), _today(log.today, language)
    heading = [words(f"{title} · "), *_about(log.page, language)] if log.page.about else []
    blocks = [section(f"*{title}*\n{today}"), *paused_lines(log.pause, log.zone, language)]
    shown = [_line(each, log, language) for each in log.lines[:LINES]]
    nothing = [line(words(text("log.nothing", language)))]
    blocks.append(rich_text([*([line(*heading)] if heading else []), *(shown or nothing)]))
    if len(log.lines) > LINES:
        blocks.append(_more(log, language))
    return Message(fallback(title, today), tuple(blocks))


def _today(today: Mapping[DeliveryState, int], language: str) -> str:
    return text(
        "log.today",
        language,
        sent=today.get(DeliveryState.SENT, 0),
        waiting=sum(today.get(state, 0) for state in WAITS),
        skipped=today.get(DeliveryState.SKIPPED, 0),
        withdrawn=today.get(DeliveryState.WITHDRAWN, 0),
        parked=today.get(DeliveryState.PARKED, 0),
    )


def _about(page: Page, language: str) -> Sequence[Block]:
    if page.about in KIND_NAMES.values():
        return [words(text(page.about, language))]
    return [recipient(page.about)]


def _line(each: Logged, log: DeliveryLog, language: str) -> Block:
    when = moment((each.sent_at or each.due).astimezone(log.zone), language)
    name = (
        text(KIND_NAMES[each.kind], language)
        if each.kind in KIND_NAMES
        else visible(each.kind, MOST)
    )
    became = _became(each, log, language)
    return line(words(f"{when} · "), recipient(each.recipient), words(f" · {name} · {became}\n"))


def _became(each: Logged, log: DeliveryLog, language: str) -> str:
    why = reason(each.reason, language) if each.reason else text("log.no_reason", language)
    match each.state:
        case DeliveryState.SENT:
            return text("log.changed" if each.changes > 0 else "log.sent", language)
        case DeliveryState.WITHDRAWN:
            return text("log.withdrawn", language, why=why)
        case DeliveryState.SKIPPED:
            return text("log.skipped", language, why=why)
        case DeliveryState.PARKED:
            return text("log.parked", language, why=why)
        case DeliveryState.CLAIMED:
            return text("log.now", language)
        case DeliveryState.BUNDLED:
            return text("log.together", language)
        case DeliveryState.WANTED:
            return _waits(each, log, why, language)


def _waits(each: Logged, log: DeliveryLog, why: str, language: str) -> str:
    if each.changes >= 0:
        return text("log.changing", language)
    if each.due > log.page.at:
        until = moment(each.due.astimezone(log.zone), language)
        return text("log.waits_until", language, until=until)
    return (
        text("log.waits_because", language, why=why) if each.reason else text("log.waits", language)
    )


def _more(log: DeliveryLog, language: str) -> Block:
    last = log.lines[LINES - 1]
    value = f"{language}:{place_after(last.due, last.id)}:{log.page.about}"
    return {"type": "actions", "elements": [button(text("log.more", language), MORE, value)]}
