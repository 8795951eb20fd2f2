"""What people type in a rich text field, as the rich_text block that Slack makes of it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

Element = Mapping[str, Any]

_FENCE = re.compile(r"\n?```\n?(.+?)\n?```\n?", re.DOTALL)
_PREFIXES = {  # how the lines of a part begin
    "bullet": re.compile(r"[•*-] +"),
    "ordered": re.compile(r"\d{1,3}\. +"),
    "quote": re.compile(r"> ?"),
}
_MARKS = {"*": "bold", "_": "italic", "~": "strike", "`": "code"}
_SIGNS = {style: mark for mark, style in _MARKS.items()}
_PIECE = re.compile(
    r"(?<!\w)(?P<mark>[*_~`])(?P<inside>\S|\S[^\n]*?\S)(?P=mark)(?!\w)"
    r"|(?P<url>https?://[^\s<>]*[^\s<>.,:;!?)])"
)


def block(text: str) -> dict[str, Any]:
    """The block that says this. Marks are mrkdwn's; lists begin with `- ` or `1. `."""
    halves = _FENCE.split(text)  # every second is the inside of a code block
    parts: list[Element] = []
    for number, half in enumerate(halves):
        if number % 2:
            parts.append({"type": "rich_text_preformatted", "elements": [_text(half)]})
        elif half:
            parts.extend(_part(kind, list(ls)) for kind, ls in groupby(half.split("\n"), _kind))
    return {"type": "rich_text", "elements": parts}


def _kind(line: str) -> str:
    return next((kind for kind, prefix in _PREFIXES.items() if prefix.match(line)), "section")


def _part(kind: str, lines: Sequence[str]) -> Element:
    if kind == "section":
        return _section("\n".join(lines))
    bare = [_PREFIXES[kind].sub("", line, count=1) for line in lines]
    if kind == "quote":
        return {"type": "rich_text_quote", "elements": _run("\n".join(bare))}
    items = [_section(line) for line in bare]
    return {"type": "rich_text_list", "style": kind, "indent": 0, "elements": items}


def _section(text: str) -> Element:
    return {"type": "rich_text_section", "elements": _run(text)}


def _run(text: str) -> list[Element]:
    found, end = [], 0
    for piece in _PIECE.finditer(text):
        found += [_text(text[end : piece.start()]), _marked(piece)]
        end = piece.end()
    return [e for e in (*found, _text(text[end:])) if e.get("text") or e.get("url")]


def _marked(piece: re.Match[str]) -> Element:
    if piece["url"]:
        return {"type": "link", "url": piece["url"]}
    return {**_text(piece["inside"]), "style": {_MARKS[piece["mark"]]: True}}


def _text(text: str) -> Element:
    return {"type": "text", "text": text}


def text(block: Element) -> str:
    """What one would type to get this block; the inverse of `block` for what that makes."""
    return "\n".join(_typed(part) for part in block.get("elements", []))


def _typed(part: Element) -> str:
    elements = part.get("elements", [])
    match part.get("type"):
        case "rich_text_list":
            ordered = part.get("style") == "ordered"
            lines = (f"{f'{n}.' if ordered else '-'} {_typed(p)}" for n, p in _numbered(elements))
            return "\n".join(lines)
        case "rich_text_quote":
            return "\n".join(f"> {line}" for line in _words(elements).split("\n"))
        case "rich_text_preformatted":
            return f"```\n{_words(elements)}\n```"
    return _words(elements)


def _numbered(elements: Iterable[Element]) -> Iterable[tuple[int, Element]]:
    return enumerate(elements, start=1)


def _words(elements: Iterable[Element]) -> str:
    return "".join(_word(element) for element in elements)


def _word(element: Element) -> str:
    word = str(element.get("text") or element.get("url") or "")
    if element.get("type") == "emoji":
        word = f":{element.get('name')}:"
    signs = "".join(_SIGNS[s] for s, on in element.get("style", {}).items() if on and s in _SIGNS)
    return f"{signs}{word}{signs[::-1]}"
