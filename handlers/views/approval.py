"""What goes to many again and again, as whoever may approve it sees it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from zoneinfo import ZoneInfo

from bot.alliance.broadcast.rules import Recipients
from bot.alliance.secretariat.approving import Act
from bot.alliance.secretariat.log import KIND_NAMES
from bot.delivery.approval import ToMany
from bot.delivery.planner import Schedule
from handlers.views.blocks import (
    DIVIDER,
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
    visible,
    words,
)
from handlers.views.broadcast import who_it_reaches
from handlers.views.reasons import MOST
from handlers.views.recurring import recurs
from prompts import text
from prompts.dates import moment
from storage.approvals import Approval

PRESS = "approval_"  # begins what is pressed
SHOWN = "shown_"  # begins the buttons of what is only shown
ACTS: Mapping[Act, str] = {
    Act.TRY: "broadcast.try",
    Act.APPROVE: "broadcast.approve",
}


@dataclass(frozen=True)
class Preview:
    """One look of what a schedule sends. `message` is None where it has another look by now.

    `reached` is None where it goes into channels. `missed` is when it should have been sent, if it
    still may be.
    """

    schedule: Schedule
    to_many: ToMany
    looks: str
    message: Message | None
    reached: Recipients | None
    next_time: datetime | None
    missed: datetime | None
    approval: Approval | None
    zone: ZoneInfo


def preview_message(preview: Preview, language: str, *, anew: bool = False) -> Message:
    """How it looks, whom it reaches, how often it comes, and whether it is approved."""
    name = _name(preview.to_many.message, language)
    if preview.message is None:
        head = text("approval.outdated", language, name=name)
        return Message(fallback(head), (section(head),))
    head = text("approval.of_channels", language, name=name)
    if preview.reached is not None:
        head = text("approval.of", language, name=name, people=len(preview.reached.users))
    first = text("approval.anew", language) if anew else ""
    lines = [*_about(preview, language), *_state(preview, language)]
    shown = shown_only(preview.message)
    blocks = [
        *([section(first)] if first else []),
        section(head),
        DIVIDER,
        *shown.blocks,
        DIVIDER,
        rich_text(lines),
        *_buttons(preview, language),
    ]
    return Message(fallback(first, head), tuple(blocks))


def _about(preview: Preview, language: str) -> Sequence[Block]:
    rule = text("approval.rule", language, rule=text(preview.to_many.rule.key, language))
    often = recurs(preview.schedule.recurrence, language)
    when = text("approval.often", language, often=often)
    if preview.next_time is not None:
        then = moment(preview.next_time.astimezone(preview.zone), language)
        when = text("approval.often_and_next", language, often=often, next=then)
    if not preview.schedule.in_skipped_weeks:
        when = f"{when} {text('approval.skips_weeks', language)}"
    who = who_it_reaches(preview.reached, language) if preview.reached else []
    return [line(words(rule)), *who, line(words(when))]


def _state(preview: Preview, language: str) -> Sequence[Block]:
    if preview.approval is not None:
        return [line(*_by_whom("approval.approved", preview.approval, preview.zone, language))]
    waits = text("approval.waits", language)
    if preview.missed is not None:
        time = moment(preview.missed.astimezone(preview.zone), language)
        waits = f"{waits} {text('approval.at_once', language, time=time)}"
    return [line(words(waits))]


def _buttons(preview: Preview, language: str) -> Sequence[Block]:
    if preview.approval is not None:
        return []
    value = f"{language}:{preview.schedule.name}:{preview.looks}"
    buttons = [button(text(ACTS[act], language), f"{PRESS}{act}", value) for act in ACTS]
    return [{"type": "actions", "elements": buttons}]


def shown_only(message: Message) -> Message:
    """The same to look at; a press on one of its buttons does nothing."""
    numbers = count(1)

    def shown(part: object) -> object:
        if isinstance(part, list | tuple):
            return [shown(each) for each in part]
        if not isinstance(part, dict):
            return part
        inside = {key: shown(value) for key, value in part.items() if key != "block_id"}
        return inside | ({"action_id": f"{SHOWN}{next(numbers)}"} if "action_id" in part else {})

    blocks = [shown(block) for block in (*message.blocks, *message.more)]
    return Message(message.text, tuple(block for block in blocks if isinstance(block, dict)))


def already_message(approval: Approval, zone: ZoneInfo, language: str) -> Message:
    """To whoever pressed second: who was first."""
    said = _by_whom("approval.already", approval, zone, language)
    return Message(
        fallback("".join(part.get("text", "") for part in said)), (rich_text([line(*said)]),)
    )


def approved_lines(
    approved: Sequence[tuple[str, Approval]], zone: ZoneInfo, language: str
) -> Sequence[Block]:
    """Which kinds of message were approved, and by whom."""
    lines = []
    for message, approval in approved:
        name = _name(message, language)
        key = "approval.approved_that_day"
        lines.append(line(*_by_whom(key, approval, zone, language, name=name)))
    return [rich_text(lines)] if lines else []


def waits_line(message: str, language: str) -> Sequence[Block]:
    """In the secretariat's list: that something waits, and why nothing is sent."""
    return [words(text("task.approval", language, name=_name(message, language)))]


def see_button(schedule: str, language: str) -> Block:
    value = f"{language}:{schedule}:"
    return button(text("approval.see", language), f"{PRESS}{Act.SEE}", value)


def _by_whom(
    key: str, approval: Approval, zone: ZoneInfo, language: str, **values: str
) -> Sequence[Block]:
    time = moment(approval.approved_at.astimezone(zone), language)
    said = text(key, language, whom=HERE, time=time, **values)
    return around(said, person(approval.approved_by))


def _name(kind: str, language: str) -> str:
    return text(KIND_NAMES[kind], language) if kind in KIND_NAMES else visible(kind, MOST)
