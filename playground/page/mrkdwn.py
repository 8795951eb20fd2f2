"""Slack's mrkdwn, drawn as HTML. What is not markup is escaped, whoever wrote it."""

import re
from collections.abc import Mapping
from itertools import groupby

from markupsafe import Markup, escape

Names = Mapping[str, str]  # what people, the app and channels are called, by id

_CODE_BLOCK = re.compile(r"\n?```\n?(.+?)\n?```\n?", re.DOTALL)
_LINE = re.compile(
    r"(?P<quote>(?:&gt;|>)+ ?)|(?P<bullet>\s*[•◦-] +)|(?P<number>\s*(?P<value>\d{1,3})\. +)"
)
# A pair of marks holds neither that mark nor a line's end, but may hold a whole <…>, whose
# address can contain the mark. The atomic group keeps hostile text from costing time.
_PAIR = r"(?<![\w{0}]){0}(?!\s)(?P<{1}>(?>(?:<[^<>\n]*>|[^{0}\n])+))(?<!\s){0}(?![\w{0}])"
_TOKEN = re.compile(
    "|".join(
        (
            r"`(?P<code>[^`\n]+)`",
            r"<(?P<angle>[^<>\n]+)>",
            _PAIR.format(r"\*", "b"),
            _PAIR.format("_", "i"),
            _PAIR.format("~", "s"),
            r"(?P<bare>\bhttps?://[^\s<>|`\"]*[^\s<>|`\"'.,:;!?()*_~\]])",
        )
    )
)
_LINK = Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>')
_SAFE = re.compile(r"https?://[^\s/]|mailto:[^\s]", re.IGNORECASE)


def draw(text: str, names: Names) -> Markup:
    """The whole of a message's text."""
    parts = _CODE_BLOCK.split(text)  # every second part is the inside of a code block
    return Markup().join(
        Markup("<pre>{}</pre>").format(plain(part)) if number % 2 else _lines(part, names)
        for number, part in enumerate(parts)
    )


def decoded(text: str) -> str:
    """Text as it was meant: Slack escapes three characters in what it stores, and no others."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def plain(text: str) -> Markup:
    """Text without markup."""
    return escape(decoded(text))


def is_safe(address: str) -> bool:
    """Whether it may be followed: no `javascript:` and its kin."""
    return _SAFE.match(address) is not None


def link(address: str, label: str | Markup) -> Markup:
    """A link that opens beside the page, or the bare label if the address is not safe."""
    if not is_safe(address):
        return escape(label)
    return _LINK.format(address, label)


def _lines(text: str, names: Names) -> Markup:
    if not text:
        return Markup()
    groups = groupby(text.split("\n"), key=_kind)
    return Markup().join(_group(kind, list(lines), names) for kind, lines in groups)


def _kind(line: str) -> str:
    found = _LINE.match(line)
    return (found.lastgroup or "") if found else ""


def _group(kind: str, lines: list[str], names: Names) -> Markup:
    if kind == "":
        return Markup("<br>").join(inline(line, names) for line in lines)
    bodies = [inline(_LINE.sub("", line, count=1), names) for line in lines]
    if kind == "quote":
        return Markup("<blockquote>{}</blockquote>").format(Markup("<br>").join(bodies))
    if kind == "bullet":
        return _list("ul", [Markup("<li>{}</li>").format(body) for body in bodies])
    values = [int(found["value"]) for line in lines if (found := _LINE.match(line))]
    items = zip(values, bodies, strict=True)  # dates begin lines too, so numbers may jump
    return _list("ol", [Markup('<li value="{}">{}</li>').format(*item) for item in items])


def _list(tag: str, items: list[Markup]) -> Markup:
    return Markup("<{0}>{1}</{0}>").format(tag, Markup().join(items))


def inline(text: str, names: Names) -> Markup:
    """One line: bold, italic, strike, code, links and mentions."""
    drawn, end = Markup(), 0
    for token in _TOKEN.finditer(text):
        drawn += plain(text[end : token.start()]) + _token(token, names)
        end = token.end()
    return drawn + plain(text[end:])


def _token(token: re.Match[str], names: Names) -> Markup:
    kind, inside = token.lastgroup or "", token[token.lastgroup or 0]
    if kind == "code":
        return Markup("<code>{}</code>").format(plain(inside))
    if kind == "angle":
        return _angle(inside, names)
    if kind == "bare":
        return link(decoded(inside), decoded(inside))
    return Markup("<{0}>{1}</{0}>").format(kind, inline(inside, names))


def _angle(inside: str, names: Names) -> Markup:
    """What stands between < and >: a mention, a channel, a broadcast, a date, a link."""
    target, _, label = map(decoded, inside.partition("|"))
    if re.fullmatch(r"[@#]\w+", target):
        return mention(target[0], target[1:], names, label)
    if target.startswith("!"):
        word = label or "@" + target[1:].partition("^")[0]
        return Markup('<span class="mention">{}</span>').format(word)
    if is_safe(target):
        return link(target, label or target.removeprefix("mailto:"))
    return plain(f"<{inside}>")


def mention(sign: str, id_: str, names: Names, label: str = "") -> Markup:
    """A person or a channel, by the name it has here."""
    name = names.get(id_) or label or id_
    return Markup('<span class="mention">{}{}</span>').format(sign, name)
