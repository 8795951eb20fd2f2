"""PDFs by pypdfium2: lines with their sizes, then headings, paragraphs and tables."""

from collections import Counter
from collections.abc import Iterator, Sequence

import pypdfium2
from pypdfium2 import raw as pdfium

from bot.knowledge.blocks import Block
from bot.knowledge.reading.layout import Line, blocks, without_repeated
from bot.knowledge.reading.limits import PAGES, Refused, check_length

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
        yield _lines(text_page, text)
        text_page.close()
        page.close()


def _lines(text_page: pypdfium2.PdfTextPage, text: str) -> Iterator[Line]:
    """Each line with the size of its first letter, and where that stands."""
    at = 0
    for line in text.split("\r\n"):
        if told := line.strip():
            first = at + len(line) - len(line.lstrip())
            size = pdfium.FPDFText_GetFontSize(text_page, first)
            box = text_page.get_charbox(first, loose=True)
            yield Line(told.replace("\ufffe", "\x02"), round(size * 2) / 2, box[0], box[1])
        at += len(line) + 2


def _told(pages: Sequence[Sequence[Line]]) -> Iterator[Block]:
    sizes = Counter[float]()
    for page in pages:
        for line in page:
            sizes[line.size] += len(line.text)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    bigger = sorted((s for s in sizes if s > usual * BIGGER), reverse=True)
    levels = {size: min(level, 6) for level, size in enumerate(bigger, 1)}
    for number, page in enumerate(pages, 1):
        yield from blocks(page, number, levels)
