"""What is told of a sheet, part by part: its columns, what would change, and what is wrong."""

from collections.abc import Mapping, Sequence

from bot.status.catalogue.cells import FIELDS
from bot.status.catalogue.headings import MUNICIPALITY
from bot.status.catalogue.outline import Outline, WrongCell
from handlers.views.blocks import Block, bullets, line, rich_text, visible, words
from prompts import text

MOST_WORDS = 400  # of what is said about one cell: it may list our words


def seen_in(told: Outline, language: str) -> Sequence[Block]:
    """Each part that there is."""
    parts = (_columns(told, language), _changes(told, language), _wrong(told, language))
    return [rich_text(part) for part in parts if part]


def _columns(told: Outline, language: str) -> list[Block]:
    named = _fields(language)
    used = [f"{heading} → {named[name]}" for heading, name in told.used]
    said = [line(words(text("sheet.columns", language))), bullets(used)]
    if told.unused:
        more = text("sheet.more_columns", language, count=told.more_unused)
        listed = ", ".join([*told.unused, *([more] if told.more_unused else [])])
        said.append(line(words(text("sheet.unused", language, headings=listed))))
    return said


def _changes(told: Outline, language: str) -> list[Block]:
    if not told.first_changed:
        return []
    named = _fields(language)
    several = len({each.municipality for each in told.first_changed}) > 1
    lines = []
    for each in told.first_changed:
        fields = ", ".join(named[name] for name in each.fields)
        action = f"{each.municipality}, {each.action}" if several else each.action
        lines.append(f"{action}: {fields}")
    return [
        line(words(text("sheet.changes", language))),
        bullets(lines),
        *_more(told.changed - len(lines), "sheet.more_changes", language),
    ]


def _wrong(told: Outline, language: str) -> list[Block]:
    if not told.wrong:
        return []
    return [
        line(words(text("sheet.wrong", language, count=told.wrong_rows))),
        bullets([_wrong_cell(each, language) for each in told.first_wrong]),
        *_more(told.wrong - len(told.first_wrong), "sheet.more_wrong", language),
    ]


def _wrong_cell(each: WrongCell, language: str) -> str:
    why = text(each.key, language, **each.values)
    said = text("sheet.wrong_cell", language, row=each.row, heading=each.heading, why=why)
    return visible(said, MOST_WORDS)


def _more(count: int, key: str, language: str) -> list[Block]:
    return [line(words(text(key, language, count=count)))] if count > 0 else []


def _fields(language: str) -> Mapping[str, str]:
    ours = {field.name: field.heading(language) for field in FIELDS}
    return {**ours, MUNICIPALITY: text("action.field.municipality", language)}
