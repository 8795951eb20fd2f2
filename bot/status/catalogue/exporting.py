"""From the catalogue to a sheet that is read back as it was."""

import csv
import io
import re
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from bot.status.catalogue.cells import FIELDS
from prompts import text
from storage.actions import KeptAction

WIDE, NARROW = 40, 16  # characters
WIDE_FIELDS = ("title", "purpose")
EFFECT = 1 + [field.name for field in FIELDS].index("effect")  # the column
WRAPPED = {"text_wrap": True, "valign": "top"}
ROWS = 1000  # of a template, in which our words can be chosen
FORMULA = re.compile("'*[=+@-]")  # what a spreadsheet would work out instead of showing


def xlsx_sheet(kept: Sequence[KeptAction], language: str) -> bytes:
    """A workbook; without actions it is a template."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet(text("action.sheet", language))
        _write_headings(book, sheet, language)
        _write_rows(book, sheet, kept, language)
        _offer_words(sheet, language)
        sheet.freeze_panes(1, 3)
        sheet.autofilter(0, 0, max(len(kept), 1), len(FIELDS))
    return made.getvalue()


def _write_headings(book: Any, sheet: Any, language: str) -> None:
    bold = book.add_format({"bold": True, **WRAPPED})
    sheet.set_column(0, len(FIELDS), NARROW)
    for at, heading in enumerate(_headings(language)):
        sheet.write_string(0, at, heading, bold)
    for at, field in enumerate(FIELDS, 1):
        if field.name in WIDE_FIELDS:
            sheet.set_column(at, at, WIDE)


def _write_rows(book: Any, sheet: Any, kept: Sequence[KeptAction], language: str) -> None:
    """No cell is a formula or a link, whatever it looks like; tonnes are numbers."""
    plain = book.add_format(WRAPPED)
    figure = book.add_format({"num_format": "#,##0.###", "valign": "top"})
    for number, one in enumerate(kept, 1):
        for at, cell in enumerate(_row(one, language)):
            sheet.write_string(number, at, cell, plain)
        if one.action.effect and one.action.effect.tonnes is not None:
            sheet.write_number(number, EFFECT, one.action.effect.tonnes, figure)


def _offer_words(sheet: Any, language: str) -> None:
    """Where one of our words is to stand, they can be chosen."""
    for at, field in enumerate(FIELDS, 1):
        words = [text(key, language) for key in field.words.values()]
        if words:
            sheet.data_validation(1, at, ROWS, at, {"validate": "list", "source": words})


def csv_sheet(kept: Sequence[KeptAction], language: str) -> bytes:
    """As Excel opens it in Denmark: with semicolons, in UTF-8 with its mark."""
    made = io.StringIO()
    rows = csv.writer(made, delimiter=";", lineterminator="\r\n")
    rows.writerow(_headings(language))
    rows.writerows([_as_text(cell) for cell in _row(one, language)] for one in kept)
    return made.getvalue().encode("utf-8-sig")


def _as_text(cell: str) -> str:
    return f"'{cell}" if FORMULA.match(cell) else cell


def _headings(language: str) -> Sequence[str]:
    whose = text("action.field.municipality", language)
    return [whose, *(field.heading(language) for field in FIELDS)]


def _row(one: KeptAction, language: str) -> Sequence[str]:
    return [one.organisation.name, *(field.show(one.action, language) for field in FIELDS)]
