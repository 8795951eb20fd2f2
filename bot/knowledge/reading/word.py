"""Word documents by python-docx: headings, paragraphs, lists and tables, in their order."""

import io
import re
from collections.abc import Iterator, Mapping

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml import etree

from bot.knowledge.blocks import Block
from bot.knowledge.reading.limits import Refused
from bot.knowledge.tables import table_rows

HEADING = re.compile(r"(?:heading|overskrift) ?([1-9])$", re.IGNORECASE)
TITLES = frozenset(("title", "titel"))
LIST = re.compile(r"list|liste|opstilling|punkt", re.IGNORECASE)
P, TABLE, ROW, CELL, TEXT = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc", "t"))
TAB, BREAKS = qn("w:tab"), frozenset((qn("w:br"), qn("w:cr")))
AROUND = frozenset(qn(f"w:{n}") for n in ("sdt", "sdtContent", "customXml", "ins", "smartTag"))
# What stands in a text box stands there once more for old programs.
AGAIN = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
STYLE, VALUE, OUTLINE = qn("w:pStyle"), qn("w:val"), qn("w:outlineLvl")
NUMBERED, PROPERTIES = qn("w:numPr"), qn("w:pPr")
SPAN, MERGED = qn("w:gridSpan"), qn("w:vMerge")
WIDEST = 100  # columns that one cell may take


def document(raw: bytes) -> tuple[str, int, list[Block]]:
    """Title and blocks; Word knows no pages until it prints. Raises Refused."""
    try:
        word = docx.Document(io.BytesIO(raw))
    except (OpcError, KeyError, ValueError, AttributeError, etree.XMLSyntaxError):
        raise Refused("document.broken") from None
    return word.core_properties.title, 0, list(_blocks(word))


def _blocks(word: Document) -> Iterator[Block]:
    levels, lists, tables = _styles(word), 0, 0
    in_list = False
    for element in _flat(word.element.body):
        if element.tag == TABLE:
            tables += 1
            yield from table_rows(_rows(element), tables)
            in_list = False
            continue
        text = _text(element)
        level, item = _kind(element, levels)
        if item and not in_list:
            lists += 1
        in_list = item
        yield Block(f"- {text}" if item and text else text, level=level, item=lists * item)


def _styles(word: Document) -> Mapping[str, tuple[int, bool]]:
    """For each style: the level of a heading, and whether it is one of a list."""
    found: dict[str, tuple[int, bool]] = {}
    for style in word.styles:
        name = str(style.name or "")
        heading = HEADING.match(name)
        level = int(heading[1]) if heading else int(name.casefold() in TITLES)
        found[style.style_id] = min(level, 6), bool(LIST.match(name))
    return found


def _flat(parent: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables, also those within a content control."""
    waiting = list(reversed(parent))
    while waiting:
        element = waiting.pop()
        if element.tag in AROUND:
            waiting += reversed(element)
        elif element.tag in (P, TABLE):
            yield element


def _kind(paragraph: etree._Element, levels: Mapping[str, tuple[int, bool]]) -> tuple[int, bool]:
    properties = paragraph.find(PROPERTIES)
    if properties is None:
        return 0, False
    style = properties.find(STYLE)
    level, item = levels.get("" if style is None else style.get(VALUE) or "", (0, False))
    outline = properties.find(OUTLINE)
    if outline is not None and (told := outline.get(VALUE) or "").isdecimal() and int(told) < 9:
        level = min(int(told) + 1, 6)
    return level, not level and (item or properties.find(NUMBERED) is not None)


def _text(element: etree._Element) -> str:
    """The words of a paragraph or cell; what was deleted under review is no w:t."""
    words: list[str] = []
    for part in element.iter(TEXT, TAB, P, *BREAKS):
        if part.tag == TEXT:
            again = any(above.tag == AGAIN for above in part.iterancestors(AGAIN))
            words.append("" if again else part.text or "")
        elif part.tag == TAB:
            words.append(" ")
        elif part is not element:
            words.append("\n")
    return "".join(words).strip()


def _rows(table: etree._Element) -> list[list[str]]:
    """A table's cells; what is merged is told in each row and column it covers."""
    rows: list[list[str]] = []
    for row in _inside(table, ROW):
        cells: list[str] = []
        for cell in _inside(row, CELL):
            properties = cell.find(qn("w:tcPr"))
            span = None if properties is None else properties.find(SPAN)
            merged = None if properties is None else properties.find(MERGED)
            text = _text(cell)
            if merged is not None and merged.get(VALUE) != "restart" and rows:
                text = rows[-1][len(cells)] if len(cells) < len(rows[-1]) else text
            cells += [text] * _width(span)
        rows.append(cells)
    return rows


def _inside(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in AROUND:
            yield from _inside(child, tag)


def _width(span: etree._Element | None) -> int:
    told = "1" if span is None else span.get(VALUE) or "1"
    return max(1, min(int(told), WIDEST)) if told.isdecimal() else 1
