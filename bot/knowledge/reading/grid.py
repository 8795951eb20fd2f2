"""Tables of a printed page, found by what stands side by side: a PDF does not say what a cell is.

A row is what is printed side by side, a cell its lines one below the other; rows whose cells stand
in the same columns are a table.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.knowledge.reading.printed import Line
from bot.knowledge.reading.rows import CELL_LINES, Column, Row, rows_of

WIDE = 1.5  # of a line's height, free somewhere between two cells: prose has no such gap
NOTE_LINES = 2  # of a row with one cell inside a table


@dataclass
class Table:
    """Rows in the same columns, of which the first has two cells or more."""

    rows: list[Row]
    columns: list[Column]

    def texts(self) -> Iterator[Sequence[Sequence[str]]]:
        """For each row the lines of each column's cell."""
        for row in self.rows:
            told: list[list[str]] = [[] for _ in self.columns]
            for at, cell in zip(_placed(row.edges, self.columns), row.cells, strict=True):
                told[at] += cell.lines
            yield told


def stretches(page: Sequence[Line]) -> Iterator[Table | Sequence[Line]]:
    """A page's tables, and what stands between them, in order."""
    apart = [at for at, line in enumerate(page) if len(line.parts) > 1]
    if not apart:
        yield page
        return
    begin, end = max(apart[0] - CELL_LINES, 0), apart[-1] + CELL_LINES
    rows, at, between = rows_of(page[begin:end]), 0, list(page[:begin])
    while at < len(rows):
        table = _table(rows, at)
        if table is None:
            between += rows[at].printed
            at += 1
            continue
        if between:
            yield between
        yield table
        between = []
        at += len(table.rows)
    if between := between + list(page[end:]):
        yield between


def same_columns(one: Sequence[Column], other: Sequence[Column]) -> bool:
    """Whether a table may go on with the other."""
    pairs = zip(one, other, strict=False)
    return len(one) == len(other) and all(a[0] < b[1] and a[1] > b[0] for a, b in pairs)


def _table(rows: Sequence[Row], at: int) -> Table | None:
    """The table that begins with the row at `at`, if one does."""
    first = rows[at]
    if not first.side_by_side:
        return None
    columns, end = first.edges, at + 1
    while end < len(rows):
        note = _is_note(rows[end], first) and end + 1 < len(rows)
        fitted = _fitted(columns, rows[end + note])
        if not fitted:
            break
        columns, end = fitted, end + note + 1
    table = Table(list(rows[at:end]), columns)
    return table if end > at + 1 and _is_wide(table) else None


def _is_note(row: Row, first: Row) -> bool:
    """A row with one cell that is no heading of the page: `Energi` between two groups of rows."""
    lines = row.printed
    return (
        len(row.cells) == 1 and len(lines) <= NOTE_LINES and lines[0].size <= first.printed[0].size
    )


def _fitted(columns: list[Column], row: Row) -> list[Column] | None:
    """The columns with this row in them; None where it stands across them."""
    if not row.side_by_side:
        return None
    few, many = sorted((columns, row.edges), key=len)
    fitted = list(many)
    for at, (left, right) in zip(_placed(few, many), few, strict=True):
        fitted[at] = min(fitted[at][0], left), max(fitted[at][1], right)
    return fitted if all(a[1] <= b[0] for a, b in pairwise(fitted)) else None


def _placed(few: Sequence[Column], many: Sequence[Column]) -> Sequence[int]:
    """Which of many columns each of a few is: in their order, where some are left out the nearest.

    Figures may stand right in a column whose heading stands left, and nearer to the next one.
    """
    if len(few) == len(many):
        return range(len(few))
    return [min(range(len(many)), key=lambda at: _between(one, many[at])) for one in few]


def _between(one: Column, other: Column) -> float:
    """How far apart two columns are; less than nought by how much they overlap."""
    return max(one[0], other[0]) - min(one[1], other[1])


def _is_wide(table: Table) -> bool:
    """Whether two cells stand well apart in some row."""
    return any(
        after.left - cell.right >= WIDE * (row.printed[0].top - row.printed[0].bottom)
        for row in table.rows
        for cell, after in pairwise(row.cells)
    )
