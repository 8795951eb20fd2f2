"""What stands on a printed page: lines, and the parts of a line that stand apart."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from pypdfium2 import raw as pdfium

APART = 0.5  # of a line's height: wider than most spaces are made to fill a line
WORD = re.compile(r"\S+")


class Part(NamedTuple):
    """Words without a gap: `left` and `right` in points from the page's left edge."""

    text: str
    left: float
    right: float


class Line(NamedTuple):
    """A line as it is printed: `bottom` and `top` in points from the page's lower edge."""

    text: str
    size: float
    left: float
    bottom: float
    top: float
    parts: tuple[Part, ...]


def lines(page: Any, text: str) -> Iterator[Line]:
    """The lines of a page of pdfium's, whose text is `text`."""
    at, letters = 0, Letters(page)
    for printed in text.split("\r\n"):
        if told := printed.strip():
            first = at + len(printed) - len(printed.lstrip())
            yield from letters.lines(first, told.replace("\ufffe", "\x02"))
        at += len(printed) + 2


class Letters:
    """Where the letters of a page stand."""

    def __init__(self, page: Any):
        self._page = page
        self._box = pdfium.FS_RECTF()

    def lines(self, first: int, told: str) -> Iterator[Line]:
        """What pdfium calls one line, which begins at the letter `first`.

        It takes a single letter for the end of a line, also where the next row begins with it.
        """
        if pdfium.FPDFText_CountRects(self._page, first, len(told)) == 1:
            yield self._line(first, [self._word(first, told)], self._height(first))
            return
        row: list[Part] = []
        begin, (bottom, top) = first, self._height(first)
        for found in WORD.finditer(told):
            at = first + found.start()
            below, above = self._height(at)
            if row and not bottom < (below + above) / 2 < top:
                yield self._line(begin, row, (bottom, top))
                row, begin, bottom, top = [], at, below, above
            row.append(self._word(at, found[0]))
        yield self._line(begin, row, (bottom, top))

    def _line(self, first: int, words: Sequence[Part], height: tuple[float, float]) -> Line:
        size = round(pdfium.FPDFText_GetFontSize(self._page, first) * 2) / 2
        parts = tuple(_parts(words, (height[1] - height[0]) * APART))
        text = " ".join([part.text for part in parts])
        return Line(text, size, parts[0].left, *height, parts)

    def _word(self, first: int, word: str) -> Part:
        pdfium.FPDFText_GetLooseCharBox(self._page, first, self._box)
        left = self._box.left
        pdfium.FPDFText_GetLooseCharBox(self._page, first + len(word) - 1, self._box)
        return Part(word, left, self._box.right)

    def _height(self, letter: int) -> tuple[float, float]:
        pdfium.FPDFText_GetLooseCharBox(self._page, letter, self._box)
        return self._box.bottom, self._box.top


def _parts(words: Sequence[Part], apart: float) -> Iterator[Part]:
    """Words of a line put together, unless more than `apart` is left free between them."""
    first = 0
    for at, (word, after) in enumerate(pairwise(words), 1):
        if after.left - word.right > apart:
            yield _joined(words[first:at])
            first = at
    yield _joined(words[first:])


def _joined(words: Sequence[Part]) -> Part:
    return Part(" ".join([word.text for word in words]), words[0].left, words[-1].right)
