"""How the secretariat's list looks: each task with who sees to it, and what can be done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from bot.alliance.secretariat.daily import holder
from bot.alliance.secretariat.entries import Entry, entries
from bot.alliance.secretariat.missing import UNCONFIRMED
from bot.alliance.secretariat.wishes import Act
from bot.delivery.approval import APPROVAL
from handlers.views.approval import see_button
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
from handlers.views.drawing import Pause
from handlers.views.member import open_button
from handlers.views.task_sentences import sentence
from prompts import text
from prompts.dates import moment
from storage.tasks import OpenTask

TASK = "task_"  # begins what is done with one
PREVIOUS, NEXT = "list_previous", "list_next"
TASKS = 15  # in one message: two blocks each, and their words stay far below 13,000


@dataclass(frozen=True)
class TaskList:
    """What is open on a day, who of the secretariat is away then, and what is stopped.

    `names` are those of organisations, by their codes; pages are counted from nought.
    """

    day: str
    tasks: Sequence[OpenTask]
    away: Mapping[str, str | None]
    pause: Pause | None
    zone: ZoneInfo
    names: Mapping[str, str] = field(default_factory=dict)
    page: int = 0


def list_message(list: TaskList, language: str) -> Message:
    """A page of the list, oldest first; the last one, where it has become shorter since."""
    all_entries = entries(list.tasks)
    free = sum(holder(each.first, list.away).user is None for each in all_entries)
    title = text("task.title", language, count=len(all_entries), free=free)
    if not list.tasks:
        title = text("task.nothing", language)
    blocks = [section(f"*{title}*"), *paused_lines(list.pause, list.zone, language)]
    page = min(list.page, max(len(all_entries) - 1, 0) // TASKS)
    for each in all_entries[page * TASKS : (page + 1) * TASKS]:
        blocks += _entry(each, list, language)
    blocks += _pages(page, len(all_entries), language)
    return Message(fallback(title), tuple(blocks))


def paused_lines(pause: Pause | None, zone: ZoneInfo, language: str) -> Sequence[Block]:
    """That nothing is sent unasked, since when, and by whom it was stopped."""
    if pause is None:
        return []
    since = moment(pause.since.astimezone(zone), language)
    said = text("admin.is_paused", language, whom=HERE, since=since)
    return [rich_text([line(*around(said, person(pause.by)))])]


def _entry(entry: Entry, list: TaskList, language: str) -> Sequence[Block]:
    told = [line(*sentence(entry, list.names, language)), line(*_standing(entry, list, language))]
    return [rich_text(told), _buttons(entry, list.day, language)]


def _standing(entry: Entry, list: TaskList, language: str) -> Sequence[Block]:
    """How often it came up, and who has it."""
    task = entry.first
    last = moment(max(each.last_at for each in entry.tasks).astimezone(list.zone), language)
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


def _buttons(entry: Entry, day: str, language: str) -> Block:
    """With who has it as it was drawn, so that of two who take it at once the first does."""
    task = entry.first
    what = task.kind if entry.is_many else str(task.id)
    give: Block = {
        "type": "users_select",
        "action_id": f"{TASK}{Act.GIVE}",
        "placeholder": {"type": "plain_text", "text": text("task.give", language)},
    }
    sees = see_button(str(task.subject.get("schedule", "")), language)
    take = button(text("task.take", language), f"{TASK}{Act.TAKE}", what)
    close = button(text("task.close", language), f"{TASK}{Act.CLOSE}", what)
    first = [sees, take] if task.kind == APPROVAL else [take, close]  # seen to, it closes by itself
    where = f"task:{what}:{language}:{day}:{task.assigned_to or ''}"
    elements = [*first, give, *_confirm(task, language)]
    return {"type": "actions", "block_id": where, "elements": elements}


def _confirm(task: OpenTask, language: str) -> Sequence[Block]:
    if task.kind != UNCONFIRMED:
        return []
    users = task.subject.get("users", ())
    return [open_button(language, str(users[0]) if len(users) == 1 else "")]


def _pages(page: int, count: int, language: str) -> Sequence[Block]:
    """Where to go from here, each as a message of its own."""
    left = min(count - (page + 1) * TASKS, TASKS)
    buttons: Sequence[Block] = [
        *([_page(PREVIOUS, "task.previous", page - 1, language)] if page else []),
        *([_page(NEXT, "task.next", page + 1, language, count=left)] if left > 0 else []),
    ]
    return [{"type": "actions", "elements": buttons}] if buttons else []


def _page(action: str, key: str, page: int, language: str, **values: int) -> Block:
    return button(text(key, language, **values), action, f"{language}:{page}")
