"""Slack's rich text, drawn as HTML: what people's composers and the bot's blocks are made of."""

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape

from playground.page.mrkdwn import Names, link, mention

Element = Mapping[str, Any]

_LIST = Markup('<{0} class="indent-{1}">{2}</{0}>')
_NEW_LINE = Markup("<br>")
_STYLES = {"bold": "b", "italic": "i", "strike": "s", "code": "code"}


def draw(block: Element, names: Names) -> Markup:
    """A rich_text block. Raises KeyError for an element that it does not know."""
    return Markup().join(_DRAWERS[part["type"]](part, names) for part in block["elements"])


def _section(part: Element, names: Names) -> Markup:
    return Markup("<p>{}</p>").format(_run(part["elements"], names))


def _list(part: Element, names: Names) -> Markup:
    tag = "ol" if part["style"] == "ordered" else "ul"
    items = [Markup("<li>{}</li>").format(_run(p["elements"], names)) for p in part["elements"]]
    return _LIST.format(tag, min(int(part.get("indent", 0)), 5), Markup().join(items))


def _preformatted(part: Element, names: Names) -> Markup:
    return Markup("<pre>{}</pre>").format(_run(part["elements"], names, Markup("\n")))


def _quote(part: Element, names: Names) -> Markup:
    return Markup("<blockquote>{}</blockquote>").format(_run(part["elements"], names))


_DRAWERS = {
    "rich_text_section": _section,
    "rich_text_list": _list,
    "rich_text_preformatted": _preformatted,
    "rich_text_quote": _quote,
}


def _run(elements: Sequence[Element], names: Names, line_end: Markup = _NEW_LINE) -> Markup:
    """Words and what stands between them. Unlike mrkdwn, rich text is stored unescaped."""
    return Markup().join(_styled(e, _word(e, names, line_end)) for e in elements)


def _word(element: Element, names: Names, line_end: Markup) -> Markup:
    match element["type"]:
        case "text":
            return line_end.join(escape(line) for line in element["text"].split("\n"))
        case "link":
            return link(element["url"], element.get("text") or element["url"])
        case "user":
            return mention("@", element["user_id"], names)
        case "channel":
            return mention("#", element["channel_id"], names)
        case "broadcast":
            return mention("@", element["range"], names)
        case "emoji":
            return escape(f":{element['name']}:")
        case "date":
            return escape(element.get("fallback", ""))
    raise KeyError(element["type"])


def _styled(element: Element, word: Markup) -> Markup:
    for style, tag in _STYLES.items():
        if element.get("style", {}).get(style):
            word = Markup("<{0}>{1}</{0}>").format(tag, word)
    return word
