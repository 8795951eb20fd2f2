"""What a document is made of before it is split: headings, paragraphs, list items, table rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.personal_numbers import masked

# No database keeps noughts, and no UTF-8 the halves of characters.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
TITLE_CHARACTERS = 200
BLANK = " \t\r\n\f\v\u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table row stands; rows count from 1, `first` and `last` are a sheet's columns."""

    table: str
    row: int
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """What a Markdown file says that the paragraphs above rest on."""

    publisher: str
    url: str | None
    date: str | None


@dataclass(frozen=True, slots=True)
class Block:
    """A heading has a level, a table row a place, an item the number of its list.

    A source backs what stands above it, back to the heading or the source before.
    """

    text: str
    level: int = 0
    page: int | None = None
    item: int = 0
    place: Place | None = None
    source: Source | None = None

    @property
    def blank(self) -> bool:
        return not self.text.strip(BLANK)


def one_line(text: str) -> str:
    """Without line breaks, what no database keeps, and personal numbers."""
    return masked(" ".join(CONTROL.sub(" ", text).split()))


def title_of(text: str) -> str:
    """One line of at most 200 characters: a title is searched and embedded with every passage."""
    return one_line(text)[:TITLE_CHARACTERS].rstrip()


def first_heading(blocks: Sequence[Block]) -> str:
    """The title of a document that names none; empty where it has no heading."""
    return next((title_of(block.text) for block in blocks if block.level), "")
