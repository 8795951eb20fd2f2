"""PDFs by pypdfium2: lines with their sizes, then headings, paragraphs and tables."""

from collections import Counter
from collections.abc import Iterator, Sequence

import pypdfium2
from pypdfium2 import raw as pdfium

from bot.knowledge.blocks import Block
from bot.knowledge.reading.grid import Table, same_columns, stretches
from bot.knowledge.reading.layout import mended, paragraphs, without_repeated
from bot.knowledge.reading.limits import PAGES, Refused, check_length
from bot.knowledge.reading.printed import Line, lines
from bot.knowledge.reading.rows import Column
from bot.knowledge.tables import Row, looks_like_headings, table_rows

BIGGER = 1.12  # than the text: a heading


def document(raw: bytes) -> tuple[str, int, Sequence[Block]]:
    """Title, number of pages and blocks. Raises Refused."""
    try:
        pdf = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code == pdfium.FPDF_ERR_PASSWORD
        raise Refused("document.encrypted" if locked else "document.broken") from None
    try:
        if len(pdf) > PAGES:
            raise Refused("document.too_long")
        pages = without_repeated([list(page) for page in _pages(pdf)])
        return _title(pdf), len(pdf), list(_told(pages))
    except pypdfium2.PdfiumError:
        raise Refused("document.broken") from None
    finally:
        pdf.close()


def _title(pdf: pypdfium2.PdfDocument) -> str:
    try:
        return str(pdf.get_metadata_value("Title")).strip()
    except UnicodeError:
        return ""


def _pages(pdf: pypdfium2.PdfDocument) -> Iterator[Iterator[Line]]:
    length = 0
    for number in range(len(pdf)):
        page = pdf[number]
        text_page = page.get_textpage()
        text = text_page.get_text_range()
        check_length(length := length + len(text))
        yield lines(text_page.raw, text)
        text_page.close()
        page.close()


def _told(pages: Sequence[Sequence[Line]]) -> Iterator[Block]:
    sizes = Counter[float]()
    for page in pages:
        for line in page:
            sizes[line.size] += len(line.text)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    bigger = sorted((s for s in sizes if s > usual * BIGGER), reverse=True)
    levels = {size: min(level, 6) for level, size in enumerate(bigger, 1)}
    tables = Tables()
    for number, page in enumerate(pages, 1):
        for stretch in stretches(page):
            if isinstance(stretch, Table):
                yield from tables.rows(stretch, number)
            else:
                tables.interrupted()
                yield from paragraphs(stretch, number, levels)


class Tables:
    """A document's tables in order, of which each may go on with the one before."""

    def __init__(self) -> None:
        self._number = self._rows = 0
        self._columns: Sequence[Column] = ()
        self._headings: Row = ()

    def interrupted(self) -> None:
        """What comes next is another table."""
        self._columns = ()

    def rows(self, table: Table, page: int) -> Iterator[Block]:
        """The table's rows; on a new page it may go on without telling its headings again."""
        told = [[mended(lines) for lines in row] for row in table.texts()]
        if not (self._columns and same_columns(self._columns, table.columns)):
            self._number, self._rows = self._number + 1, 1
            self._headings = told[0] if looks_like_headings(told[0]) else [""] * len(told[0])
        elif told[0] != self._headings:
            told.insert(0, list(self._headings))
        self._columns = table.columns
        yield from table_rows(told, self._number, page, self._rows)
        self._rows += len(told) - 1
