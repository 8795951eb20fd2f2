"""Spreadsheets, by python-calamine: each visible sheet's rows with their headings."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import takewhile

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from bot.knowledge.blocks import Block, Place
from bot.knowledge.reading.limits import Refused, check_length
from bot.knowledge.tables import columns, joined_headings, line, looks_like_headings

Value = object
ROWS, COLUMNS = 1_048_576, 16_384  # that a sheet can have
CELLS = 5_000_000  # of one sheet, empty ones too
PRECISION = 9  # decimals: with many more 0.1 + 0.2 is not 0.3, and ten may be a personal number


@dataclass(frozen=True)
class Seen:
    """A sheet that can be seen: where its area begins, counted from 0, and its rows.

    `grouped` are the rows with cells merged over columns: headings above headings.
    """

    name: str
    top: int
    left: int
    rows: list[list[str]]
    grouped: frozenset[int]


def workbook(raw: bytes) -> Iterator[Block]:
    """The rows of every sheet that can be seen, under their headings. Raises Refused."""
    for sheet in seen_sheets(raw):
        yield Block(sheet.name, level=1)
        yield from sheet_rows(sheet)


def seen_sheets(raw: bytes) -> Iterator[Seen]:
    """Every sheet that can be seen and is not empty. Raises Refused."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        names = (s.name for s in book.sheets_metadata if s.visible == SheetVisibleEnum.Visible)
        for name in names:
            sheet = book.get_sheet_by_name(name)
            if sheet.start is not None:
                yield Seen(name, *sheet.start, _rows(sheet, *sheet.start), _merged_across(sheet))
    except CalamineError:
        raise Refused("document.broken") from None


def _rows(sheet: CalamineSheet, top: int, left: int) -> list[list[str]]:
    if top + sheet.height > ROWS or left + sheet.width > COLUMNS:
        raise Refused("document.broken")
    if sheet.height * sheet.width > CELLS:
        raise Refused("document.too_heavy")
    rows = [[told(v) for v in row] for row in sheet.to_python(skip_empty_area=True)]
    check_length(sum(len(cell) for row in rows for cell in row))
    _fill_merged(rows, sheet, top, left)
    return rows


def sheet_rows(sheet: Seen) -> Iterator[Block]:
    """Notes above the table as paragraphs, then each row under its headings."""
    rows, top, left = sheet.rows, sheet.top, sheet.left
    at = next((n for n, row in enumerate(rows) if looks_like_headings(row)), None)
    if at is None:
        at, headings = 0, [""] * max(map(len, rows), default=0)
    else:
        for note in rows[:at]:
            yield Block("; ".join(dict.fromkeys(filter(None, note))))
        above = [*takewhile(lambda n: n + top in sheet.grouped, range(at, len(rows) - 1))]
        below = at + len(above) + 1
        headings = joined_headings(rows[at:below])
        if below >= len(rows) or not any(map(any, rows[below:])):
            yield Block("; ".join(filter(None, headings)))
        at = below
    first, last = columns(left), columns(left + len(headings) - 1)
    for number, row in enumerate(rows[at:], top + at + 1):
        if text := line(headings, row):
            yield Block(text, place=Place(sheet.name, number, first, last))


def _merged_across(sheet: CalamineSheet) -> frozenset[int]:
    merged = sheet.merged_cell_ranges or []
    return frozenset(a[0] for a, b in merged if b[1] > a[1] and a[0] == b[0])


def _fill_merged(rows: Sequence[list[str]], sheet: CalamineSheet, top: int, left: int) -> None:
    """What is merged over several rows or columns belongs to each of them."""
    for start, end in sheet.merged_cell_ranges or []:
        across = range(max(start[1] - left, 0), min(end[1] - left + 1, sheet.width))
        down = range(max(start[0] - top, 0), min(end[0] - top + 1, len(rows)))
        if not across or not down or (len(across) * len(down) > CELLS // 100):
            continue
        value = rows[down[0]][across[0]]
        for row in rows[down[0] : down[-1] + 1] if value else ():
            for column in across:
                row[column] = row[column] or value


def told(value: Value) -> str:
    """A cell as a Dane writes it: 24.11.2026, 9.30, 0,3, ja."""
    match value:
        case bool():
            return "ja" if value else "nej"
        case float() | int():
            return _number(value)
        case datetime():
            clock = f" kl. {value:%H.%M}" if value.time() != time() else ""
            return f"{value.day}.{value.month}.{value.year}{clock}"
        case date():
            return f"{value.day}.{value.month}.{value.year}"
        case time():
            return f"{value:%H.%M}"
        case timedelta():
            minutes = int(value.total_seconds() // 60)
            return f"{minutes // 60}.{minutes % 60:02}"
        case _:
            return " ".join(str(value).split())


def _number(value: float) -> str:
    if value and not 1e-6 < abs(value) < 1e15:
        return str(value)
    return f"{value:.{PRECISION}f}".rstrip("0").rstrip(".").replace(".", ",")
