"""How the secretariat's list looks: each task with who sees to it, and what can be done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.alliance.secretariat.daily import holder
from bot.alliance.secretariat.wishes import Act
from bot.delivery.approval import APPROVAL
from handlers.views.approval import see_button, waits_line
from handlers.views.blocks import (
    HERE,
    Block,
    Message,
    around,
    button,
    fallback,
    line,
    person,
    recipient,
    rich_text,
    section,
    visible,
    words,
)
from handlers.views.drawing import Pause
from handlers.views.reasons import MOST, reason
from prompts import text
from prompts.dates import moment
from storage.tasks import OpenTask

TASK = "task_"  # begins what is done with one
TASKS = 15  # in one message: two blocks each, and their words stay far below 13,000
SENTENCES: Mapping[str, str] = {
    "delivery.parked": "task.parked",
    "question.handed_on": "task.handed_on",
}


@dataclass(frozen=True)
class TaskList:
    """What is open on a day, who of the secretariat is away then, and what is stopped."""

    day: str
    tasks: Sequence[OpenTask]
    away: Mapping[str, str | None]
    pause: Pause | None
    zone: ZoneInfo


def list_message(list: TaskList, language: str) -> Message:
    """The list, oldest first."""
    free = sum(holder(task, list.away).user is None for task in list.tasks)
    title = text("task.title", language, count=len(list.tasks), free=free)
    if not list.tasks:
        title = text("task.nothing", language)
    blocks = [section(f"*{title}*"), *paused_lines(list.pause, list.zone, language)]
    for task in list.tasks[:TASKS]:
        blocks += _task(task, list, language)
    if len(list.tasks) > TASKS:
        left = text("task.more", language, count=len(list.tasks) - TASKS)
        blocks.append(rich_text([line(words(left))]))
    return Message(fallback(title), tuple(blocks))


def paused_lines(pause: Pause | None, zone: ZoneInfo, language: str) -> Sequence[Block]:
    """That nothing is sent unasked, since when, and by whom it was stopped."""
    if pause is None:
        return []
    since = moment(pause.since.astimezone(zone), language)
    said = text("admin.is_paused", language, whom=HERE, since=since)
    return [rich_text([line(*around(said, person(pause.by)))])]


def _task(task: OpenTask, list: TaskList, language: str) -> Sequence[Block]:
    told = [line(*_sentence(task, language)), line(*_standing(task, list, language))]
    return [rich_text(told), _buttons(task, list.day, language)]


def _sentence(task: OpenTask, language: str) -> Sequence[Block]:
    subject = task.subject
    if task.kind == APPROVAL:
        return waits_line(str(subject.get("message", "")), language)
    whom = str(subject.get("channel") or subject.get("user") or "")
    key = SENTENCES.get(task.kind)
    if key is None or not whom:
        return [words(text("task.other", language, kind=visible(task.kind, MOST)))]
    why = reason(str(subject.get("code", "")), language)
    return around(text(key, language, whom=HERE, why=why), recipient(whom))


def _standing(task: OpenTask, list: TaskList, language: str) -> Sequence[Block]:
    """How often it came up, and who has it."""
    last = moment(task.last_at.astimezone(list.zone), language)
    often = text("task.times", language, count=task.times, last=last)
    return [words(f"{often if task.times > 1 else last} · "), *_holder(task, list, language)]


def _holder(task: OpenTask, list: TaskList, language: str) -> Sequence[Block]:
    has = holder(task, list.away)
    if has.user is not None and has.instead_of is not None:
        first, _, rest = text("task.stand_in", language, whom=HERE, away="\0").partition("\0")
        return [*around(first, person(has.user)), person(has.instead_of), words(rest)]
    if has.user is not None:
        return around(text("task.has", language, whom=HERE), person(has.user))
    if has.instead_of is not None:
        return around(text("task.free_again", language, whom=HERE), person(has.instead_of))
    return [words(text("task.free", language))]


def _buttons(task: OpenTask, day: str, language: str) -> Block:
    """With who has it as it was drawn, so that of two who take it at once the first does."""
    give: Block = {
        "type": "users_select",
        "action_id": f"{TASK}{Act.GIVE}",
        "placeholder": {"type": "plain_text", "text": text("task.give", language)},
    }
    take = button(text("task.take", language), f"{TASK}{Act.TAKE}", str(task.id))
    close = button(text("task.close", language), f"{TASK}{Act.CLOSE}", str(task.id))
    where = f"task:{task.id}:{language}:{day}:{task.assigned_to or ''}"
    ends = see_button(str(task.subject.get("schedule", "")), language)
    first = [ends, take] if task.kind == APPROVAL else [take, close]  # seen to, it closes by itself
    return {"type": "actions", "block_id": where, "elements": [*first, give]}
