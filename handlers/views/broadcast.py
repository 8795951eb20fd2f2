"""A message to many: the window it is written in, how it looks, and its draft with its buttons."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.alliance.broadcast.rules import Act, Recipients, alone_from, may
from handlers.views.blocks import (
    DIVIDER,
    Block,
    Message,
    button,
    fallback,
    line,
    link,
    person,
    rich_text,
    section,
    visible,
    words,
)
from prompts import text
from prompts.dates import moment
from storage.broadcasts import Broadcast
from storage.terms import BroadcastAudience, BroadcastState

OPEN = "broadcast_open"
PRESS = "broadcast_press"
WINDOW = "broadcast_window"
WORDS, AUDIENCE = "words", "audience"
MOST_WORDS = 2_000  # characters: five of them fit into one message
MOST_NAMES = 30  # of organisations
ADDRESS = re.compile(r"(https://[^\s<>|]+[^\s<>|.,;:!?)])")
AUDIENCES: Mapping[BroadcastAudience, str] = {
    BroadcastAudience.COORDINATORS: "broadcast.coordinators",
    BroadcastAudience.CONTACTS: "broadcast.contacts",
    BroadcastAudience.EVERYBODY: "broadcast.everybody",
}
ACTS: Mapping[Act, str] = {
    Act.TRY: "broadcast.try",
    Act.PROPOSE: "broadcast.propose",
    Act.APPROVE: "broadcast.approve",
    Act.REFUSE: "broadcast.refuse",
    Act.STOP: "broadcast.stop",
    Act.WITHDRAW: "broadcast.withdraw",
    Act.DROP: "broadcast.drop",
}
STATES: Mapping[BroadcastState, str] = {
    BroadcastState.DRAFT: "broadcast.is_draft",
    BroadcastState.PROPOSED: "broadcast.is_proposed",
    BroadcastState.APPROVED: "broadcast.is_approved",
    BroadcastState.STOPPED: "broadcast.is_stopped",
    BroadcastState.WITHDRAWN: "broadcast.is_withdrawn",
    BroadcastState.DROPPED: "broadcast.is_dropped",
}


def window(language: str) -> Block:
    """Where it is written, and said whom it is for."""
    field = {"type": "plain_text_input", "action_id": WORDS, "multiline": True}
    options = [
        {"text": _plain(key, language), "value": audience.value}
        for audience, key in AUDIENCES.items()
    ]
    choice = {"type": "radio_buttons", "action_id": AUDIENCE, "options": options}
    return {
        "type": "modal",
        "callback_id": WINDOW,
        "private_metadata": language,
        "title": _plain("broadcast.window", language),
        "submit": _plain("broadcast.see", language),
        "close": _plain("asking.close", language),
        "blocks": [
            {
                "type": "input",
                "block_id": WORDS,
                "label": _plain("broadcast.words", language),
                "hint": _plain("broadcast.nobody_yet", language),
                "element": {**field, "max_length": MOST_WORDS},
            },
            {
                "type": "input",
                "block_id": AUDIENCE,
                "label": _plain("broadcast.for_whom", language),
                "element": {**choice, "initial_option": options[0]},
            },
        ],
    }


def written(view: Mapping[str, Any]) -> tuple[str, BroadcastAudience]:
    """The words and the audience, from the window."""
    values = view["state"]["values"]
    audience = values[AUDIENCE][AUDIENCE]["selected_option"]["value"]
    return str(values[WORDS][WORDS].get("value") or ""), BroadcastAudience(audience)


def broadcast_message(broadcast: Broadcast, language: str) -> Message:
    """What its recipients read. The words are a person's, so nothing in them is markup."""
    head = text("broadcast.from", language)
    return Message(fallback(broadcast.words), (section(head), rich_text(_paragraphs(broadcast))))


def _paragraphs(broadcast: Broadcast) -> list[Block]:
    said = [one for one in visible(broadcast.words, MOST_WORDS).split("\n") if one.strip()]
    return [line(*_linked(one)) for one in said] or [line(words("…"))]


def _linked(said: str) -> list[Block]:
    """With what is an address of the web as a link."""
    parts = ADDRESS.split(said)
    return [link(part, part) if ADDRESS.fullmatch(part) else words(part) for part in parts if part]


def draft_message(
    broadcast: Broadcast,
    reached: Recipients,
    reader: str,
    others: Sequence[str],
    language: str,
    now: datetime,
    zone: ZoneInfo,
) -> Message:
    """How it looks, whom it reaches, how far it is, and what its reader may do about it."""
    state = _state(broadcast, others, reader, language, zone)
    blocks = [
        section(text("broadcast.draft", language, people=len(reached.users))),
        DIVIDER,
        rich_text(_paragraphs(broadcast)),
        DIVIDER,
        rich_text(who_it_reaches(reached, language)),
        rich_text([line(words(state))]),
        rich_text([line(words(text("broadcast.by", language)), person(broadcast.started_by))]),
    ]
    buttons = [
        button(text(ACTS[act], language), f"{PRESS}_{act}", f"{language}:{broadcast.id}")
        for act in ACTS
        if _is_shown(act, broadcast, reader, others, now)
    ]
    actions: list[Block] = [{"type": "actions", "elements": buttons}] if buttons else []
    told = text("broadcast.draft", language, people=len(reached.users))
    return Message(fallback(told, state), (*blocks, *actions))


def _is_shown(
    act: Act, broadcast: Broadcast, reader: str, others: Sequence[str], now: datetime
) -> bool:
    """What may be done now, or by and by: a message is not drawn anew as time passes."""
    by_and_by = [now]
    if alone := alone_from(broadcast):
        by_and_by.append(alone)
    if broadcast.undo_until:
        by_and_by.append(broadcast.undo_until)
    return any(may(act, broadcast, reader, others, moment) for moment in by_and_by)


def who_it_reaches(reached: Recipients, language: str) -> list[Block]:
    """By name, where it is for organisations; and whom it misses."""
    named = [f"{name} ({n})" if n > 1 else name for name, n in reached.organisations.items()]
    sentences = [text("broadcast.reaches", language, names=_listed(named))] if named else []
    if reached.missing:
        names = _listed(reached.missing)
        sentences.append(text("broadcast.misses", language, names=names))
    return [line(words(sentence)) for sentence in sentences] or [
        line(words(text("broadcast.reaches_nobody", language)))
    ]


def _listed(names: Sequence[str]) -> str:
    more = [f"+{len(names) - MOST_NAMES}"] if len(names) > MOST_NAMES else []
    return ", ".join([*names[:MOST_NAMES], *more])


def _state(
    broadcast: Broadcast, others: Sequence[str], reader: str, language: str, zone: ZoneInfo
) -> str:
    alone = alone_from(broadcast)
    if alone and not others and reader == broadcast.started_by:
        return text("broadcast.alone_from", language, time=moment(alone.astimezone(zone), language))
    due, undo = broadcast.due, broadcast.undo_until
    if broadcast.state is BroadcastState.APPROVED and due and undo:
        times = {
            "time": moment(due.astimezone(zone), language),
            "until": moment(undo.astimezone(zone), language),
        }
        return text("broadcast.is_approved", language, **times)
    return text(STATES[broadcast.state], language)


def _plain(key: str, language: str) -> Block:
    return {"type": "plain_text", "text": text(key, language)}
