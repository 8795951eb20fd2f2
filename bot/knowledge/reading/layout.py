"""From the lines of a PDF's pages to blocks."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from bot.knowledge.blocks import Block
from bot.knowledge.reading.printed import Line

EDGE = 2  # lines at the top and bottom of a page that may be a running head or foot
PAGES_ALIKE = 3
WIDER = 1.35  # than the usual distance of lines: a new paragraph
HEADING_CHARACTERS = 160
BULLET = re.compile(r"[•▪◦●‣∙·–-]\s")
DIVIDED = ("-", "\x02")  # pdfium writes the second for a hyphen at the end of a line
HYPHENATED = re.compile(r"[^\W\d_]{2,}[-\x02]$")
GOES_ON = re.compile(r"(?!(?:og|eller|samt|and|or|und)\b)[a-zæøå]")
DIGITS = re.compile(r"\d+")


def without_repeated(pages: Sequence[list[Line]]) -> Sequence[list[Line]]:
    """Pages less what stands at the edge of most of them, page numbers aside."""
    if len(pages) < PAGES_ALIKE:
        return pages
    seen = Counter(key for page in pages for key in {_key(line) for line in _edges(page)})
    often = {key for key, n in seen.items() if n >= max(PAGES_ALIKE, len(pages) // 2)}
    return [_trimmed(page, often) for page in pages] if often else pages


def _edges(page: Sequence[Line]) -> Sequence[Line]:
    """The lines that are highest and lowest: pages need not be written in reading order.

    Of a page with few lines each may be what the page is about.
    """
    if len(page) <= 2 * EDGE:
        return ()
    by_height = sorted(page, key=lambda line: -line.bottom)
    return [*by_height[:EDGE], *by_height[-EDGE:]]


def _trimmed(page: list[Line], often: set[tuple[str, int]]) -> list[Line]:
    drop = {id(line) for line in _edges(page) if _key(line) in often}
    return [line for line in page if id(line) not in drop]


def _key(line: Line) -> tuple[str, int]:
    """The same words at the same height, whatever the number of the page."""
    return DIGITS.sub("#", line.text), round(line.bottom / 2)


def paragraphs(page: Sequence[Line], number: int, levels: Mapping[float, int]) -> Iterator[Block]:
    """Headings by size; paragraphs by distance; bullets as items of a list."""
    gaps = [a.bottom - b.bottom for a, b in pairwise(page) if a.size == b.size]
    down = sorted(gap for gap in gaps if gap > 0)
    usual = down[len(down) // 4] if down else 0.0  # most paragraphs are short: not the median
    waiting: list[Line] = []
    for line in page:
        if waiting and _begins(waiting[-1], line, usual):
            yield _block(waiting, number, levels)
            waiting = []
        waiting.append(line)
    if waiting:
        yield _block(waiting, number, levels)


def _begins(before: Line, line: Line, usual: float) -> bool:
    """Whether a line begins something new."""
    gap = before.bottom - line.bottom
    wide = max(usual, before.size) * WIDER
    return before.size != line.size or not 0 <= gap <= wide or bool(BULLET.match(line.text))


def _block(lines: Sequence[Line], number: int, levels: Mapping[float, int]) -> Block:
    text = mended([line.text for line in lines])
    level = levels.get(lines[0].size, 0) if len(text) <= HEADING_CHARACTERS else 0
    item = 1 if BULLET.match(text) else 0
    return Block(text, level=level, page=number, item=item)


def mended(lines: Sequence[str]) -> str:
    """One paragraph of lines; a word that was divided is whole again where that is sure.

    'klima-' and 'tilpasning' are one word, 'land-' and 'og skovbrug' are not, 'CO2-' keeps its
    hyphen.
    """
    if not any(line.endswith(DIVIDED) for line in lines[:-1]):
        return " ".join(lines).replace("\x02", "-")
    text = lines[0]
    for line in lines[1:]:
        ends = text[-40:]
        if ends.endswith(DIVIDED) and GOES_ON.match(line):
            text = (text[:-1] if HYPHENATED.search(ends) else text) + line
        else:
            text = f"{text} {line}"
    return text.replace("\x02", "-")
