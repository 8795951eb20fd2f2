"""The window in which somebody tells how it goes: one action at a time, up to five."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.asking.register import KOMMUNE
from bot.status.catalogue.cells import VISIBILITIES
from bot.status.rounds.periods import period_name
from bot.status.updates.filled import LINE, LONG, WHOLE, Filled, Line
from bot.status.updates.opening import Choice, Opening
from handlers.views.blocks import Block, button, line, rich_text, visible, words
from handlers.views.status.words import PROGRESSES
from prompts import text
from storage.terms import Progress, Visibility

WINDOW = "status_window"
ABOUT, PROGRESS, LINE_FIELD = "about", "progress", "line"
MORE, ANOTHER, FINISHED = "status_more", "status_another", "status_finished"
EDIT, DROP = "edit", "drop"
SEEN_BY, HOLD = "visibility", "hold_until"
TEXTS = {
    "barrier": "status.field.barrier",
    "help": "status.field.help",
    "learned": "status.field.learned",
    "link": "status.field.link",
}
FIELDS = (ABOUT, PROGRESS, LINE_FIELD, *TEXTS, SEEN_BY, HOLD)
GROUP, OPTION, HINT = 100, 75, 150  # most options of a group, characters of one, of a placeholder
MOST_SHOWN = 60  # characters of a finished line


def status_window(opening: Opening, wrong: str = "") -> Block:
    """As it is filled in by now. `wrong` is the key of what is to be mended first."""
    filled, language = opening.filled, opening.language
    notice = wrong or ("status.is_draft" if opening.is_draft else "")
    blocks = [
        *([_context(text(notice, language))] if notice else []),
        *_doubts(filled.at, language, asks=wrong == "status.personal"),
        *(_finished(n, each, opening) for n, each in enumerate(filled.finished)),
        _about(opening),
        _progress(opening),
        _line(opening),
        _presses(filled, language),
        *(_more(opening) if filled.shows_more else []),
        _who_sees(filled.at, opening),
    ]
    return {
        "type": "modal",
        "callback_id": WINDOW,
        "private_metadata": _carried(opening),
        "notify_on_close": True,
        "title": _plain("status.write", language),
        "submit": _plain("status.send", language),
        "close": _plain("asking.close", language),
        "blocks": blocks,
    }


def _doubts(at: Line, language: str, *, asks: bool) -> Sequence[Block]:
    if not asks:
        return []
    named = visible(", ".join(at.doubts), HINT)
    return [rich_text([line(words(named))])]


def _finished(number: int, each: Line, opening: Opening) -> Block:
    language = opening.language
    about = name_of(opening.choice(each.about), language)
    said = f"{about}: {visible(each.line, MOST_SHOWN)}" if each.line else about
    progress = text(PROGRESSES[Progress(each.progress)], language)
    options = [
        {"text": _plain(key, language), "value": f"{act}:{number}"}
        for act, key in ((EDIT, "status.edit_line"), (DROP, "status.drop_line"))
    ]
    return {
        "type": "section",
        "block_id": f"{FINISHED}:{number}",
        "text": {"type": "plain_text", "text": visible(f"{said} ({progress})", LINE)},
        "accessory": {"type": "overflow", "action_id": FINISHED, "options": options},
    }


def _about(opening: Opening) -> Block:
    """Those that want a line first; then the others, and the work as a whole."""
    language, at = opening.language, opening.filled.at
    told = {each.about for each in opening.filled.finished}
    free = [each for each in opening.choices if str(each.action.id) not in told]
    groups = [
        *_groups("status.wants_a_line", [c for c in free if c.is_due], language),
        *_groups("status.the_others", [c for c in free if not c.is_due], language),
    ]
    whole = [] if WHOLE in told else [_option(text("status.as_a_whole", language), WHOLE)]
    if whole:
        groups.append({"label": _plain("status.apart_from_them", language), "options": whole})
    options = [option for group in groups for option in group["options"]]
    chosen = next((one for one in options if one["value"] == at.about), None)
    element: Block = {
        "type": "static_select",
        "action_id": ABOUT,
        "placeholder": _plain("status.choose", language),
        "option_groups": groups,
        **({"initial_option": chosen} if chosen else {}),
    }
    field = _input(ABOUT, opening, "status.field.about", element)
    return {**field, "dispatch_action": True, "optional": bool(opening.filled.finished)}


def _groups(label: str, choices: Sequence[Choice], language: str) -> list[Block]:
    options = [_option(name_of(each, language), str(each.action.id)) for each in choices]
    parts = [options[at : at + GROUP] for at in range(0, len(options), GROUP)]
    return [{"label": _plain(label, language), "options": part} for part in parts]


def name_of(choice: Choice | None, language: str) -> str:
    """An action's, or that of the work as a whole."""
    if choice is None:
        return text("status.as_a_whole", language)
    action = choice.action.action
    return visible(f"{action.number} {action.title}".strip(), OPTION)


def _progress(opening: Opening) -> Block:
    """Its id has the action in it, so that another action's state shows when it is chosen."""
    language, at = opening.language, opening.filled.at
    options = [_option(_begun(text(key, language)), each) for each, key in PROGRESSES.items()]
    chosen = next((one for one in options if one["value"] == at.progress), None)
    element: Block = {
        "type": "radio_buttons",
        "action_id": PROGRESS,
        "options": options,
        **({"initial_option": chosen} if chosen else {}),
    }
    field = _input(PROGRESS, opening, "status.field.progress", element, at.about)
    return {**field, "dispatch_action": True, "optional": bool(opening.filled.finished)}


def _line(opening: Opening) -> Block:
    """What was said last stands where one writes."""
    language, at = opening.language, opening.filled.at
    choice = opening.choice(at.about)
    last = choice.last.update.line if choice and choice.last else ""
    hint = text("status.last_line", language, line=last) if last else ""
    shown = {"placeholder": {"type": "plain_text", "text": visible(hint, HINT)}} if hint else {}
    element = {**_written(LINE_FIELD, at.line, LINE), **shown}
    return {**_input(LINE_FIELD, opening, "status.field.line", element), "optional": True}


def _written(name: str, said: str, longest: int) -> Block:
    begins = {"initial_value": said} if said else {}
    kind = {"type": "plain_text_input", "action_id": name, "max_length": longest}
    return {**kind, "multiline": longest > LINE, **begins}


def _presses(filled: Filled, language: str) -> Block:
    label = "status.less" if filled.shows_more else "status.more"
    more = button(text(label, language), MORE, MORE)
    another = [button(text("status.another", language), ANOTHER, ANOTHER)]
    return {"type": "actions", "elements": [more, *(another if filled.may_add else [])]}


def _more(opening: Opening) -> Sequence[Block]:
    at, language = opening.filled.at, opening.language
    fields = [
        {
            **_input(name, opening, key, _written(name, getattr(at, name), LONG)),
            "optional": True,
        }
        for name, key in TEXTS.items()
    ]
    held = {"initial_date": at.hold_until} if at.hold_until else {}
    hold = {"type": "datepicker", "action_id": HOLD, **held}
    hint = {"hint": _plain("status.hold_hint", language), "optional": True}
    return [
        *fields,
        _seen_by(opening),
        {**_input(HOLD, opening, "status.field.hold_until", hold), **hint},
    ]


def _seen_by(opening: Opening) -> Block:
    """Its id has what it is by default in it, which changes with the state."""
    language, seen_by = opening.language, opening.filled.at.seen_by
    options = [_option(_begun(text(key, language)), each) for each, key in VISIBILITIES.items()]
    chosen = next(one for one in options if one["value"] == seen_by)
    element = {
        "type": "radio_buttons",
        "action_id": SEEN_BY,
        "options": options,
        "initial_option": chosen,
    }
    field = _input(SEEN_BY, opening, "status.field.visibility", element, seen_by)
    return {**field, "dispatch_action": True}


def _who_sees(at: Line, opening: Opening) -> Block:
    """Above *Send*: who that is."""
    keys = {
        Visibility.ALLIANCE: "status.seen_by.alliance",
        Visibility.MUNICIPALITIES: "status.seen_by.municipalities",
        Visibility.OWN: "status.seen_by.own",
    }
    name = opening.own.name.removesuffix(KOMMUNE)
    period = period_name(opening.period, opening.language)
    return _context(text(keys[at.seen_by], opening.language, municipality=name, period=period))


def _input(name: str, opening: Opening, key: str, element: Block, more: str = "") -> Block:
    """Slack keeps what was typed while a field's id stays; another line has another one."""
    id = ":".join((name, str(opening.filled.turn), more))
    label = _plain(key, opening.language)
    return {"type": "input", "block_id": id, "label": label, "element": element}


def _carried(opening: Opening) -> str:
    filled = opening.filled
    told = {
        "code": opening.own.code,
        "language": opening.language,
        "turn": filled.turn,
        "seen_by": filled.at.seen_by,
        "shows_more": filled.shows_more,
        "sure": list(filled.sure),
    }
    return json.dumps(told, separators=(",", ":"))


@dataclass(frozen=True)
class Read:
    """What stands in the window when something is pressed in it, and the ids of its fields."""

    code: str
    language: str
    filled: Filled
    ids: Mapping[str, str]


def code_of(view: Mapping[str, Any]) -> str:
    """Which municipality it is about."""
    return str(json.loads(view["private_metadata"])["code"])


def read_window(view: Mapping[str, Any], draft: Filled | None) -> Read:
    """The draft has the finished lines, and the fields that are not shown."""
    carried = json.loads(view["private_metadata"])
    before = draft if draft and draft.turn == carried["turn"] else Filled(turn=carried["turn"])
    ids = {block["block_id"].split(":")[0]: block["block_id"] for block in view["blocks"]}
    values = view["state"]["values"]
    told = {name: _told(values.get(id, {})) for name, id in ids.items() if id in values}
    if told.get(SEEN_BY) == carried["seen_by"]:
        del told[SEEN_BY]  # nobody has chosen it
    at = replace(before.at, **{name: said for name, said in told.items() if name in FIELDS})
    shows = {"shows_more": carried["shows_more"], "sure": tuple(carried["sure"])}
    filled = replace(before, at=at, **shows)
    return Read(carried["code"], carried["language"], filled, ids)


def _told(actions: Mapping[str, Any]) -> str:
    [state] = actions.values()
    chosen = (state.get("selected_option") or {}).get("value")
    return str(chosen or state.get("selected_date") or state.get("value") or "")


def _begun(words: str) -> str:
    """As a sentence begins."""
    return words[:1].upper() + words[1:]


def _option(label: str, value: str) -> Block:
    return {"text": {"type": "plain_text", "text": label}, "value": str(value)}


def _context(said: str) -> Block:
    return {"type": "context", "elements": [{"type": "plain_text", "text": said}]}


def _plain(key: str, language: str) -> Block:
    return {"type": "plain_text", "text": text(key, language)}
