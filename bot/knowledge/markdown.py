"""Reading Markdown, which every kind of document is made into before it is split."""

import re
from dataclasses import dataclass
from typing import Any

from bot.knowledge.pieces import Reader
from bot.knowledge.splitting import Cut, Piece, cuts, joined
from storage.knowledge import Passage

NEW_PAGE = re.compile(r"^\f(\d+)[ \t]*\n?", re.MULTILINE)  # what the readers of files write
LONGEST_TITLE = 200


@dataclass(frozen=True)
class Page:
    """A page of Markdown: what its front matter says, its title and its passages."""

    about: dict[str, Any]
    title: str
    passages: tuple[Passage, ...]


def read_page(markdown: str) -> Page:
    """Split a page into passages: each ends at a heading, a source line or 1,200 characters.

    Raises yaml.YAMLError for front matter that cannot be read.
    """
    reader = Reader()
    first, *rest = NEW_PAGE.split(markdown)
    reader.read(first, None)
    for number, text in zip(rest[::2], rest[1::2], strict=True):
        reader.read(text, int(number))
    pieces = reader.finish()
    whole = joined(pieces)
    passages = (_passage(n, cut, whole) for n, cut in enumerate(cuts(pieces)))
    return Page(reader.about, reader.title[:LONGEST_TITLE], tuple(passages))


def _passage(position: int, cut: Cut, whole: str) -> Passage:
    source = cut.first.source
    return Passage(
        position=position,
        heading=cut.first.heading,
        text=whole[cut.start : cut.end],
        page=cut.first.page,
        cells=_cells(cut.first, cut.last),
        begins=cut.start,
        ends=cut.end,
        publisher=source.publisher if source else None,
        url=source.url if source else None,
        date=source.date if source else None,
    )


def _cells(first: Piece, last: Piece) -> str | None:
    """`Indsatser!A2:F5` of a sheet; `2!3:5` for rows 3 to 5 of the document's second table."""
    if first.table is None:
        return None
    place = first.table
    return f"{place.name}!{place.left}{first.row}:{place.right}{last.row}"
