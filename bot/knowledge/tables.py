"""Table rows as lines that carry their headings."""

from collections.abc import Iterator, Sequence

from bot.knowledge.blocks import Block, Place

Row = Sequence[str]
HEADING_CHARACTERS = 100


def columns(number: int) -> str:
    """The name of a sheet's column, counted from 0: A, Z, AA."""
    name = ""
    while number >= 0:
        name = chr(ord("A") + number % 26) + name
        number = number // 26 - 1
    return name


def joined_headings(rows: Sequence[Row]) -> list[str]:
    """One heading for each column: those of several rows one after the other, each once."""
    return [" – ".join(dict.fromkeys(filter(None, column))) for column in zip(*rows, strict=True)]


def line(headings: Row, cells: Row) -> str:
    """`Indsats: Skovrejsning; Sektor: Landbrug`, without what is empty."""
    told = [(head, cell) for head, cell in zip(headings, cells, strict=True) if cell]
    named = (f"{head}: {cell}" if head else cell for head, cell in told)
    return "; ".join(named).replace(":; ", ": ")  # `Ansvarlig:` stands in a cell of its own


def looks_like_headings(row: Row) -> bool:
    """Two cells or more, nothing that is only a number, no sentences, no `Ansvarlig:`."""
    told = [cell for cell in row if cell]
    return len(told) > 1 and all(map(_heads, told))


def _heads(cell: str) -> bool:
    short = len(cell) <= HEADING_CHARACTERS and not cell.endswith(":")
    return short and any(letter.isalpha() for letter in cell)


def table_rows(
    rows: Sequence[Row], number: int, page: int | None = None, first: int = 1
) -> Iterator[Block]:
    """The rows of a document's table; its first row is its headings if it looks so.

    `first` is the number of that row, where the table began on another page.
    """
    rows = _even([[" ".join(cell.split()) for cell in row] for row in rows])
    if not rows:
        return
    headed = len(rows) > 1 and looks_like_headings(rows[0])
    headings = rows[0] if headed else [""] * len(rows[0])
    for at, cells in enumerate(rows[headed:], first + headed):
        if told := line(headings, cells):
            yield Block(told, page=page, place=Place(f"tabel {number}", at))


def _even(rows: Sequence[list[str]]) -> list[list[str]]:
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]
