"""The window in which a municipality's people write a climate action."""

import json
from collections.abc import Mapping
from typing import Any

from bot.status.catalogue.cells import LONG, Field
from bot.status.catalogue.drafting import Opening
from bot.status.catalogue.filling import BY_NAME, CLOSED, NEW, VISIBILITY, Filled, written
from handlers.views.blocks import DIVIDER, Block, button
from prompts import text

WINDOW = "action_window"
ANEW = "action_anew"
FIRST = ("title", "number", "sector", "track", "phase", "effect")
REST = [name for name in BY_NAME if name not in FIRST]
NEEDED = ("title", VISIBILITY)
HINTS = {"effect": "action.effect_hint", VISIBILITY: "action.visibility_hint"}
UNKNOWN = "-"  # chosen where none of our words is known; Slack has no empty choice


def action_window(opening: Opening) -> Block:
    """As it was filled in or as the action is by now. What it showed at first goes along."""
    filled = opening.filled
    language, is_new = filled.language, filled.about == NEW
    draft = _draft(language) if opening.is_draft else []
    fields = {name: _field(BY_NAME[name], opening) for name in BY_NAME}
    blocks = [
        *draft,
        *(fields[name] for name in FIRST),
        DIVIDER,
        *(fields[name] for name in REST),
        *([] if is_new else [_closing(opening)]),
    ]
    return {
        "type": "modal",
        "callback_id": WINDOW,
        "private_metadata": _carried(filled),
        "title": _plain("action.add" if is_new else "action.edit", language),
        "submit": _plain("action.keep", language),
        "close": _plain("asking.close", language),
        "blocks": blocks,
    }


def _draft(language: str) -> list[Block]:
    """That this is what was written before, and how to begin without it."""
    anew = button(text("action.anew", language), ANEW, ANEW)
    return [
        {"type": "context", "elements": [_plain("action.is_draft", language)]},
        {"type": "actions", "elements": [anew]},
    ]


def _block_id(name: str, opening: Opening) -> str:
    """Slack keeps what was typed where a block keeps its id, and beginning anew is to empty it."""
    return f"{name}:draft" if opening.is_draft else name


def _field(each: Field, opening: Opening) -> Block:
    filled = opening.filled
    language, said = filled.language, filled.words[each.name]
    hint = {"hint": _plain(HINTS[each.name], language)} if each.name in HINTS else {}
    element = _choice(each, said, language) if each.words else _line(each, said)
    return {
        "type": "input",
        "block_id": _block_id(each.name, opening),
        "label": {"type": "plain_text", "text": each.heading(language)},
        "optional": each.name not in NEEDED,
        "element": {**element, "action_id": each.name},
        **hint,
    }


def _line(each: Field, said: str) -> Block:
    begins = {"initial_value": said} if said else {}
    return {
        "type": "plain_text_input",
        "multiline": each.longest == LONG,
        "max_length": each.longest,
        **begins,
    }


def _choice(each: Field, said: str, language: str) -> Block:
    options = [_option(value, key, language) for value, key in each.words.items()]
    if each.name not in NEEDED:
        options.insert(0, _option(UNKNOWN, "action.unknown", language))
    chosen = next((one for one in options if one["value"] == said), options[0])
    return {"type": "static_select", "options": options, "initial_option": chosen}


def _closing(opening: Opening) -> Block:
    filled = opening.filled
    tick = _option(CLOSED, "action.close", filled.language)
    ticked = {"initial_options": [tick]} if filled.wants_closed else {}
    return {
        "type": "input",
        "block_id": _block_id(CLOSED, opening),
        "label": _plain("action.shown", filled.language),
        "optional": True,
        "element": {"type": "checkboxes", "action_id": CLOSED, "options": [tick], **ticked},
    }


def _carried(filled: Filled) -> str:
    told = {name: value for name, value in filled.to_json().items() if name != "words"}
    return json.dumps(told, separators=(",", ":"))


def read_window(view: Mapping[str, Any]) -> Filled:
    """What stands in the window as it is handed in."""
    fields = view["state"]["values"].values()
    told = {name: _told(state) for field in fields for name, state in field.items()}
    words = {
        name: "" if said == UNKNOWN and _is_choice(name) else said for name, said in told.items()
    }
    return Filled.from_json({**json.loads(view["private_metadata"]), "words": written(words)})


def block_of(view: Mapping[str, Any], name: str) -> str:
    """The id of the block with that field, which an error stands at."""
    return next(
        str(block["block_id"])
        for block in view["blocks"]
        if block.get("element", {}).get("action_id") == name
    )


def _is_choice(name: str) -> bool:
    return name in BY_NAME and bool(BY_NAME[name].words)


def _told(state: Mapping[str, Any]) -> str:
    if state["type"] == "checkboxes":
        return CLOSED if state.get("selected_options") else ""
    if state["type"] == "static_select":
        return str((state.get("selected_option") or {}).get("value") or "")
    return str(state.get("value") or "")


def _option(value: str, key: str, language: str) -> Block:
    return {"text": _plain(key, language), "value": str(value)}


def _plain(key: str, language: str) -> Block:
    return {"type": "plain_text", "text": text(key, language)}
