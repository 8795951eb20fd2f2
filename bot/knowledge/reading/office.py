"""Word and PowerPoint: kreuzberg makes Markdown of them, this makes blocks of that."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

import kreuzberg

from bot.knowledge.blocks import Block
from bot.knowledge.reading.limits import PAGES, Refused, check_length
from bot.knowledge.tables import table_rows

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
PAGE = re.compile("\ue000(\\d{1,6})\ue001")  # private letters, which no document should have
HEADING = re.compile(r"(#{1,6})\s+(.*)")
ITEM = re.compile(r"\s*([-*+]|\d+[.)]) +")
RULE = re.compile(r"\|?\s*:?-{2,}[-:| ]*")
PICTURE = re.compile(r"!\[[^\[\]]*\]\([^()\s]*\)")
LINK = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?: \"[^\"]*\")?\)")
STRONG = re.compile(r"(?<!\\)(\*\*)(?=\S)(.+?)(?<=\S)\1")
EMPHASIS = re.compile(r"(?<![\\\w*])(\*)(?=[^\s*])([^*]+?)(?<=\S)\1(?![\w*])")
BREAK = re.compile(r"<br\s*/?>")
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
SPECIAL = re.compile(r"[\\*&<\[]")
CELL = re.compile(r"(?<!\\)\|")
TITLE = re.compile(r"<title\b[^>]*>([^<]*)</title\s*>", re.IGNORECASE)
DEEPEST = 200  # elements
CONTAINER = re.compile(
    r"<(/?)(?:div|table|ul|ol|dl|blockquote|section|article|svg)\b", re.IGNORECASE
)
HEAD_MATTER = re.compile(r"<meta\b[^>]*>", re.IGNORECASE)

CONFIG = kreuzberg.ExtractionConfig(
    use_cache=False,
    enable_quality_processing=False,
    output_format="markdown",
    pages=kreuzberg.PageConfig(
        insert_page_markers=True, marker_format="\n\n\ue000{page_num}\ue001\n\n"
    ),
    concurrency=kreuzberg.ConcurrencyConfig(max_threads=1),
)


def document(kind: str, raw: bytes) -> tuple[str, int, Sequence[Block]]:
    """Title, number of slides and blocks. Raises Refused."""
    try:
        result = kreuzberg.extract_bytes_sync(raw, TYPES[kind], config=CONFIG)
    except kreuzberg.KreuzbergError:
        raise Refused("document.broken") from None
    check_length(len(result.content))
    blocks = list(_blocks(result.content))
    title = result.metadata.get("title")
    return title if isinstance(title, str) else "", _pages(blocks), blocks


def _pages(blocks: Sequence[Block]) -> int:
    last = max((block.page or 0 for block in blocks), default=0)
    if last > PAGES:
        raise Refused("document.too_long")
    return last


def _blocks(markdown: str) -> Iterator[Block]:
    """Groups of lines between empty ones, on their pages."""
    page, tables, lists, fenced = None, 0, 0, False
    for blank, group in groupby(markdown.split("\n"), key=lambda line: not line.strip()):
        if blank:
            continue
        lines = list(group)
        if marked := PAGE.fullmatch(lines[0].strip()):
            page, lines = int(marked[1]), lines[1:]
        for kind, found in groupby(lines, key=_kind):
            same = list(found)
            if kind == "table":
                tables += 1
                rows = [_cells(line) for line in same if not RULE.fullmatch(line.strip())]
                yield from table_rows(rows, tables, page)
            elif kind == "item":
                lists += 1
                yield from (Block(_item(line), page=page, item=lists) for line in same)
            elif kind == "heading":
                yield from (replace(_heading(line), page=page) for line in same)
            elif kind == "fence":
                fenced = not fenced
            else:
                yield Block(_plain(same), page=page)


def _kind(line: str) -> str:
    if line.lstrip().startswith("|"):
        return "table"
    if line.startswith("```"):
        return "fence"
    if HEADING.match(line):
        return "heading"
    return "item" if ITEM.match(line) else "text"


def _heading(line: str) -> Block:
    found = HEADING.fullmatch(line)
    assert found is not None  # noqa: S101 - asked by _kind
    return Block(clean(found[2]), level=len(found[1]))


def _item(line: str) -> str:
    mark = ITEM.match(line)
    assert mark is not None  # noqa: S101 - asked by _kind
    sign = "-" if mark[1] in "*+-" else mark[1]
    return f"{sign} {clean(line[mark.end() :])}"


def _cells(line: str) -> list[str]:
    return [
        clean(cell.strip()) for cell in CELL.split(line.strip().removeprefix("|").removesuffix("|"))
    ]


def _plain(lines: Sequence[str]) -> str:
    return clean(" ".join(line.removeprefix("> ").strip() for line in lines))


def clean(text: str) -> str:
    """The words alone, as a person reads them."""
    if not SPECIAL.search(text):
        return text
    text = LINK.sub(r"\1", PICTURE.sub("", BREAK.sub(" ", text)))
    text = EMPHASIS.sub(r"\2", STRONG.sub(r"\2", text))
    return html.unescape(ESCAPED.sub(r"\1", text)).strip()
