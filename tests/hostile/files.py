"""Every hostile file, family by family."""

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
