"""Tables as they were made, row by row, for who wants to know what stands in each cell."""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Self

from bot.knowledge.reading import sheets, texts
from bot.knowledge.reading.content import bytes_of, check_text, checked
from bot.knowledge.reading.limits import Refused, check_length

DELIMITERS = ";\t,"  # Excel writes the first in Denmark; the last stands in sentences, too
AS_TEXT = re.compile(r"^'(?='*[=+@-])")  # how a CSV says that a cell is no formula
FIELD = 1_000_000  # characters of one cell of a CSV


@dataclass(frozen=True)
class Sheet:
    """A sheet that can be seen. `first` is the number of its first row, as Excel counts."""

    name: str
    first: int
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Workbook:
    """What a file holds: each cell as a Dane writes it, empty where nothing stands."""

    sheets: tuple[Sheet, ...]

    def to_json(self) -> bytes:
        plain = [[sheet.name, sheet.first, sheet.rows] for sheet in self.sheets]
        return json.dumps({"sheets": plain}, separators=(",", ":")).encode()

    @classmethod
    def from_json(cls, plain: dict[str, object]) -> Self:
        """Raises KeyError, ValueError or TypeError for what is none: the child is not trusted."""
        told = plain["sheets"]
        if not isinstance(told, list):
            raise TypeError("no sheets")
        return cls(tuple(Sheet(n, f, tuple(tuple(row) for row in rows)) for n, f, rows in told))


def read_workbook(path: Path, name: str) -> Workbook:
    """Read an XLSX or a CSV whose name is `name`. Raises Refused with the reason's key."""
    raw = bytes_of(path)
    match PurePath(name).suffix.lower():
        case ".xlsx":
            checked(name, raw)
            found = [_plain(sheet) for sheet in sheets.seen_sheets(raw)]
        case ".csv":
            found = [Sheet(name, 1, tuple(_csv_rows(raw)))]
        case _:
            raise Refused("document.no_table")
    full = tuple(sheet for sheet in found if any(map(any, sheet.rows)))
    if not full:
        raise Refused("document.empty")
    return Workbook(full)


def _plain(sheet: sheets.Seen) -> Sheet:
    return Sheet(sheet.name, sheet.top + 1, tuple(map(tuple, sheet.rows)))


def _csv_rows(raw: bytes) -> Iterator[tuple[str, ...]]:
    check_text(raw)
    text = texts.decoded(raw)
    check_length(len(text))
    csv.field_size_limit(FIELD)
    try:
        for row in csv.reader(io.StringIO(text), delimiter=_delimiter(text), strict=True):
            yield tuple(AS_TEXT.sub("", " ".join(cell.split())) for cell in row)
    except csv.Error:
        raise Refused("document.broken") from None


def _delimiter(text: str) -> str:
    """What parts the cells of the first line; a sheet of one column has nothing there."""
    first = next((line for line in text.split("\n", 20) if line.strip()), "")
    return next((each for each in DELIMITERS if each in first), DELIMITERS[0])
