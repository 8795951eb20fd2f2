"""A personal number is read in no format: not in a passage, its place or source, not in a title."""

from collections.abc import Callable
from pathlib import Path

import docx
import pptx
import pytest
import xlsxwriter
from fpdf import FPDF
from pptx.util import Inches

from bot.knowledge.blocks import Block
from bot.knowledge.reading import Reader, Reading
from bot.knowledge.splitting import split
from bot.personal_numbers import MASK

NUMBER, ANOTHER = "010190-1234", "6112901234"
TITLE = f"Aftale {NUMBER}"
TEXT = f"Lodsejer {NUMBER} udtager 12 hektar lavbundsjord."
TABLE = (("Lodsejer", "Jord"), (ANOTHER, "12 hektar"), ("Fonden", "7 hektar"))
SAYS = f"Lodsejer {MASK} udtager 12 hektar lavbundsjord."
TOLD = f"Lodsejer: {MASK}; Jord: 12 hektar"


def write_md(path: Path) -> None:
    rows = "\n".join("| " + " | ".join(row) + " |" for row in (TABLE[0], ("---",) * 2, *TABLE[1:]))
    path.write_text(f"# {TITLE}\n\n## Sag {NUMBER}\n\n{TEXT}\n\n{rows}\n", "utf-8")


def write_html(path: Path) -> None:
    rows = "".join("<tr>" + "".join(f"<td>{cell}" for cell in row) for row in TABLE)
    path.write_text(
        f"<title>{TITLE}</title><h1>{TITLE}</h1><h2>Sag {NUMBER}</h2>"
        f"<p>Lodsejer <b>010190</b>-<i>1234</i> udtager 12 hektar lavbundsjord."
        f"<table>{rows}</table>",
        "utf-8",
    )


def write_txt(path: Path) -> None:
    rows = "\n".join(f"{TABLE[0][0]}: {row[0]}; {TABLE[0][1]}: {row[1]}" for row in TABLE[1:])
    path.write_text(f"{TITLE}\n\nSag {NUMBER}\n\n{TEXT}\n\n{rows}\n", "utf-8")


def write_docx(path: Path) -> None:
    document = docx.Document()
    document.core_properties.title = TITLE
    document.add_heading(f"Sag {NUMBER}", 1)
    written = document.add_paragraph("Lodsejer 0101")
    for run in ("90-12", "34 udtager 12 hektar lavbundsjord."):
        written.add_run(run).bold = True
    table = document.add_table(len(TABLE), len(TABLE[0]))
    for cells, row in zip(TABLE, table.rows, strict=True):
        for text, cell in zip(cells, row.cells, strict=True):
            cell.text = text
    document.save(str(path))


def write_pptx(path: Path) -> None:
    show = pptx.Presentation()
    show.core_properties.title = TITLE
    slide = show.slides.add_slide(show.slide_layouts[5])
    assert slide.shapes.title is not None
    slide.shapes.title.text = f"Sag {NUMBER}"
    box = slide.shapes.add_textbox(Inches(1), Inches(2), Inches(8), Inches(1))
    box.text_frame.text = TEXT
    place = Inches(1), Inches(4), Inches(8), Inches(2)
    table = slide.shapes.add_table(len(TABLE), len(TABLE[0]), *place).table
    for r, cells in enumerate(TABLE):
        for c, text in enumerate(cells):
            table.cell(r, c).text = text
    show.save(str(path))


def write_xlsx(path: Path) -> None:
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet(f"Sag {NUMBER}")
    sheet.write(0, 0, TEXT)
    for number, cells in enumerate(TABLE, 2):
        sheet.write_row(number, 0, cells)
    sheet.write_number(3, 0, int(ANOTHER))
    book.close()


def write_pdf(path: Path) -> None:
    plan = FPDF()
    plan.set_title(TITLE)
    plan.add_page()
    for size, text in ((18, f"Sag {NUMBER}"), (11, TEXT)):
        plan.set_font("helvetica", size=size)
        plan.multi_cell(0, 8, text, new_x="LMARGIN", new_y="NEXT")
    with plan.table() as table:
        for cells in TABLE:
            table.row(cells)
    plan.output(str(path))


def said(reading: Reading) -> str:
    return "\n".join([reading.title, *(str(vars(passage)) for passage in reading.passages)])


async def read(path: Path) -> Reading:
    async with Reader() as reader:
        return await reader.read(path)


@pytest.mark.parametrize(
    ("suffix", "write"),
    [
        ("md", write_md),
        ("html", write_html),
        ("txt", write_txt),
        ("docx", write_docx),
        ("pptx", write_pptx),
        ("xlsx", write_xlsx),
        ("pdf", write_pdf),
    ],
)
async def test_a_document_is_read_without_its_personal_numbers(
    tmp_path: Path, suffix: str, write: Callable[[Path], None]
) -> None:
    write(tmp_path / f"aftale.{suffix}")

    reading = await read(tmp_path / f"aftale.{suffix}")

    told = "\n".join(passage.text for passage in reading.passages)
    assert SAYS in told
    assert TOLD in told
    assert f"Sag {MASK}" in said(reading)
    assert reading.title == {"xlsx": "", "txt": ""}.get(suffix, f"Aftale {MASK}")
    assert not [part for part in ("010190", "1234") if part in said(reading)]
    for passage in reading.passages:
        assert passage.start is not None
        assert passage.end == passage.start + len(passage.text)


async def test_a_source_is_named_without_them(tmp_path: Path) -> None:
    source = f"Kilde: [Brev fra {NUMBER}](https://assens.dk/brev/{ANOTHER}), 2026"
    (tmp_path / "brev.md").write_text(f"# Brev\n\nAssens planter skov.\n\n{source}\n", "utf-8")

    [passage] = (await read(tmp_path / "brev.md")).passages

    assert (passage.publisher, passage.url) == (
        f"Brev fra {MASK}",
        f"https://assens.dk/brev/{MASK}",
    )


@pytest.mark.parametrize("filled", range(1185, 1201))
def test_a_number_across_the_edge_of_a_passage_is_masked_whole(filled: int) -> None:
    passages = split([Block(f"{'k' * filled} {NUMBER} udtager jord.")])

    assert " ".join(p.text for p in passages) == f"{'k' * filled} {MASK} udtager jord."


async def test_a_share_in_a_sheet_is_no_personal_number(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "andel.xlsx"))
    book.add_worksheet("Mål").write_row(0, 0, ("Andel", 0.1212121212121212))
    book.close()

    [passage] = (await read(tmp_path / "andel.xlsx")).passages

    assert passage.text == "Andel; 0,121212121"
