"""Blocks to passages: pieces of at most 1,200 characters, each under its heading and on its page.

The text of a version is its blocks one after the other; a passage is a slice of it. Headings are
kept as a passage's path, and stand in the text only where nothing stands under them. Every
format comes by here, so this is where personal numbers are masked, before anything is cut.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from bot.knowledge.blocks import BLANK, CONTROL, Block, Place, Source, one_line
from bot.knowledge.sentences import sentences
from bot.personal_numbers import masked
from storage.terms import Passage

MAX_CHARACTERS = 1200
HEADING_CHARACTERS = 200
TOLD = re.compile(r"\S")


@dataclass(frozen=True, slots=True)
class _Unit:
    """A block, or a part of a long one, in the text."""

    start: int
    end: int
    heading: str
    block: Block

    def goes_with(self, other: "_Unit") -> bool:
        mine, theirs = self.block, other.block
        return (
            self.heading == other.heading
            and mine.page == theirs.page
            and mine.level == theirs.level == 0
            and (mine.place and mine.place.table) == (theirs.place and theirs.place.table)
        )


def split(blocks: Sequence[Block], title: str = "") -> tuple[Passage, ...]:
    """The passages of a document, in order; none if it has nothing but headings.

    What is the document's title already is not told again in the paths below it.
    """
    if all(block.level or block.source or block.blank for block in blocks):
        return ()
    text, units = _joined(blocks, title)
    groups = enumerate(_grouped(units))
    return tuple(_passage(n, text, group, source) for n, (group, source) in groups)


def joined(blocks: Sequence[Block]) -> str:
    """The text of a version, which passages are slices of."""
    return _joined(blocks, "")[0]


def _joined(blocks: Sequence[Block], title: str) -> tuple[str, list[_Unit]]:
    parts, units, at, before = list[str](), list[_Unit](), 0, None
    for heading, block in _under_headings(blocks, title):
        if block.source:
            units.append(_Unit(at, at, heading, block))
            continue
        text = masked(CONTROL.sub(" ", block.text)).strip(BLANK)
        if before is not None:
            gap = "\n" if _close(before, block) else "\n\n"
            parts.append(gap)
            at += len(gap)
        units += [_Unit(at + s, at + e, heading, block) for s, e in _pieces(text)]
        parts.append(text)
        at, before = at + len(text), block
    return "".join(parts), units


def _close(before: Block, block: Block) -> bool:
    """Items of a list and rows of a table are lines, paragraphs stand apart."""
    in_a_list = before.item == block.item > 0
    return in_a_list or (before.place is not None and block.place is not None)


def _under_headings(blocks: Sequence[Block], title: str) -> Iterator[tuple[str, Block]]:
    """What is told, with its path of headings; a heading only where nothing stands under it."""
    told = [_sized(block) for block in blocks if block.source or not block.blank]
    path, heading = list[Block](), _path((), title)
    for block, after in zip_longest(told, told[1:]):
        if not block.level:
            yield heading, block
            continue
        path = [above for above in path if above.level < block.level]
        if after is None or 0 < after.level <= block.level or after.source:
            yield _path(path, title), block
        path.append(block)
        heading = _path(path, title)


def _sized(block: Block) -> Block:
    """What is longer than a heading can be is a paragraph."""
    return (
        replace(block, level=0) if block.level and len(block.text) > HEADING_CHARACTERS else block
    )


def _path(headings: Sequence[Block], title: str) -> str:
    below = [h for h in headings if h.level > 1 or one_line(h.text) != title] or headings
    names = [one_line(heading.text) for heading in below]
    while len(names) > 1 and len(" › ".join(names)) > HEADING_CHARACTERS:
        names.pop(0)
    return " › ".join(names)[:HEADING_CHARACTERS]


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Where a block is cut: after the last sentence that fits, else the last word, else inside."""
    start = 0
    while len(text) - start > MAX_CHARACTERS:
        cut = start + _cut(text[start : start + MAX_CHARACTERS + 1])
        yield start, start + len(text[start:cut].rstrip())
        start = next((found.start() for found in TOLD.finditer(text, cut)), len(text))
    if start < len(text):
        yield start, len(text)


def _cut(window: str) -> int:
    """How much of a window of 1,201 characters is kept."""
    if ended := [s.end for s in sentences(window)[:-1]]:
        return ended[-1]
    words = [space.start() for space in re.finditer(r"\s+", window) if space.start()]
    return words[-1] if words else MAX_CHARACTERS


def _grouped(units: Sequence[_Unit]) -> Iterator[tuple[list[_Unit], Source | None]]:
    """Units that make a passage together, with the source that backs them."""
    waiting: list[list[_Unit]] = []
    for unit in units:
        if waiting and (unit.block.source or unit.heading != waiting[0][0].heading):
            yield from ((group, unit.block.source) for group in waiting)
            waiting = []
        if unit.block.source:
            continue
        fits = waiting and unit.end - waiting[-1][0].start <= MAX_CHARACTERS
        if fits and unit.goes_with(waiting[-1][-1]):
            waiting[-1].append(unit)
        else:
            waiting.append([unit])
    yield from ((group, None) for group in waiting)


def _passage(position: int, text: str, units: Sequence[_Unit], source: Source | None) -> Passage:
    start, end, first = units[0].start, units[-1].end, units[0].block
    return Passage(
        position=position,
        heading=units[0].heading,
        text=text[start:end],
        page=first.page,
        publisher=source.publisher if source else None,
        url=source.url if source else None,
        date=source.date if source else None,
        cells=_cells(first.place, units[-1].block.place),
        start=start,
        end=end,
    )


def _cells(first: Place | None, last: Place | None) -> str | None:
    if first is None or last is None:
        return None
    table = one_line(first.table)
    if first.first:
        return f"{table}!{first.first}{first.row}:{first.last}{last.row}"
    rows = f"{first.row}" if first.row == last.row else f"{first.row}-{last.row}"
    return f"{table}, række {rows}"
