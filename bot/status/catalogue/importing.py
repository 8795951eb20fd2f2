"""From a sheet to the catalogue: what would change is told before anything is kept."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.errors import CatalogueUnreadable
from bot.knowledge.reading import Workbook
from bot.status.catalogue.cells import FIELDS, CellWrong
from bot.status.catalogue.headings import MUNICIPALITY, TITLE, Column, Found, find_columns
from storage import actions, alliance
from storage.actions import Action, KeptAction
from storage.engine import Session
from storage.terms import Organisation, OrganisationKind, OrganisationUnknown, Viewer

VISIBILITY = "visibility"
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
    def unchanged(self) -> int:
        return len(self.lines) - len(self.new) - len(self.changed)


async def preview(
    session: Session, viewer: Viewer, book: Workbook, organisation: Organisation | None
) -> Preview:
    """Compare a sheet with what is kept. Without an organisation the sheet says it row by row.

    A column that is in the sheet counts, also where a cell is empty; what has no column stays.
    Raises CatalogueUnreadable for a sheet without titles, or without any municipality.
    """
    found = find_columns(book)
    if found is None:
        raise CatalogueUnreadable("action.no_titles")
    if organisation is None and MUNICIPALITY not in found.fields:
        raise CatalogueUnreadable("action.whose")
    found = replace(found, columns=[_if_readable(found, column) for column in found.columns])
    known = [
        *await actions.actions_of(session, viewer, organisation),
        *await actions.closed_actions(session, viewer, organisation),
    ]
    municipalities = await _municipalities(session, viewer, found)
    told = [
        _line(found, number, row, organisation, municipalities, known) for number, row in found.rows
    ]
    lines = [line for line in told if isinstance(line, Line)]
    wrong = [each for line in told if not isinstance(line, Line) for each in line]
    twice = list(_said_twice(found, lines))
    rows = {each.row for each in twice}
    kept = [line for line in lines if line.row not in rows]
    return Preview(found.columns, kept, sorted([*wrong, *twice], key=lambda each: each.row))


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
    known: Sequence[KeptAction],
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
    was = _was(known, owner, read.get("number", ""), read[TITLE])
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


def _was(
    known: Sequence[KeptAction], owner: Organisation, number: str, title: str
) -> KeptAction | None:
    """The action with that number; without any, the one with that title."""
    own = [one for one in known if one.organisation == owner]
    for one in own:
        if number and one.action.number == number:
            return one
    same = [one for one in own if one.action.title.casefold() == title.casefold()]
    return next((one for one in same if not (number and one.action.number)), None)


def _said_twice(found: Found, lines: Sequence[Line]) -> Iterator[Wrong]:
    """Rows that are about the same action."""
    names = [(line.organisation.code, _identity(line)) for line in lines]
    heading = found.fields[TITLE].heading
    firsts: dict[object, int] = {}
    for line, name in zip(lines, names, strict=True):
        if (first := firsts.setdefault(name, line.row)) != line.row:
            yield Wrong(line.row, heading, "action.wrong.twice", {"first": first})


def _identity(line: Line) -> object:
    """What makes a row about this action and no other."""
    if line.was is not None:
        return line.was.id
    return line.action.number or ("", line.action.title.casefold())


def _cell(row: Sequence[str], column: Column) -> str:
    return row[column.at].strip() if column.at < len(row) else ""


def _read(name: str, cell: str) -> object:
    try:
        return READERS[name](cell)
    except CellWrong as wrong:
        return wrong
