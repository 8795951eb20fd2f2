"""Which column of somebody's sheet is which field of an action."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from bot.knowledge.reading import Sheet, Workbook
from bot.status.catalogue.cells import FIELDS
from prompts import LANGUAGES

LIST = Path(__file__).parent / "headings.yaml"
MUNICIPALITY = "municipality"
TITLE = "title"
MOST_COLUMNS = 100  # of a catalogue; a sheet may have thousands
MOST_SHEETS = 20  # that are looked through
FIRST_ROWS = 20  # among which the headings stand, below the sheet's own title and notes


@dataclass(frozen=True)
class Column:
    """A column by its place, counted from 0. `field`: what is read from it, if anything."""

    at: int
    heading: str
    field: str | None


@dataclass(frozen=True)
class Found:
    """The sheet with the actions, its columns, and where its headings stand."""

    sheet: Sheet
    at: int
    columns: Sequence[Column]

    @property
    def fields(self) -> Mapping[str, Column]:
        return {column.field: column for column in self.columns if column.field}

    @property
    def rows(self) -> Sequence[tuple[int, Sequence[str]]]:
        """Each row below the headings that is not empty, by its number in the sheet."""
        first = self.sheet.first + self.at + 1
        below = enumerate(self.sheet.rows[self.at + 1 :], first)
        return [(number, row) for number, row in below if any(row)]


def find_columns(book: Workbook) -> Found | None:
    """The row of headings that tells most; None where no column holds titles of actions."""
    found = [
        Found(sheet, at, columns_of(row))
        for sheet in book.sheets[:MOST_SHEETS]
        for at, row in enumerate(sheet.rows[:FIRST_ROWS])
    ]
    titled = [one for one in found if TITLE in one.fields]
    return max(titled, key=lambda one: len(one.fields), default=None)


def columns_of(headings: Sequence[str]) -> Sequence[Column]:
    """Every heading with the field that it names best; no field has two columns."""
    headings = headings[:MOST_COLUMNS]
    told = [_spelled(heading) for heading in headings]
    ranked = sorted(
        (-_likeness(heading, name), at, field)
        for at, heading in enumerate(told)
        for name, field in _names().items()
        if _likeness(heading, name)
    )
    taken: dict[int, str] = {}
    for _, at, field in ranked:
        if at not in taken and field not in taken.values():
            taken[at] = field
    return [Column(at, heading, taken.get(at)) for at, heading in enumerate(headings) if heading]


def _likeness(heading: str, name: str) -> float:
    """2 for the same words; else the share of the heading's words that the name covers."""
    if heading == name:
        return 2.0
    said, named = heading.split(), name.split()
    return len(named) / len(said) if said and set(named) <= set(said) else 0.0


@cache
def _names() -> Mapping[str, str]:
    """Every way to name a field, with the field."""
    others: Mapping[str, Sequence[str]] = yaml.safe_load(LIST.read_text("utf-8"))
    names = {_spelled(name): field for field, ways in others.items() for name in ways}
    ours = {_spelled(one.heading(lang)): one.name for one in FIELDS for lang in LANGUAGES}
    return names | ours


def _spelled(heading: str) -> str:
    """`CO₂-effekt (ton/år)` is `co2 effekt`."""
    plain = re.sub(r"\([^)]*\)|\[[^]]*\]", " ", heading.casefold().replace("₂", "2"))
    return " ".join(re.findall(r"\w+", plain))
