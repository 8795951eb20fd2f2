"""Workbooks that are small on disk and endless on paper."""

from functools import partial

from tests.hostile.archives import BODY, repacked
from tests.hostile.good import SAYS
from tests.hostile.hostile_file import BOMB, BROKEN, EMPTY, STOPPED, either, read, refused
from tests.hostile.office import words

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LAST = "XFD1048576"  # the last cell that a sheet can have
FIRST = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{SAYS}</t></is></c></row>'
STRINGS = "xl/sharedStrings.xml"


def workbook(rows: str, before: str = "", after: str = "", strings: str = "") -> bytes:
    """The good workbook with these rows, and what may stand before and after them."""
    data = f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    table = f'<sst xmlns="{MAIN}">{strings}</sst>'
    return repacked("xlsx", {BODY["xlsx"]: data.encode(), STRINGS: table.encode()})


def cell(place: str, value: str, kind: str = "n") -> str:
    return f'<c r="{place}" t="{kind}"><v>{value}</v></c>'


def letters(column: int) -> str:
    """The name of a column, counted from 0."""
    return (letters(column // 26 - 1) if column >= 26 else "") + chr(65 + column % 26)


def sparse() -> bytes:
    last = f'<row r="1048576"><c r="{LAST}" t="inlineStr"><is><t>Samsø</t></is></c></row>'
    return workbook(FIRST + last)


def wide() -> bytes:
    cells = "".join(cell(f"{letters(n)}2", str(n)) for n in range(16_384))
    return workbook(f'{FIRST}<row r="2">{cells}</row>')


def tall(rows: int) -> bytes:
    lines = (f'<row r="{n}">{cell(f"A{n}", str(n * 7919))}</row>' for n in range(2, rows + 2))
    return workbook(FIRST + "".join(lines))


def repeated_string() -> bytes:
    """A text of 100,000 characters in 200,000 cells."""
    cells = (f'<row r="{n}">{cell(f"A{n}", "0", "s")}</row>' for n in range(1, 200_001))
    return workbook("".join(cells), strings=f"<si><t>{words(100_000)}</t></si>")


def merged(*ranges: str) -> bytes:
    merges = "".join(f'<mergeCell ref="{place}"/>' for place in ranges)
    return workbook(FIRST, after=f"<mergeCells>{merges}</mergeCells>")


def formula(cached: str) -> bytes:
    command = "<f>cmd|' /C calc'!A0</f>"
    made = f'<row r="2"><c r="A2" t="str">{command}{cached}</c></row>'
    return workbook(FIRST + made)


def value(text: str, kind: str = "n") -> bytes:
    return workbook(f'{FIRST}<row r="2">{cell("A2", text, kind)}</row>')


FILES = (
    either("last-cell.xlsx", sparse, BROKEN, BOMB, *STOPPED),
    read("claims-every-cell.xlsx",
         partial(workbook, FIRST, f'<dimension ref="A1:{LAST}"/>'), SAYS),
    read("16384-columns.xlsx", wide, SAYS),
    either("300000-rows.xlsx", partial(tall, 300_000), *STOPPED, says=SAYS),
    refused("one-text-everywhere.xlsx", repeated_string, BOMB, *STOPPED),
    either("no-such-text.xlsx", partial(value, "999999999", "s"), BROKEN, says=SAYS),
    either("text-minus-one.xlsx", partial(value, "-1", "s"), BROKEN, says=SAYS),
    read("all-merged.xlsx", partial(merged, f"A1:{LAST}"), SAYS),
    read("100000-merged.xlsx",
         partial(merged, *(f"A{n}:B{n}" for n in range(2, 100_002))), SAYS),
    either("merged-nonsense.xlsx", partial(merged, "B9:A1", "A0:", "ÆØÅ"), BROKEN, says=SAYS),
    read("command.xlsx", partial(formula, "<v>Grøn fjernvarme</v>"), SAYS, "cmd|"),
    read("command-uncounted.xlsx", partial(formula, ""), SAYS, "cmd|"),
    *(either(f"number-{text}.xlsx", partial(value, text), BROKEN, says=SAYS)
      for text in ("1e308", "-1e308", "NaN", "1e999", "klimaplan")),
    either("date-minus-million.xlsx", partial(value, "-1000000", "d"), BROKEN, says=SAYS),
    either("cell-beyond.xlsx", lambda: workbook(
        FIRST + f'<row r="9">{cell("ZZZZZZZ99999999999999", "1")}</row>'),
           BROKEN, *STOPPED, says=SAYS),
    either("row-beyond.xlsx", lambda: workbook(
        FIRST + f'<row r="4294967296">{cell("A4294967296", "1")}</row>'), BROKEN, says=SAYS),
    refused("blank.xlsx", partial(workbook, ""), EMPTY),
)  # fmt: skip
