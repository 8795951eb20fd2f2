"""Reading Markdown: front matter, headings, and a source line under what it backs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.front_matter import front_matter_plugin

from bot.knowledge.blocks import Block, Source, first_heading, title_of
from bot.knowledge.splitting import split
from bot.knowledge.tables import table_rows
from bot.personal_numbers import masked
from prompts.dates import is_source_date
from storage.terms import Passage

UNDATED = "udateret"
SOURCE = re.compile(
    r"^Kilde: (?:\[(?P<name>[^\]]+)\]\((?P<url>https?://[^)\s\x00-\x1f\x7f-\x9f]{1,2000})\)|(?P<bare>[^,\[]+)),"
    r" (?P<date>udateret|\d{4}(?:-\d\d){0,2})$"
)
LIKE_FRONT_MATTER = re.compile(r"[^\w#|]*---")  # whatever blanks and marks stand before it
PARSER = MarkdownIt("commonmark").enable("table").use(front_matter_plugin)


@dataclass(frozen=True)
class Page:
    """A page of Markdown: what its front matter says, its title and its passages."""

    about: dict[str, Any]
    title: str
    passages: tuple[Passage, ...]


def read_page(markdown: str) -> Page:
    """Split a page into passages: each ends at a heading, a source line or 1,200 characters.

    Raises yaml.YAMLError or ValueError for front matter that cannot be read.
    """
    parsed = PARSER.parse(markdown)
    about, blocks = _about(markdown, parsed), tuple(_blocks(parsed))
    title = first_heading(blocks)
    return Page(about, title, split(blocks, title))


def _about(markdown: str, parsed: Sequence[Token]) -> dict[str, Any]:
    """The front matter. What only looks like one may be meant to close the page to others."""
    front = next((token.content for token in parsed if token.type == "front_matter"), None)
    if front is None and LIKE_FRONT_MATTER.match(markdown):
        raise ValueError("front matter that does not begin or end")
    about = yaml.safe_load(front or "") or {}
    if not isinstance(about, dict) or len(_names(front or "")) > len(about):
        raise ValueError("front matter without names, or with one twice")
    return about


def _names(front: str) -> Sequence[Any]:
    """Each name of front matter, as often as it stands there."""
    node = yaml.compose(front, yaml.SafeLoader)
    return node.value if isinstance(node, yaml.MappingNode) else ()


def _blocks(parsed: Sequence[Token]) -> Iterator[Block]:
    """Each block as plain text; a list's items and a table's rows are lines."""
    marker, level, rows, tables, lists = "", 0, list[list[str]](), 0, 0
    for token in parsed:
        match token.type:
            case "heading_open":
                level = int(token.tag[1:])
            case "heading_close":
                level = 0
            case "bullet_list_open" | "ordered_list_open" if token.level == 0:
                lists += 1
            case "list_item_open":
                marker = f"{token.info}{token.markup} " if token.info else "- "
            case "tr_open":
                rows.append([])
            case "table_close":
                tables += 1
                yield from table_rows(rows, tables)
                rows = []
            case "inline" if rows:
                rows[-1].append(_plain(token))
            case "inline" if token.level == 1 and (source := _source(token.content)):
                yield Block("", source=source)
            case "inline":
                yield Block(
                    marker + _plain(token), level=level, item=lists if token.level > 1 else 0
                )
                marker = ""
            case "fence" | "code_block":
                yield Block(token.content.rstrip())


def _source(line: str) -> Source | None:
    """What a source line names, if it is one."""
    found = SOURCE.match(line)
    if not found or not (found["date"] == UNDATED or is_source_date(found["date"])):
        return None
    dated = None if found["date"] == UNDATED else found["date"]
    url = masked(found["url"]) if found["url"] else None
    return Source(title_of(found["name"] or found["bare"]), url, dated)


def _plain(inline: Token) -> str:
    """The words, without emphasis; a source line keeps its link."""
    if inline.content.startswith("Kilde: "):
        return inline.content
    kept = {"softbreak": " ", "hardbreak": "\n"}
    return "".join(kept.get(t.type, t.content) for t in inline.children or ())
