"""Cutting a document's text into passages, so that nothing is lost and nothing stands twice."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.knowledge.sentences import sentences

MAX_CHARACTERS = 1200
BETWEEN = "\n\n"  # two pieces


@dataclass(frozen=True)
class Source:
    """What a passage rests on, where a page says it for each."""

    publisher: str
    url: str | None
    date: str | None


@dataclass(frozen=True)
class Table:
    """Where a table stands: its sheet and columns, or only which of the document's it is."""

    name: str
    left: str = ""
    right: str = ""


@dataclass(frozen=True)
class Piece:
    """A paragraph, a list, or one row of a table."""

    text: str
    heading: str
    page: int | None = None
    table: Table | None = None
    row: int | None = None
    source: Source | None = None

    def shares(self, other: "Piece") -> bool:
        """Whether both may stand in one passage: same heading, page, table and source line."""
        return (
            self.heading == other.heading
            and self.page == other.page
            and self.table == other.table
            and self.source is other.source
        )


@dataclass(frozen=True)
class Cut:
    """One passage: where it stands in the joined text, and the pieces that it is made of."""

    start: int
    end: int
    first: Piece
    last: Piece


def joined(pieces: Iterable[Piece]) -> str:
    """The whole text, of which every passage is a slice."""
    return BETWEEN.join(piece.text for piece in pieces)


def cuts(pieces: Sequence[Piece]) -> Iterator[Cut]:
    """Passages of at most 1,200 characters; each of pieces that may share one."""
    waiting: Cut | None = None
    for atom in _atoms(pieces):
        if waiting is not None and _fits(waiting, atom):
            waiting = Cut(waiting.start, atom.end, waiting.first, atom.last)
            continue
        if waiting is not None:
            yield waiting
        waiting = atom
    if waiting is not None:
        yield waiting


def _fits(waiting: Cut, atom: Cut) -> bool:
    return waiting.first.shares(atom.first) and atom.end - waiting.start <= MAX_CHARACTERS


def _atoms(pieces: Sequence[Piece]) -> Iterator[Cut]:
    """What is not cut further unless it is too long for a passage by itself."""
    start = 0
    for piece in pieces:
        for begins, ends in _slices(piece.text):
            yield Cut(start + begins, start + ends, piece, piece)
        start += len(piece.text) + len(BETWEEN)


def _slices(text: str) -> Iterator[tuple[int, int]]:
    """The whole text if it is short; else its lines, sentences, words, or just so many letters."""
    if len(text) <= MAX_CHARACTERS:
        yield 0, len(text)
        return
    for begins, ends in _narrowed(text, _lines(text)):
        if ends - begins <= MAX_CHARACTERS:
            yield begins, ends
            continue
        for start, end in _narrowed(text, _sentences(text, begins, ends)):
            yield from _by_words(text, start, end)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    return ((m.start(), m.end()) for m in re.finditer(r"[^\n]+", text))


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """From one sentence's beginning to the next's, so that what is between them is in one."""
    begins = [start + s.start for s in sentences(text[start:end])]
    begins[:1] = [start]
    return zip(begins, [*begins[1:], end], strict=True)


def _by_words(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > MAX_CHARACTERS:
        space = text.rfind(" ", start + 1, start + MAX_CHARACTERS + 1)
        cut = space if space > start else start + MAX_CHARACTERS
        yield from _narrowed(text, [(start, cut)])
        start = cut
    yield from _narrowed(text, [(start, end)])


def _narrowed(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Without the white space around them, and without those that are nothing else."""
    for start, end in spans:
        inner = text[start:end]
        if inner.strip():
            lead = len(inner) - len(inner.lstrip())
            yield start + lead, start + len(inner.rstrip())
