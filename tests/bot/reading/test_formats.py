"""What each format gives a person: headings, pages, tables."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import docx
import pptx
import pytest
import xlsxwriter
from fpdf import FPDF
from pptx.util import Inches

from bot.knowledge.reading import Reader, Reading
from bot.knowledge.reading.layout import mended
from bot.knowledge.reading.sheets import told
from storage.terms import Passage

TEXT = "Assens vil udtage 1.200 hektar lavbundsjord inden 2030."
TABLE = (
    ("Indsats", "Sektor", "Effekt (ton CO2e/år)"),
    ("Udtagning af lavbundsjord", "Landbrug", "1.200"),
    ("Fjernvarme", "", "800"),
)
ROWS = (
    "Indsats: Udtagning af lavbundsjord; Sektor: Landbrug; Effekt (ton CO2e/år): 1.200\n"
    "Indsats: Fjernvarme; Effekt (ton CO2e/år): 800"
)


async def read(path: Path) -> Reading:
    async with Reader() as reader:
        return await reader.read(path)


def write_docx(path: Path) -> None:
    document = docx.Document()
    document.core_properties.title = "Klimaplan for Assens"
    document.add_heading("Landbrug", 1)
    document.add_heading("Lavbundsjord", 2)
    document.add_paragraph(TEXT)
    table = document.add_table(len(TABLE), len(TABLE[0]))
    for cells, row in zip(TABLE, table.rows, strict=True):
        for text, cell in zip(cells, row.cells, strict=True):
            cell.text = text
    document.save(str(path))


def write_html(path: Path) -> None:
    rows = "".join("<tr>" + "".join(f"<td>{c}" for c in row) for row in TABLE)
    path.write_text(
        f"<title>Klimaplan for Assens</title><nav>Menu</nav><h1>Landbrug</h1><h2>Lavbundsjord</h2>"
        f"<p>{TEXT}<table>{rows}</table><script>alert(1)</script>",
        encoding="utf-8",
    )


@pytest.mark.parametrize(("name", "write"), [("p.docx", write_docx), ("p.html", write_html)])
async def test_a_document_keeps_headings_text_and_table(
    tmp_path: Path, name: str, write: Callable[[Path], None]
) -> None:
    write(tmp_path / name)

    reading = await read(tmp_path / name)

    assert reading.title == "Klimaplan for Assens"
    assert [(p.heading, p.text, p.cells) for p in reading.passages] == [
        ("Landbrug › Lavbundsjord", TEXT, None),
        ("Landbrug › Lavbundsjord", ROWS, "tabel 1, række 2-3"),
    ]


async def test_a_slide_is_a_page(tmp_path: Path) -> None:
    show = pptx.Presentation()
    for title in ("Skov", "Vand"):
        slide = show.slides.add_slide(show.slide_layouts[5])
        assert slide.shapes.title is not None
        slide.shapes.title.text = title
        box = slide.shapes.add_textbox(Inches(1), Inches(2), Inches(8), Inches(1))
        box.text_frame.text = f"Mere {title.lower()}."
    show.save(str(tmp_path / "topmøde.pptx"))

    reading = await read(tmp_path / "topmøde.pptx")

    assert [(p.page, p.heading, p.text) for p in reading.passages] == [
        (1, "Skov", "Mere skov."),
        (2, "Vand", "Mere vand."),
    ]
    assert reading.pages == 2


async def test_a_pdf_has_pages_and_headings_without_head_and_foot(tmp_path: Path) -> None:
    class Plan(FPDF):
        def header(self) -> None:
            self.set_font("helvetica", size=8)
            self.cell(0, 8, "Klimaplan for Assens", new_x="LMARGIN", new_y="NEXT")

        def footer(self) -> None:
            self.set_y(-15)
            self.cell(0, 8, f"Side {self.page_no()}")

    plan = Plan()
    for chapter in ("Landbrug", "Energi", "Transport", "Affald"):
        plan.add_page()
        plan.set_font("helvetica", size=18)
        plan.cell(0, 12, chapter, new_x="LMARGIN", new_y="NEXT")
        plan.set_font("helvetica", size=11)
        for _ in range(3):
            plan.multi_cell(
                0, 6, f"{chapter}: {TEXT} {TEXT} {chapter}.", new_x="LMARGIN", new_y="NEXT"
            )
            plan.ln(6)
    plan.output(str(tmp_path / "plan.pdf"))

    reading = await read(tmp_path / "plan.pdf")

    assert [(p.page, p.heading) for p in reading.passages] == [
        (1, "Landbrug"),
        (2, "Energi"),
        (3, "Transport"),
        (4, "Affald"),
    ]
    for passage in reading.passages:
        paragraph = f"{passage.heading}: {TEXT} {TEXT} {passage.heading}."
        assert passage.text == "\n\n".join([paragraph] * 3)


def write_xlsx(path: Path, fill: Callable[[xlsxwriter.Workbook], None]) -> Path:
    book = xlsxwriter.Workbook(str(path))
    fill(book)
    book.close()
    return path


async def sheet(path: Path, fill: Callable[[xlsxwriter.Workbook], None]) -> tuple[Passage, ...]:
    return (await read(write_xlsx(path, fill))).passages


async def test_a_sheet_s_rows_carry_their_headings_and_cells(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet("Indsatser")
        page.write(0, 0, "Indsatskatalog 2026")
        page.write_row(2, 0, ("Indsats", "Frist", "Effekt"))
        page.write(3, 0, "Skovrejsning")
        page.write_datetime(3, 1, date(2026, 11, 24), book.add_format({"num_format": "d/m/y"}))
        page.write(3, 2, 0.1 + 0.2)
        book.add_worksheet("Skjult").hide()
        book.get_worksheet_by_name("Skjult").write(0, 0, "Fortroligt")

    note, rows = await sheet(tmp_path / "katalog.xlsx", fill)

    assert note.text == "Indsatskatalog 2026"
    assert rows.text == "Indsats: Skovrejsning; Frist: 24.11.2026; Effekt: 0,3"
    assert (rows.heading, rows.cells) == ("Indsatser", "Indsatser!A4:C4")


async def test_headings_over_headings_and_merged_rows_belong_to_each(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet("Mål")
        page.merge_range(0, 1, 0, 2, "Udledning")
        page.write(0, 0, "Sektor")
        page.write_row(1, 1, ("i 2020", "i 2030"))
        page.merge_range(2, 0, 3, 0, "Landbrug")
        page.write_row(2, 1, (900, 400))
        page.write_row(3, 1, (80, 20))

    [rows] = await sheet(tmp_path / "mål.xlsx", fill)

    assert rows.text == (
        "Sektor: Landbrug; Udledning – i 2020: 900; Udledning – i 2030: 400\n"
        "Sektor: Landbrug; Udledning – i 2020: 80; Udledning – i 2030: 20"
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1200.0, "1200"),
        (0.30000000000000004, "0,3"),
        (-2.5, "-2,5"),
        (True, "ja"),
        (date(2026, 11, 4), "4.11.2026"),
        (datetime.fromisoformat("2026-11-24T09:30"), "24.11.2026 kl. 09.30"),
        (time(9, 30), "09.30"),
        (timedelta(hours=26), "26.00"),
        (" to\nlinjer ", "to linjer"),
    ],
)
def test_a_cell_is_written_as_a_dane_writes_it(value: object, text: str) -> None:
    assert told(value) == text


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["klima-", "tilpasning"], "klimatilpasning"),
        (["land-", "og skovbrug"], "land- og skovbrug"),
        (["CO2-", "udledning"], "CO2-udledning"),
        (["Nord-", "Fyn"], "Nord- Fyn"),
        (["mere", "skov"], "mere skov"),
    ],
)
def test_a_divided_word_is_whole_again_where_that_is_sure(lines: list[str], text: str) -> None:
    assert mended(lines) == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
async def test_text_is_read_in_the_encodings_of_offices(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "note.txt").write_bytes("Ærø og Samsø.\r\n\r\nVåd jord.".encode(encoding))

    [passage] = (await read(tmp_path / "note.txt")).passages

    assert passage.text == "Ærø og Samsø.\n\nVåd jord."
