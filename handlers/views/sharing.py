"""Sharing a private answer: the window that asks where, and what is posted there."""

from collections.abc import Mapping
from typing import Any

from handlers.views.blocks import MAX_LINE, Block, line, person, visible, words
from prompts import text

SHARE = "share_answer"
WINDOW = "share_window"
FIELD = "channel"


def share_window(key: str, language: str, channels: frozenset[str]) -> Block:
    """`key` is the question's. Where the alliance has one channel, it is chosen already."""
    field: Block = {
        "type": "conversations_select",
        "action_id": FIELD,
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
        "placeholder": _plain("sharing.choose", language),
    }
    if len(channels) == 1:
        field["initial_conversation"] = next(iter(channels))
    where = {
        "type": "input",
        "block_id": FIELD,
        "label": _plain("sharing.where", language),
        "hint": _plain("sharing.who_reads", language),
        "element": field,
    }
    return {
        "type": "modal",
        "callback_id": WINDOW,
        "private_metadata": f"{language}:{key}",
        "title": _plain("sharing.share", language),
        "submit": _plain("sharing.share", language),
        "close": _plain("asking.close", language),
        "blocks": [where],
    }


def chosen(view: Mapping[str, Any]) -> tuple[str, str, str]:
    """The channel that was chosen, the answer's language, and the question's key."""
    language, _, key = str(view["private_metadata"]).partition(":")
    channel = view["state"]["values"][FIELD][FIELD].get("selected_conversation") or ""
    return str(channel), language, key


def shared_by(user: str, question: str, language: str) -> list[Block]:
    """Who shares what they asked."""
    asked = text("sharing.asked", language, question=visible(question, MAX_LINE))
    return [line(person(user), words(f" {asked}\n"))]


def _plain(key: str, language: str) -> Block:
    return {"type": "plain_text", "text": text(key, language)}
