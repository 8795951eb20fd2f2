"""What is told of a sheet before and after it is kept: counts, and the first few of each."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

from bot.hidden import storable
from bot.status.catalogue.headings import Column
from bot.status.catalogue.importing import Line, Preview, Wrong

SHOWN = 10  # changed actions, and wrong rows
COLUMNS = 20  # that are not used, by their headings
MOST_HEADING, MOST_TITLE = 40, 80  # characters


@dataclass(frozen=True)
class Changed:
    municipality: str
    action: str  # its number and title
    fields: Sequence[str]  # by their names in Action


@dataclass(frozen=True)
class WrongCell:
    row: int
    heading: str
    key: str  # of the sentence that says why
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Outline:
    """Short enough for a message, whatever is in the sheet. `anew`: it was shown before, and
    something has changed since."""

    fingerprint: str
    used: Sequence[tuple[str, str]]  # headings, and the fields that they are read as
    unused: Sequence[str]
    more_unused: int
    new: int
    changed: int
    unchanged: int
    wrong: int  # cells
    wrong_rows: int
    first_changed: Sequence[Changed]
    first_wrong: Sequence[WrongCell]
    anew: bool = False

    @property
    def would_keep(self) -> int:
        return self.new + self.changed

    @classmethod
    def of(cls, seen: Preview, *, anew: bool = False) -> Self:
        unused = [_short(each.heading, MOST_HEADING) for each in seen.columns if not each.field]
        return cls(
            fingerprint(seen),
            [
                (_short(each.heading, MOST_HEADING), each.field)
                for each in seen.columns
                if each.field
            ],
            unused[:COLUMNS],
            max(len(unused) - COLUMNS, 0),
            len(seen.new),
            len(seen.changed),
            seen.unchanged,
            len(seen.wrong),
            len({each.row for each in seen.wrong}),
            [_changed(line) for line in seen.changed[:SHOWN]],
            [_wrong(each) for each in seen.wrong[:SHOWN]],
            anew,
        )

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Self:
        rest = {
            **told,
            "used": [(heading, name) for heading, name in told["used"]],
            "first_changed": [Changed(**each) for each in told["first_changed"]],
            "first_wrong": [WrongCell(**each) for each in told["first_wrong"]],
        }
        return cls(**rest)


def fingerprint(seen: Preview) -> str:
    """The same for sheets that are read the same and would change the same."""
    told = [
        [_column(each) for each in seen.columns],
        [_line(each) for each in seen.lines],
        [[each.row, each.heading, each.key, dict(each.values)] for each in seen.wrong],
    ]
    return hashlib.sha256(json.dumps(told, default=repr).encode()).hexdigest()[:32]


def _column(column: Column) -> Sequence[object]:
    return column.at, column.heading, column.field


def _line(line: Line) -> Sequence[object]:
    """What a row would change, and from what."""
    now, code = vars(line.action), line.organisation.code
    if line.was is None:
        return line.row, code, None, now
    before = vars(line.was.action)
    return line.row, code, line.was.id, {name: (before[name], now[name]) for name in line.changed}


def _changed(line: Line) -> Changed:
    named = _short(f"{line.action.number} {line.action.title}", MOST_TITLE)
    return Changed(line.organisation.name, named, list(line.changed))


def _wrong(each: Wrong) -> WrongCell:
    return WrongCell(each.row, _short(each.heading, MOST_HEADING), each.key, dict(each.values))


def _short(said: str, most: int) -> str:
    shown = storable(said)
    return shown if len(shown) <= most else shown[: most - 1] + "…"
