"""From Markdown's tokens to the pieces of a document, under their headings."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.front_matter import front_matter_plugin

from bot.knowledge.splitting import Piece, Source, Table
from prompts.dates import is_source_date

UNDATED = "udateret"
SOURCE = re.compile(
    r"^Kilde: (?:\[(?P<name>[^\]]+)\]\((?P<url>https?://[^)\s]+)\)|(?P<bare>[^,\[]+)),"
    r" (?P<date>udateret|\d{4}(?:-\d\d){0,2})$"
)
CELLS = re.compile(
    r"<!-- cells: (?P<sheet>.*)!(?P<left>[A-Z]+)(?P<row>\d+):(?P<right>[A-Z]+)\d+ -->"
)
REMARK = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
PATH = " › "

_markdown = MarkdownIt("commonmark").enable("table").use(front_matter_plugin)


class Reader:
    """Reads the text of one document, page after page."""

    def __init__(self) -> None:
        self.about: dict[str, Any] = {}
        self.title = ""
        self._pieces: list[Piece] = []
        self._headings: list[tuple[int, str]] = []
        self._tables = 0
        self._place: tuple[Table, int] | None = None  # of the table that follows, in its sheet
        self._unsourced = 0  # pieces from here on wait for a source line
        self._bare = False  # whether nothing stands under the last heading yet

    def read(self, markdown: str, page: int | None) -> None:
        """Take in a page, or a document that has none. Raises yaml.YAMLError."""
        for block in _blocks(_markdown.parse(markdown)):
            self._take(block, page)

    def finish(self) -> Sequence[Piece]:
        """All pieces, in order."""
        self._keep_bare_heading()
        return self._pieces

    def _take(self, block: Sequence[Token], page: int | None) -> None:
        first = block[0]
        if not self.title:
            self.title = next((_plain(t) for t in block if t.type == "inline"), "")
        match first.type:
            case "front_matter":
                about = yaml.safe_load(first.content)
                self.about = about if isinstance(about, dict) else {}
            case "heading_open":
                self._heading(int(first.tag[1]), _plain(block[1]))
            case "table_open":
                self._table(block, page)
            case "html_block" if place := CELLS.match(first.content.strip()):
                table = Table(place["sheet"], place["left"], place["right"])
                self._place = table, int(place["row"])
            case _:
                self._text(_text(block), page)

    def _heading(self, level: int, text: str) -> None:
        while self._headings and self._headings[-1][0] >= level:
            self._keep_bare_heading()
            self._headings.pop()
        self._headings.append((level, text))
        self._bare, self._unsourced = True, len(self._pieces)

    def _keep_bare_heading(self) -> None:
        """A heading with nothing under it is itself what is said there; a title alone is not."""
        if self._bare and len(self._headings) > 1:
            above = self._path(self._headings[:-1])
            self._pieces.append(Piece(self._headings[-1][1], above))
        self._bare = False

    def _path(self, headings: Sequence[tuple[int, str]]) -> str:
        """The headings that a piece stands under; the title goes without saying."""
        texts = [text for _, text in headings]
        return PATH.join(texts[1:] if len(texts) > 1 and texts[0] == self.title else texts)

    def _text(self, text: str, page: int | None) -> None:
        source = _source(text)
        if source is not None:
            since = self._pieces[self._unsourced :]
            self._pieces[self._unsourced :] = [replace(p, source=source) for p in since]
            self._unsourced = len(self._pieces)
        elif text.strip():  # a picture alone says nothing that can be cited
            self._add(Piece(text, self._path(self._headings), page))

    def _table(self, block: Sequence[Token], page: int | None) -> None:
        self._tables += 1
        table, first = self._place or (Table(str(self._tables)), 1)
        self._place = None
        for number, row in enumerate(_rows(block), first):
            if row:
                self._add(Piece(row, self._path(self._headings), page, table, number))

    def _add(self, piece: Piece) -> None:
        self._bare = False
        self._pieces.append(piece)


def _blocks(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """The tokens of each block at the top of the page."""
    start = 0
    for end, token in enumerate(tokens, 1):
        if token.level == 0 and token.nesting <= 0:
            yield tokens[start:end]
            start = end


def _text(block: Sequence[Token]) -> str:
    """A block as plain text: a list's items stay lines."""
    lines, marker = list[str](), ""
    for token in block:
        match token.type:
            case "list_item_open":
                marker = f"{token.info}{token.markup} " if token.info else "- "
            case "inline":
                lines.append(marker + _plain(token))
                marker = ""
            case "fence" | "code_block":
                lines.append(token.content.rstrip())
            case "html_block":
                lines.append(REMARK.sub("", token.content).strip())
    return "\n".join(lines)


def _plain(inline: Token) -> str:
    """The words, without emphasis; a source line keeps its link."""
    if inline.content.startswith("Kilde: "):
        return inline.content
    kept = {"softbreak": " ", "hardbreak": "\n"}
    return "".join(kept.get(t.type, t.content) for t in inline.children or ())


def _rows(block: Sequence[Token]) -> Iterator[str]:
    """Each row of a table in one line, its cells under their headings: `Sektor: Landbrug`."""
    headings: list[str] | None = None
    cells = list[str]()
    for token in block:
        if token.type == "inline":
            cells.append(" ".join(_plain(token).split()))
        elif token.type == "tr_close":
            if headings is None:
                headings = cells
            else:
                yield _row(headings, cells)
            cells = []


def _row(headings: Sequence[str], cells: Sequence[str]) -> str:
    named = zip(headings, cells, strict=False)
    return "; ".join(f"{name}: {cell}" if name else cell for name, cell in named if cell)


def _source(text: str) -> Source | None:
    found = SOURCE.match(text)
    if found is None or not (found["date"] == UNDATED or is_source_date(found["date"])):
        return None
    date = None if found["date"] == UNDATED else found["date"]
    return Source(found["name"] or found["bare"], found["url"], date)
