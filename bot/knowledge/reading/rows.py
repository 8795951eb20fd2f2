"""Rows of a printed page: what stands side by side, as far as lines alone can tell."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.knowledge.reading.printed import Line, Part

WIDER = 1.8  # than a line is high: no longer the same cell
HIGHER = 6  # lines that a cell may begin above the one before it, which is centred
CELL_LINES = 12  # what is longer is a column of prose
Column = tuple[float, float]  # its left and right edge


@dataclass
class Cell:
    lines: list[str]
    left: float
    right: float
    bottom: float

    def goes_on(self, line: Line) -> bool:
        """Whether the line, alone at its height, stands close below."""
        part = line.parts[0]
        close = 0 < self.bottom - line.bottom <= (line.top - line.bottom) * WIDER
        alone = len(line.parts) == 1
        return alone and close and part.left < self.right and part.right > self.left

    def add(self, part: Part, bottom: float) -> None:
        self.lines.append(part.text)
        self.left, self.right = min(self.left, part.left), max(self.right, part.right)
        self.bottom = bottom


@dataclass
class Row:
    """Cells from left to right, and the lines that they were printed as."""

    printed: list[Line]
    cells: list[Cell]
    bottom: float
    top: float

    def take(self, line: Line) -> bool:
        """Add a line of this row; False where it begins another."""
        middle, height = (line.bottom + line.top) / 2, line.top - line.bottom
        beside = self.bottom < middle < self.top + HIGHER * height
        if self.cells[-1].goes_on(line):
            self.cells[-1].add(line.parts[0], line.bottom)
        elif beside and line.left > self.cells[-1].right:
            self.cells += _cells(line)
        else:
            return False
        self.printed.append(line)
        self.bottom, self.top = min(self.bottom, line.bottom), max(self.top, line.top)
        return True

    @property
    def edges(self) -> list[Column]:
        return [(cell.left, cell.right) for cell in self.cells]

    @property
    def side_by_side(self) -> bool:
        return len(self.cells) > 1 and all(len(cell.lines) <= CELL_LINES for cell in self.cells)


def rows_of(page: Sequence[Line]) -> list[Row]:
    """A page's lines, those of one row together."""
    rows: list[Row] = []
    for line in page:
        if not rows or not rows[-1].take(line):
            rows.append(Row([line], _cells(line), line.bottom, line.top))
    return rows


def _cells(line: Line) -> list[Cell]:
    return [Cell([part.text], part.left, part.right, line.bottom) for part in line.parts]
