"""From a sheet to the catalogue: what would change is told before anything is kept."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.errors import CatalogueUnreadable
from bot.hidden import storable
from bot.knowledge.reading import Workbook
from bot.status.catalogue.cells import FIELDS, CellWrong
from bot.status.catalogue.headings import MUNICIPALITY, TITLE, Column, Found, find_columns
from storage import actions, alliance
from storage.actions import Action, KeptAction
from storage.engine import Session
from storage.terms import (
    Organisation,
    OrganisationKind,
    OrganisationUnknown,
    System,
    Viewer,
    may_see,
    scope_of,
)

COMPARES = System("compare a sheet")  # what may not be seen must not be doubled, either
VISIBILITY = "visibility"
MOST_ROWS = 2000  # of a sheet; all sixteen municipalities together have some hundreds
READERS = {field.name: field.read for field in FIELDS}


@dataclass(frozen=True)
class Wrong:
    """A cell that cannot be; `key` is of the sentence that says why."""

    row: int
    heading: str
    key: str
    values: Mapping[str, object]


@dataclass(frozen=True)
class Line:
    """A row that can be kept. `was` is the action that it is about, if it is known already: closed
    or not, since it is in the plan."""

    row: int
    organisation: Organisation
    action: Action
    was: KeptAction | None = None

    @property
    def changed(self) -> Sequence[str]:
        """The names of the fields that are not as they were."""
        if self.was is None:
            return ()
        was, now = vars(self.was.action), vars(self.action)
        return [name for name in now if now[name] != was[name]]

    @property
    def is_reopened(self) -> bool:
        """Whether it is about an action that somebody has closed."""
        return self.was is not None and self.was.closed_at is not None


@dataclass(frozen=True)
class Preview:
    """What an import would do. Actions that are not in the sheet stay as they are."""

    columns: Sequence[Column]
    lines: Sequence[Line]
    wrong: Sequence[Wrong]

    @property
    def new(self) -> Sequence[Line]:
        return [line for line in self.lines if line.was is None]

    @property
    def changed(self) -> Sequence[Line]:
        return [line for line in self.lines if line.changed or line.is_reopened]

    @property
    def known(self) -> Sequence[KeptAction]:
        """The actions that change, as they were."""
        return [line.was for line in self.changed if line.was is not None]

    @property
    def unchanged(self) -> int:
        return len(self.lines) - len(self.new) - len(self.changed)


async def preview(
    session: Session, viewer: Viewer, book: Workbook, organisation: Organisation | None
) -> Preview:
    """Compare a sheet with what is kept. Without an organisation the sheet says it row by row.

    A column that is in the sheet counts, also where a cell is empty; what has no column stays.
    An action that the viewer may not see is not changed either.
    Raises CatalogueUnreadable for a sheet without titles, without any municipality, or too long.
    """
    found = await asyncio.to_thread(_found, book, organisation)
    kept = await actions.actions_of(session, COMPARES, organisation)
    closed = await actions.closed_actions(session, COMPARES, organisation)
    known = _Known([*kept, *closed])
    municipalities = await _municipalities(session, viewer, found)
    return await asyncio.to_thread(_compared, found, viewer, organisation, municipalities, known)


def _found(book: Workbook, organisation: Organisation | None) -> Found:
    """The sheet's columns, as far as their cells are what their headings say."""
    found = find_columns(book)
    if found is None:
        raise CatalogueUnreadable("action.no_titles")
    if organisation is None and MUNICIPALITY not in found.fields:
        raise CatalogueUnreadable("action.whose")
    if len(found.rows) > MOST_ROWS:
        raise CatalogueUnreadable("action.too_many", most=MOST_ROWS)
    return replace(found, columns=[_if_readable(found, column) for column in found.columns])


class _Known:
    """What is kept, to be found by whose it is and by number or title."""

    def __init__(self, kept: Sequence[KeptAction]) -> None:
        self._numbers = {(one.organisation.code, one.action.number): one for one in kept}
        self._titles: dict[tuple[str, str], list[KeptAction]] = {}
        for one in kept:
            named = one.organisation.code, one.action.title.casefold()
            self._titles.setdefault(named, []).append(one)

    def find(self, owner: Organisation, number: str, title: str) -> KeptAction | None:
        """The action with that number; without any, the one with that title."""
        if number and (found := self._numbers.get((owner.code, number))):
            return found
        same = self._titles.get((owner.code, title.casefold()), [])
        return next((one for one in same if not (number and one.action.number)), None)


def _compared(
    found: Found,
    viewer: Viewer,
    organisation: Organisation | None,
    municipalities: Mapping[str, Organisation],
    known: _Known,
) -> Preview:
    told = [
        _line(found, number, row, organisation, municipalities, known) for number, row in found.rows
    ]
    lines = [line for line in told if isinstance(line, Line)]
    wrong = [each for line in told if not isinstance(line, Line) for each in line]
    wrong += [*_said_twice(found, lines), *_not_seen(found, lines, viewer)]
    rows = {each.row for each in wrong}
    kept = [line for line in lines if line.row not in rows]
    return Preview(found.columns, kept, sorted(wrong, key=lambda each: each.row))


def _not_seen(found: Found, lines: Sequence[Line], viewer: Viewer) -> Iterator[Wrong]:
    """Rows about actions that whoever gives the sheet may not see."""
    for line in lines:
        if line.was is None:
            continue
        scope = scope_of(line.was.action.visibility, line.organisation.code)
        if not may_see(viewer, scope):
            yield Wrong(line.row, found.fields[TITLE].heading, "action.wrong.not_seen", {})


async def keep(session: Session, seen: Preview, *, now: datetime) -> int:
    """Keep what was previewed in this transaction; how many actions are new or changed."""
    for line in seen.new:
        await actions.add_action(session, line.organisation, line.action, now=now)
    for line in seen.changed:
        if line.was is not None:
            await actions.change_action(session, line.was, line.action, now=now)
    return len(seen.new) + len(seen.changed)


def _if_readable(found: Found, column: Column) -> Column:
    """A column whose cells are mostly no such thing is another column, whatever its heading. Not
    the one that says who may read: what it says and we do not understand must not be opened."""
    if column.field is None or column.field in (TITLE, MUNICIPALITY, VISIBILITY):
        return column
    cells = [cell for _, row in found.rows if (cell := _cell(row, column))]
    wrong = sum(isinstance(_read(column.field, cell), CellWrong) for cell in cells)
    return replace(column, field=None) if wrong * 2 > len(cells) > 2 else column


async def _municipalities(
    session: Session, viewer: Viewer, found: Found
) -> Mapping[str, Organisation]:
    """Those that the sheet names, by what it calls them."""
    column = found.fields.get(MUNICIPALITY)
    names = {_cell(row, column) for _, row in found.rows} if column else ()
    named: dict[str, Organisation] = {}
    for name in names:
        with suppress(OrganisationUnknown):
            one = await alliance.get_organisation(session, viewer, name)
            if one.kind is OrganisationKind.MUNICIPALITY:
                named[name] = one
    return named


def _line(
    found: Found,
    number: int,
    row: Sequence[str],
    organisation: Organisation | None,
    municipalities: Mapping[str, Organisation],
    known: _Known,
) -> Line | Sequence[Wrong]:
    """What a row says, or what is wrong with it."""
    fields = found.fields
    read: dict[str, Any] = {
        name: _read(name, _cell(row, column))
        for name, column in fields.items()
        if name != MUNICIPALITY
    }
    wrong = [
        Wrong(number, fields[name].heading, value.key, value.values)
        for name, value in read.items()
        if isinstance(value, CellWrong)
    ]
    owner = _owner(fields.get(MUNICIPALITY), row, organisation, municipalities)
    if owner is None:
        heading = fields[MUNICIPALITY].heading
        wrong.append(Wrong(number, heading, "action.wrong.municipality", {}))
    if wrong or owner is None:
        return wrong
    if read.get(VISIBILITY, "") is None:  # nobody opens an action by saying nothing
        del read[VISIBILITY]
    was = known.find(owner, read.get("number", ""), read[TITLE])
    action = replace(was.action, **read) if was else Action(**read)
    return Line(number, owner, action, was)


def _owner(
    column: Column | None,
    row: Sequence[str],
    organisation: Organisation | None,
    municipalities: Mapping[str, Organisation],
) -> Organisation | None:
    """Whose the row is. Where the sheet says another than who imports, nobody's."""
    if column is None:
        return organisation
    named = municipalities.get(_cell(row, column))
    return named if organisation is None or named == organisation else None


def _said_twice(found: Found, lines: Sequence[Line]) -> Iterator[Wrong]:
    """Rows that are about the same action."""
    heading = found.fields[TITLE].heading
    firsts: dict[object, int] = {}
    for line in lines:
        named = [(line.organisation.code, name) for name in _identities(line)]
        first = min(firsts.get(name, line.row) for name in named)
        if first != line.row:
            yield Wrong(line.row, heading, "action.wrong.twice", {"first": first})
        for name in named:
            firsts.setdefault(name, line.row)


def _identities(line: Line) -> Sequence[object]:
    """What makes a row about this action and no other: any of these."""
    number = [line.action.number] if line.action.number else []
    if line.was is not None:
        return [line.was.id, *number]
    return number or [("", line.action.title.casefold())]


def _cell(row: Sequence[str], column: Column) -> str:
    return storable(row[column.at]) if column.at < len(row) else ""


def _read(name: str, cell: str) -> object:
    try:
        return READERS[name](cell)
    except CellWrong as wrong:
        return wrong
