"""Table rows as lines that carry their headings."""

from collections.abc import Iterator, Sequence

from bot.knowledge.blocks import Block, Place

Row = Sequence[str]


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
    told = zip(headings, cells, strict=True)
    return "; ".join(f"{head}: {cell}" if head else cell for head, cell in told if cell)


def looks_like_headings(row: Row) -> bool:
    """Two words or more, and nothing that is only a number."""
    told = [cell for cell in row if cell]
    return len(told) > 1 and all(any(letter.isalpha() for letter in cell) for cell in told)


def table_rows(rows: Sequence[Row], number: int, page: int | None = None) -> Iterator[Block]:
    """The rows of a document's table; its first row is its headings if it looks so."""
    rows = _even([[" ".join(cell.split()) for cell in row] for row in rows])
    if not rows:
        return
    headed = len(rows) > 1 and looks_like_headings(rows[0])
    headings = rows[0] if headed else [""] * len(rows[0])
    for at, cells in enumerate(rows[headed:], 1 + headed):
        if told := line(headings, cells):
            yield Block(told, page=page, place=Place(f"tabel {number}", at))


def _even(rows: Sequence[list[str]]) -> list[list[str]]:
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]
