"""From the bytes of a file to what is told of it: the one place that knows every format."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from bot.knowledge.blocks import Block, first_heading, title_of
from bot.knowledge.reading import pdf, sheets, slides, texts, web, word
from bot.knowledge.reading.content import bytes_of, checked, suffix_of
from bot.knowledge.reading.limits import Refused, check_length
from bot.knowledge.reading.result import Reading
from bot.knowledge.splitting import split


def read_document(path: Path, name: str) -> Reading:
    """Read a file whose name is `name`. Raises Refused with the reason's key."""
    if not path.exists():
        raise Refused("document.not_there")
    suffix_of(name)
    raw = bytes_of(path)
    kind = checked(name, raw)
    # Of the bytes: what was kept before personal numbers were masked counts as unchanged, so it
    # does not go away by ingesting again. Nothing had been released by then.
    content_hash = hashlib.sha256(raw).hexdigest()
    if kind == "md" or (kind == "txt" and texts.has_front_matter(raw)):
        page, about = texts.markdown(_text(raw))
        reading = Reading(page.title, content_hash, page.passages, about)
    else:
        title, pages, blocks = _told(kind, raw)
        named = "" if kind == "xlsx" else first_heading(blocks)  # a sheet is no name for a book
        title = title_of(title) or named
        reading = Reading(title, content_hash, split(blocks, title), {}, pages)
    check_length(sum(len(passage.text) for passage in reading.passages))
    if not reading.passages:
        raise Refused("document.empty")
    return reading


def _text(raw: bytes) -> str:
    text = texts.decoded(raw)
    check_length(len(text))
    return text


def _told(kind: str, raw: bytes) -> tuple[str, int, Sequence[Block]]:
    match kind:
        case "pdf":
            return pdf.document(raw)
        case "xlsx":
            return "", 0, list(sheets.workbook(raw))
        case "html":
            return web.web_page(texts.decoded(raw))
        case "txt":
            return "", 0, list(texts.paragraphs(_text(raw)))
        case "docx":
            return word.document(raw)
        case _:
            return slides.document(raw)
