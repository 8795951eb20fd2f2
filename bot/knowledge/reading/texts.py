"""Plain text, Markdown and the letters of both."""

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from bot.knowledge.blocks import Block
from bot.knowledge.markdown import LIKE_FRONT_MATTER, Page, read_page
from bot.knowledge.reading.content import UTF_16
from bot.knowledge.reading.limits import Refused

UTF_8_MARK = b"\xef\xbb\xbf"


def decoded(raw: bytes) -> str:
    """Text in UTF-8, in UTF-16 with a byte order mark, or in Windows-1252. Raises Refused."""
    marked = "utf-16" if raw.startswith(UTF_16) else None
    for encoding in (marked,) if marked else ("utf-8-sig", "cp1252"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise Refused("document.not_text")


def paragraphs(text: str) -> Iterator[Block]:
    """The paragraphs of plain text: lines between empty lines."""
    lines: list[str] = []
    for line in [*text.split("\n"), ""]:
        if line.strip():
            lines.append(line.rstrip())
        elif lines:
            yield Block("\n".join(lines))
            lines = []


def has_front_matter(raw: bytes) -> bool:
    """Whether plain text begins as front matter does: it may be meant to close it to others."""
    return LIKE_FRONT_MATTER.match(decoded(raw)) is not None


def markdown(text: str) -> tuple[Page, dict[str, str]]:
    """A page of Markdown and its front matter. Raises Refused."""
    try:
        page = read_page(text)
    except (yaml.YAMLError, ValueError, RecursionError):  # 2020-02-30 is a ValueError
        raise Refused("document.front_matter") from None
    return page, _scalars(page.about)


def _scalars(about: Mapping[str, Any]) -> dict[str, str]:
    """Front matter as plain texts. Lists are refused: they could hide any amount of text.

    What is named and left empty is told as such, and is not the same as not named.
    """
    if any(isinstance(value, list | dict | set) for value in about.values()):
        raise Refused("document.front_matter")
    return {str(name): "" if value is None else str(value) for name, value in about.items()}
