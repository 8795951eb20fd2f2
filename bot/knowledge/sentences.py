"""Cutting a passage into sentences that are found in it word for word."""

import re
from dataclasses import dataclass

_ABBREVIATIONS = frozenset(
    "bl.a. ca. dvs. e.g. ekskl. f.eks. fx. i.e. ift. inkl. jf. kl. nr. osv. pga.".split()
)
_UNITS = frozenset("kr. mia. mio. pct. stk.".split())  # they end a sentence before a new word
_NEW_WORD = re.compile(r"(?!Kroner|Ton|Euro)(?:[A-ZÆØÅ][a-zæøå]|I )")
LONGEST_MARK = 20  # characters before a full stop that may be an abbreviation or a number
_ORDINAL = re.compile(r"(?<!\d)\d{1,2}\.$")  # a year ends a sentence more often than not
_BREAK = re.compile(r"(?<=[.!?])[ \t]+(?=[A-ZÆØÅ\"”»(])|\n+")
_MARKER = re.compile(r"\s*(?:[-*•]|\d+[.)]) ")


@dataclass(frozen=True)
class Sentence:
    """Where a sentence stands in its text, and whether the next goes on in the same line."""

    start: int
    end: int
    goes_on: bool


def sentences(text: str) -> list[Sentence]:
    """The sentences and list items of a text, in order."""
    cut: list[Sentence] = []
    start = 0
    for gap in _BREAK.finditer(text):
        new_line = "\n" in gap.group()
        before = text[max(start, gap.start() - LONGEST_MARK) : gap.start()].split()
        if not new_line and before and _carries_on(before[-1], text, gap.end()):
            continue
        cut.append(Sentence(_after_marker(text, start), gap.start(), goes_on=not new_line))
        start = gap.end()
    cut.append(Sentence(_after_marker(text, start), len(text), goes_on=False))
    return [s for s in cut if text[s.start : s.end].strip()]


def _after_marker(text: str, start: int) -> int:
    """A list item begins after its bullet or number."""
    marker = _MARKER.match(text, start)
    return marker.end() if marker else start


def _carries_on(word: str, text: str, after: int) -> bool:
    """A full stop after 'ca.' or 'den 4.' ends no sentence, nor one after '46 pct.' before CO2."""
    if word.lower() in _UNITS:
        return not _NEW_WORD.match(text, after)
    return word.lower() in _ABBREVIATIONS or _ORDINAL.match(word) is not None
