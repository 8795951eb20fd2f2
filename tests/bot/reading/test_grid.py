"""Tables of a PDF, which says only where words are printed: rows carry headings and keep places."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2
import pytest
from fpdf import FPDF
from fpdf.enums import TableHeadingsDisplay
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.knowledge.reading.grid import Table, stretches
from bot.knowledge.reading.pdf import document
from bot.knowledge.reading.printed import lines as page_lines
from bot.knowledge.splitting import split
from storage.terms import Passage

CATALOGUE = (
    ("Indsats", "Sektor", "Effekt (ton CO2e/år)"),
    ("Udtagning af lavbundsjord langs Odense Å og de mindre vandløb", "Landbrug", "9.600"),
    ("Grøn fjernvarme", "Energi", "4.150"),
    ("Ladestandere ved stationer", "Transport", "820"),
)
PROSE = (
    "Transporten står for 38 pct. af udledningen, og elbiler er en hovedindsats. Fjernvarmen "
    "skal være fossilfri, jf. varmeplanen, ca. fem år før det nationale mål. Skovrejsning "
    "beskytter grundvandet og giver nye rekreative områder. Et vådområde holder på vandet. "
)


def plan() -> FPDF:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", size=10)
    return pdf


def told(pdf: FPDF) -> tuple[Passage, ...]:
    return split(document(bytes(pdf.output()))[2])


def lines(pdf: FPDF) -> list[str]:
    return "\n".join(passage.text for passage in told(pdf)).split("\n")


def draw(pdf: FPDF, rows: Sequence[Sequence[str]], **how: object) -> None:
    with pdf.table(**how) as table:
        for cells in rows:
            table.row(cells)


def test_a_row_carries_its_headings_also_where_its_words_take_several_lines() -> None:
    pdf = plan()
    pdf.multi_cell(0, 5, "Tabellen viser indsatserne.", new_x="LMARGIN", new_y="NEXT")
    draw(pdf, CATALOGUE)
    pdf.multi_cell(0, 5, "Den næste er fra 2025.", new_x="LMARGIN", new_y="NEXT")

    before, table, after = told(pdf)

    assert before.text == "Tabellen viser indsatserne."
    assert table.text.split("\n") == [
        "Indsats: Udtagning af lavbundsjord langs Odense Å og de mindre vandløb; "
        "Sektor: Landbrug; Effekt (ton CO2e/år): 9.600",
        "Indsats: Grøn fjernvarme; Sektor: Energi; Effekt (ton CO2e/år): 4.150",
        "Indsats: Ladestandere ved stationer; Sektor: Transport; Effekt (ton CO2e/år): 820",
    ]
    assert (table.page, table.cells) == (1, "tabel 1, række 2-4")
    assert after.text == "Den næste er fra 2025."


def test_an_empty_cell_leaves_the_others_under_their_own_headings() -> None:
    pdf = plan()
    draw(pdf, [*CATALOGUE, ("Skovrejsning", "", "300"), ("", "Energi", "10")])

    assert lines(pdf)[-2:] == [
        "Indsats: Skovrejsning; Effekt (ton CO2e/år): 300",
        "Sektor: Energi; Effekt (ton CO2e/år): 10",
    ]


def test_figures_stand_right_below_a_heading_that_stands_left() -> None:
    pdf = plan()
    for at, row in enumerate(
        [("År", "Energi", "Transport"), ("1990", "210", "90"), ("2019", "95", "88")]
    ):
        for cell in row:
            pdf.cell(60, 6, cell, align="R" if at else "L")
        pdf.ln()

    assert lines(pdf) == [
        "År: 1990; Energi: 210; Transport: 90",
        "År: 2019; Energi: 95; Transport: 88",
    ]


@pytest.mark.parametrize("repeated", [True, False], ids=["headings again", "no headings again"])
def test_a_table_goes_on_over_the_page(repeated: bool) -> None:
    pdf = plan()
    again = TableHeadingsDisplay.ON_TOP_OF_EVERY_PAGE if repeated else TableHeadingsDisplay.NONE
    rows = [(f"{n}", f"Indsats nummer {n}", "Følger planen") for n in range(1, 61)]
    draw(pdf, [("Nr.", "Indsats", "Status"), *rows], repeat_headings=again)

    first, *_, last = [passage for passage in told(pdf) if passage.cells]

    assert lines(pdf) == [f"Nr.: {n}; Indsats: {name}; Status: {how}" for n, name, how in rows]
    assert (first.page, last.page) == (1, 2)
    assert str(first.cells).startswith("tabel 1, række 2-")
    assert str(last.cells).endswith("-61")


def test_the_group_that_rows_belong_to_stands_between_them() -> None:
    pdf = plan()
    for row in [*CATALOGUE[:1], *CATALOGUE[2:3], ("Trafik",), *CATALOGUE[3:]]:
        for cell in row:
            pdf.cell(60, 12, cell)
        pdf.ln()

    assert lines(pdf) == [
        "Indsats: Grøn fjernvarme; Sektor: Energi; Effekt (ton CO2e/år): 4.150",
        "Indsats: Trafik",
        "Indsats: Ladestandere ved stationer; Sektor: Transport; Effekt (ton CO2e/år): 820",
    ]


def test_an_effort_card_names_each_thing_beside_it() -> None:
    pdf = plan()
    card = [("Indsats:", "Skovrejsning"), ("Ansvarlig:", "Center for Natur"), ("Frist:", "2027")]
    draw(pdf, card)

    assert lines(pdf) == ["Indsats: Skovrejsning", "Ansvarlig: Center for Natur", "Frist: 2027"]


@pytest.mark.parametrize("columns", [2, 3])
def test_columns_of_prose_are_no_table(columns: int) -> None:
    pdf = plan()
    with pdf.text_columns(ncols=columns, gutter=5, text_align="JUSTIFY") as text:
        for _ in range(12):
            text.write(PROSE)
            text.ln(8)

    passages = told(pdf)

    assert not any(passage.cells for passage in passages)
    assert " ".join(p.text for p in passages).split() == (PROSE * 12).split()


CELLS = st.text("abcdæøåÆØÅ 12.,%-", min_size=0, max_size=60).map(
    lambda text: " ".join(text.split())
)


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=6))
def test_no_word_of_a_page_is_lost_or_told_twice(rows: list[list[str]]) -> None:
    pdf = plan()
    for row in rows:
        for cell in row:
            pdf.multi_cell(45, 5, cell, border=1, new_x="RIGHT", new_y="TOP", max_line_height=5)
        pdf.ln(25)

    printed = "".join("".join(row) for row in rows)

    assert sorted(letters("".join(words(pdf)))) == sorted(letters(printed))


def words(pdf: FPDF) -> Iterator[str]:
    with pypdfium2.PdfDocument(bytes(pdf.output())) as read:
        for page in read:
            text_page = page.get_textpage()
            for stretch in stretches([*page_lines(text_page.raw, text_page.get_text_range())]):
                if isinstance(stretch, Table):
                    yield from ("".join(cell) for row in stretch.texts() for cell in row)
                else:
                    yield from (line.text for line in stretch)


def letters(text: str) -> str:
    return text.replace(" ", "").replace("\x02", "").replace("-", "")


def test_the_columns_of_a_long_text_are_not_lost(tmp_path: Path) -> None:
    """A cell that is higher than a dozen lines is prose, and is told as it stands."""
    pdf = plan()
    draw(pdf, [("Emne", "Redegørelse"), ("Vand", PROSE * 6)])

    assert (
        " ".join(lines(pdf)).replace(";", "").split()[-4:] == "vådområde holder på vandet.".split()
    )
