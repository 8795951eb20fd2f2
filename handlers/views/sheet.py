"""How a sheet that was given looks: what it would change, and what has become of it."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.asking.register import KOMMUNE
from bot.status.catalogue.given import Act
from bot.status.catalogue.outline import Outline
from handlers.views.blocks import (
    Attached,
    Block,
    Message,
    button,
    fallback,
    line,
    rich_text,
    section,
    visible,
    words,
)
from handlers.views.sheet_details import MOST_WORDS, seen_in
from prompts import text
from storage.sheets import GivenSheet
from storage.terms import Organisation, OrganisationKind, SheetState

SHEET = "sheet_"  # begins the ids of what is pressed, and of the blocks that it is in
AS_SHEET = "actions_as_sheet"
PRESSED = re.compile(f"{SHEET}({'|'.join(Act)})")
XLSX = ".xlsx"


def sheet_message(
    sheet: GivenSheet, municipalities: Sequence[Organisation], language: str
) -> Message:
    """By how far it has come."""
    match sheet.state:
        case SheetState.SHOWN:
            return _preview(sheet, Outline.from_json(sheet.told), municipalities, language)
        case SheetState.WHOSE:
            return _whose(sheet, municipalities, language)
        case SheetState.REFUSED:
            return _said(_why(sheet, language))
        case SheetState.KEPT:
            return _said(*_kept(sheet, municipalities, language))
        case _:
            return _said(text("sheet.declined", language))


def _said(*sentences: str) -> Message:
    """Sentences with others' words in them."""
    lines = [line(words(each)) for each in _apart(sentences)]
    return Message(fallback(*sentences), (rich_text(lines),))


def _apart(sentences: Sequence[str]) -> Sequence[str]:
    """Each on a line of its own."""
    return [f"{each}\n" for each in sentences[:-1]] + list(sentences[-1:])


def _why(sheet: GivenSheet, language: str) -> str:
    values: Mapping[str, Any] = sheet.told.get("values") or {}
    told = {name: visible(str(value), MOST_WORDS) for name, value in values.items()}
    return text(sheet.told["key"], language, **told)


def _preview(
    sheet: GivenSheet, told: Outline, municipalities: Sequence[Organisation], language: str
) -> Message:
    counts = dict(new=told.new, changed=told.changed, unchanged=told.unchanged)
    whose = _name_of(sheet.municipality, municipalities)
    key = "sheet.read_for" if whose else "sheet.read"
    head = text(key, language, name=sheet.name, municipality=whose, **counts)
    nothing = text("sheet.nothing_kept" if told.would_keep else "sheet.nothing_new", language)
    anew = [section(text("sheet.anew", language))] if told.anew else []
    parts = [line({**words(head), "style": {"bold": True}}, words(f"\n{nothing}"))]
    blocks = [*anew, rich_text(parts), *seen_in(told, language)]
    blocks += [_buttons(sheet, told, language)] if told.would_keep else []
    wrong = text("sheet.wrong", language, count=told.wrong_rows) if told.wrong else ""
    return Message(fallback(head, wrong, nothing), tuple(blocks))


def _buttons(sheet: GivenSheet, told: Outline, language: str) -> Block:
    value = f"{language}:{told.fingerprint}"
    keep = text("sheet.keep_right" if told.wrong else "sheet.keep", language)
    pressed = [
        button(keep, f"{SHEET}{Act.KEEP}", value),
        button(text("sheet.decline", language), f"{SHEET}{Act.DECLINE}", value),
    ]
    return {"type": "actions", "block_id": f"{SHEET}{sheet.key}", "elements": pressed}


def _whose(sheet: GivenSheet, municipalities: Sequence[Organisation], language: str) -> Message:
    asked = text("sheet.whose", language, name=sheet.name)
    options = [
        {"text": _plain(each.name), "value": f"{language}:{each.code}"}
        for each in municipalities
        if each.kind is OrganisationKind.MUNICIPALITY
    ]
    select = {
        "type": "static_select",
        "action_id": f"{SHEET}{Act.WHOSE}",
        "placeholder": _plain(text("sheet.choose", language)),
        "options": options,
    }
    leave = button(text("sheet.decline", language), f"{SHEET}{Act.DECLINE}", f"{language}:")
    actions = {
        "type": "actions",
        "block_id": f"{SHEET}{sheet.key}",
        "elements": [select, leave],
    }
    return Message(fallback(asked), (rich_text([line(words(asked))]), actions))


def _plain(said: str) -> Block:
    return {"type": "plain_text", "text": said}


def _kept(
    sheet: GivenSheet, municipalities: Sequence[Organisation], language: str
) -> Sequence[str]:
    whose = _name_of(sheet.municipality, municipalities)
    key = "sheet.kept_for" if whose else "sheet.kept"
    counts = {name: sheet.told.get(name, 0) for name in ("new", "changed", "unchanged")}
    said = text(key, language, name=sheet.name, municipality=whose, **counts)
    left = sheet.told.get("left", 0)
    return [said, *([text("sheet.left", language, count=left)] if left else [])]


def _name_of(code: str | None, municipalities: Sequence[Organisation]) -> str:
    named = (each.name.removesuffix(KOMMUNE) for each in municipalities if each.code == code)
    return next(named, "")


def as_sheet_button(language: str) -> Block:
    """Below one's own actions."""
    pressed = button(text("sheet.get", language), AS_SHEET, language)
    return {"type": "actions", "elements": [pressed]}


def file_message(about: Organisation, content: bytes, count: int, language: str) -> Message:
    """One's own actions as a file; without any, the form to fill in."""
    name = about.name.removesuffix(KOMMUNE)
    key = "sheet.here" if count else "sheet.here_empty"
    said = text(key, language, municipality=name)
    title = text("sheet.title", language, municipality=name)
    stem = text("sheet.file_name", language)
    return Message(fallback(said), (section(said),), file=Attached(title, stem, XLSX, content))
