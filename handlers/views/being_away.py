"""The window in which somebody says that they are away, and what they read then."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from handlers.views.blocks import Block, Message, fallback, line, person, rich_text, words
from prompts import text
from prompts.dates import named_day
from storage.delivery import Delivery

OPEN, COME_BACK, WINDOW = "away_open", "away_back", "away_window"
FIRST, LAST, STAND_IN = "first_day", "last_day", "stand_in"


def window(today: date, language: str) -> Block:
    """From when until when, and who stands in."""
    first = {"type": "datepicker", "action_id": FIRST, "initial_date": today.isoformat()}
    last = {"type": "datepicker", "action_id": LAST}
    who = {"type": "users_select", "action_id": STAND_IN}
    return {
        "type": "modal",
        "callback_id": WINDOW,
        "private_metadata": language,
        "title": _plain("away.window", language),
        "submit": _plain("away.keep", language),
        "close": _plain("asking.close", language),
        "blocks": [
            _field(FIRST, "away.first_day", first, language),
            _field(LAST, "away.last_day", last, language),
            {
                **_field(STAND_IN, "away.stand_in", who, language),
                "optional": True,
                "hint": _plain("away.what_follows", language),
            },
        ],
    }


def told(view: Mapping[str, Any]) -> tuple[date, date, str | None]:
    """The first and the last day, and who stands in."""
    values = view["state"]["values"]
    first, last = (date.fromisoformat(values[n][n]["selected_date"]) for n in (FIRST, LAST))
    return first, last, values[STAND_IN][STAND_IN].get("selected_user")


def away_message(delivery: Delivery) -> Message:
    """What was kept."""
    first, last, stand_in = delivery.occasion.split(":")[:3]
    language = delivery.language
    days = {
        "first": named_day(date.fromisoformat(first), language),
        "last": named_day(date.fromisoformat(last), language),
    }
    said = text("away.kept", language, **days)
    lines = [line(words(said))]
    if stand_in:
        lines.append(line(person(stand_in), words(text("away.stands_in", language))))
    return Message(fallback(said), (rich_text(lines),))


def _field(name: str, label: str, element: Block, language: str) -> Block:
    field = {"type": "input", "block_id": name, "element": element}
    return {**field, "label": _plain(label, language)}


def _plain(key: str, language: str) -> Block:
    return {"type": "plain_text", "text": text(key, language)}
