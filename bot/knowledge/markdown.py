"""Reading Markdown: front matter, headings, and a source line under what it backs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.front_matter import front_matter_plugin

from prompts.dates import is_source_date
from storage.knowledge import Passage

MAX_CHARACTERS = 1200
UNDATED = "udateret"
SOURCE = re.compile(
    r"^Kilde: (?:\[(?P<name>[^\]]+)\]\((?P<url>https?://[^)\s]+)\)|(?P<bare>[^,\[]+)),"
    r" (?P<date>udateret|\d{4}(?:-\d\d){0,2})$"
)


@dataclass(frozen=True)
class Page:
    """A page of Markdown: what its front matter says, its title and its passages."""

    about: dict[str, Any]
    title: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class _Piece:
    """A paragraph or list as it was written, under its heading."""

    heading: str
    text: str


def read_page(markdown: str) -> Page:
    """Split a page into passages: each ends at a heading, a source line or 1,200 characters.

    Raises yaml.YAMLError for front matter that cannot be read.
    """
    parsed = MarkdownIt("commonmark").use(front_matter_plugin).parse(markdown)
    about = next((yaml.safe_load(t.content) for t in parsed if t.type == "front_matter"), None)
    pieces = list(_pieces(parsed))
    title = next((t.content for t in parsed if t.type == "inline"), "")
    numbered = (replace(p, position=n) for n, p in enumerate(_passages(pieces)))
    return Page(about if isinstance(about, dict) else {}, title, tuple(numbered))


def _pieces(parsed: Sequence[Token]) -> Iterator[_Piece]:
    """Each block at the top of the page as plain text: a list's items stay lines."""
    heading, lines, marker, in_heading = "", list[str](), "", False
    for token in parsed:
        match token.type:
            case "heading_open":
                in_heading = True
            case "heading_close":
                in_heading = False
            case "list_item_open":
                marker = f"{token.info}{token.markup} " if token.info else "- "
            case "inline" if in_heading:
                heading = _plain(token)
            case "inline":
                lines.append(marker + _plain(token))
                marker = ""
            case "fence" | "code_block":
                lines.append(token.content.rstrip())
        if token.level == 0 and token.nesting <= 0 and lines:
            text = "\n".join(lines)
            lines = []
            if text.strip():  # a picture alone says nothing that can be cited
                yield _Piece(heading, text)


def _plain(inline: Token) -> str:
    """The words, without emphasis; a source line keeps its link."""
    if inline.content.startswith("Kilde: "):
        return inline.content
    kept = {"softbreak": " ", "hardbreak": "\n"}
    return "".join(kept.get(t.type, t.content) for t in inline.children or ())


def _passages(pieces: Sequence[_Piece]) -> Iterator[Passage]:
    waiting: list[_Piece] = []
    for piece in pieces:
        source = SOURCE.match(piece.text)
        if source and (source["date"] == UNDATED or is_source_date(source["date"])):
            yield from _with_source(waiting, source)
            waiting = []
            continue
        length = sum(len(p.text) for p in waiting)
        if waiting and (
            waiting[0].heading != piece.heading or length + len(piece.text) > MAX_CHARACTERS
        ):
            yield _joined(waiting)
            waiting = []
        waiting.append(piece)
    if waiting:
        yield _joined(waiting)


def _with_source(pieces: Sequence[_Piece], source: re.Match[str]) -> Iterator[Passage]:
    if pieces:
        dated = None if source["date"] == UNDATED else source["date"]
        yield replace(
            _joined(pieces),
            publisher=source["name"] or source["bare"],
            url=source["url"],
            date=dated,
        )


def _joined(pieces: Sequence[_Piece]) -> Passage:
    text = "\n\n".join(piece.text for piece in pieces)
    return Passage(position=0, heading=pieces[0].heading, text=text)
