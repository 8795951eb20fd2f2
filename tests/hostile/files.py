"""Every hostile file, family by family."""

import pytest

from tests.hostile import archives, names, office, pages, pdf, sheets, text

FILES = (
    *archives.FILES,
    *office.FILES,
    *sheets.FILES,
    *pdf.FILES,
    *pages.FILES,
    *text.FILES,
    *names.FILES,
)

# Each takes all the processor time that a file may have; the short fault run reads them.
SLOW = {
    "1000000-divs.html",
    "100000-attributes.html",
    "100000-lists.html",
    "100000-quotes.html",
    "300000-rows.xlsx",
    "headings.md",
}
CASES = [
    pytest.param(file, id=file.name, marks=[pytest.mark.faults] if file.name in SLOW else [])
    for file in FILES
]
