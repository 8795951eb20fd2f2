"""Slack's rich text, drawn as HTML: what people's composers and the bot's blocks are made of."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from markupsafe import Markup, escape

from playground.page import emoji
from playground.page.inline import Names, Reader, date, link, mention

Element = Mapping[str, Any]

_LIST = Markup('<{0} class="indent-{1}">{2}</{0}>')
_NEW_LINE = Markup("<br>")
_STYLES = {"bold": "b", "italic": "i", "strike": "s", "underline": "u", "code": "code"}


def draw(block: Element, names: Names, now: datetime | None = None) -> Markup:
    """A rich_text block. Raises KeyError for an element that it does not know."""
    reader = Reader(names, now)
    return Markup().join(_DRAWERS[part["type"]](part, reader) for part in block["elements"])


def _section(part: Element, reader: Reader) -> Markup:
    return Markup("<p>{}</p>").format(_run(part["elements"], reader))


def _list(part: Element, reader: Reader) -> Markup:
    tag = "ol" if part["style"] == "ordered" else "ul"
    items = [Markup("<li>{}</li>").format(_run(p["elements"], reader)) for p in part["elements"]]
    return _LIST.format(tag, min(int(part.get("indent", 0)), 5), Markup().join(items))


def _preformatted(part: Element, reader: Reader) -> Markup:
    return Markup("<pre>{}</pre>").format(_run(part["elements"], reader, Markup("\n")))


def _quote(part: Element, reader: Reader) -> Markup:
    return Markup("<blockquote>{}</blockquote>").format(_run(part["elements"], reader))


_DRAWERS = {
    "rich_text_section": _section,
    "rich_text_list": _list,
    "rich_text_preformatted": _preformatted,
    "rich_text_quote": _quote,
}


def _run(elements: Sequence[Element], reader: Reader, line_end: Markup = _NEW_LINE) -> Markup:
    """Words and what stands between them. Unlike mrkdwn, rich text is stored unescaped."""
    return Markup().join(_styled(e, _word(e, reader, line_end)) for e in elements)


def _word(element: Element, reader: Reader, line_end: Markup) -> Markup:
    match element["type"]:
        case "text":
            return line_end.join(escape(line) for line in element["text"].split("\n"))
        case "usergroup":
            return mention("@", element["usergroup_id"], reader.names)
        case "color":
            return Markup("<code>{}</code>").format(element["value"])
        case "link":
            return link(element["url"], element.get("text") or element["url"])
        case "user":
            return mention("@", element["user_id"], reader.names)
        case "channel":
            return mention("#", element["channel_id"], reader.names)
        case "broadcast":
            return mention("@", element["range"], reader.names)
        case "emoji":
            return escape(emoji.shown(f":{element['name']}:"))
        case "date":
            return date(
                str(element["timestamp"]),
                element.get("format", ""),
                str(element.get("url", "")),
                fallback=element.get("fallback", ""),
                now=reader.now,
            )
    raise KeyError(element["type"])


def _styled(element: Element, word: Markup) -> Markup:
    for style, tag in _STYLES.items():
        if element.get("style", {}).get(style):
            word = Markup("<{0}>{1}</{0}>").format(tag, word)
    return word
