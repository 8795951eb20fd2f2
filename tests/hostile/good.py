"""One good small document of each format: a page of a climate plan, the same bytes every time."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from io import BytesIO

import docx
import pptx
import xlsxwriter
from fpdf import FPDF
from pptx.util import Inches

from tests.hostile.zips import entries, zipped

TITLE = "Klimaplan for Assens"
HEADING = "Landbrug og arealer"
TEXT = "Assens vil udtage 1.200 ha lavbundsjord inden 2030 og genskabe vådområder langs åerne."
SAYS = "lavbundsjord"  # stands in every good document
TABLE = (
    ("Indsats", "Sektor", "Effekt (ton CO2e/år)"),
    ("Udtagning af lavbundsjord", "Landbrug", "9.600"),
    ("Grøn fjernvarme på øerne", "Energi", "4.150"),
)
WRITTEN = datetime(2026, 11, 24, tzinfo=UTC)
MARKDOWN = "\n".join(
    [
        f"# {TITLE}\n\n## {HEADING}\n\n{TEXT}\n",
        *("| " + " | ".join(row) + " |" for row in (TABLE[0], ("---",) * 3, *TABLE[1:])),
        "",
    ]
)
ROWS = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in TABLE)
HTML = (
    f'<!doctype html><html lang="da"><head><meta charset="utf-8"><title>{TITLE}</title></head>'
    f"<body><h1>{TITLE}</h1><h2>{HEADING}</h2><p>{TEXT}</p><table>{ROWS}</table></body></html>"
)


@cache
def good(suffix: str) -> bytes:
    """The good document whose name ends so: pdf, docx, pptx, xlsx, html, md or txt."""
    return GOOD[suffix]()


def _pdf() -> bytes:
    return drawn().getvalue()


class _Drawn(FPDF):
    def getvalue(self) -> bytes:
        return bytes(self.output())


def drawn() -> _Drawn:
    """The good PDF before it is written, for those who want to add to it."""
    page = _Drawn()
    page.set_creation_date(WRITTEN)
    page.add_page()
    for size, text in ((20, TITLE), (15, HEADING), (11, TEXT)):
        page.set_font("helvetica", size=size)
        page.multi_cell(0, 10, text, new_x="LMARGIN", new_y="NEXT")
    with page.table() as table:
        for cells in TABLE:
            table.row(cells)
    return page


def _docx() -> bytes:
    document = docx.Document()
    document.add_heading(TITLE, 1)
    document.add_heading(HEADING, 2)
    document.add_paragraph(TEXT)
    table = document.add_table(len(TABLE), len(TABLE[0]))
    for cells, row in zip(TABLE, table.rows, strict=True):
        for text, cell in zip(cells, row.cells, strict=True):
            cell.text = text
    return _undated(document.save)


def _pptx() -> bytes:
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[5])
    assert slide.shapes.title is not None
    slide.shapes.title.text = TITLE
    box = slide.shapes.add_textbox(Inches(1), Inches(2), Inches(8), Inches(1))
    box.text_frame.text = TEXT
    place = Inches(1), Inches(4), Inches(8), Inches(2)
    table = slide.shapes.add_table(len(TABLE), len(TABLE[0]), *place).table
    for r, cells in enumerate(TABLE):
        for c, text in enumerate(cells):
            table.cell(r, c).text = text
    return _undated(show.save)


def _xlsx() -> bytes:
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.set_properties({"title": TITLE, "created": WRITTEN})
    sheet = book.add_worksheet("Indsatser")
    for number, cells in enumerate(TABLE):
        sheet.write_row(number, 0, cells)
    book.close()
    return _undated(lambda copy: copy.write(file.getvalue()))


def _undated(save: Callable[[BytesIO], object]) -> bytes:
    """The archive anew, without the moment it was written: same document, same bytes."""
    file = BytesIO()
    save(file)
    return zipped(entries(file.getvalue()).items())


GOOD: Mapping[str, Callable[[], bytes]] = {
    "pdf": _pdf,
    "docx": _docx,
    "pptx": _pptx,
    "xlsx": _xlsx,
    "html": HTML.encode,
    "md": MARKDOWN.encode,
    "txt": f"{TITLE}\n\n{HEADING}\n\n{TEXT}\n".encode,
}
