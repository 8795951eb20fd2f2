"""Slack's mrkdwn, drawn as HTML. What is not markup is escaped, whoever wrote it."""

import re
from datetime import datetime
from itertools import groupby

from markupsafe import Markup

from playground.page.inline import (
    Names,
    Reader,
    date,
    decoded,
    is_safe,
    link,
    lively,
    mention,
    plain,
)

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


def draw(text: str, names: Names, now: datetime | None = None) -> Markup:
    """The whole of a message's text."""
    reader = Reader(names, now)
    parts = _CODE_BLOCK.split(text)  # every second part is the inside of a code block
    return Markup().join(
        Markup("<pre>{}</pre>").format(plain(part)) if number % 2 else _lines(part, reader)
        for number, part in enumerate(parts)
    )


def _lines(text: str, reader: Reader) -> Markup:
    if not text:
        return Markup()
    groups = groupby(text.split("\n"), key=_kind)
    return Markup().join(_group(kind, list(lines), reader) for kind, lines in groups)


def _kind(line: str) -> str:
    found = _LINE.match(line)
    return (found.lastgroup or "") if found else ""


def _group(kind: str, lines: list[str], reader: Reader) -> Markup:
    if kind == "":
        return Markup("<br>").join(_inline(line, reader) for line in lines)
    bodies = [_inline(_LINE.sub("", line, count=1), reader) for line in lines]
    if kind == "quote":
        return Markup("<blockquote>{}</blockquote>").format(Markup("<br>").join(bodies))
    if kind == "bullet":
        return _list("ul", [Markup("<li>{}</li>").format(body) for body in bodies])
    values = [int(found["value"]) for line in lines if (found := _LINE.match(line))]
    items = zip(values, bodies, strict=True)  # dates begin lines too, so numbers may jump
    return _list("ol", [Markup('<li value="{}">{}</li>').format(*item) for item in items])


def _list(tag: str, items: list[Markup]) -> Markup:
    return Markup("<{0}>{1}</{0}>").format(tag, Markup().join(items))


def _inline(text: str, reader: Reader) -> Markup:
    """One line: bold, italic, strike, code, links and mentions."""
    drawn, end = [], 0
    for token in _TOKEN.finditer(text):
        drawn += [lively(text[end : token.start()]), _token(token, reader)]
        end = token.end()
    return Markup().join([*drawn, lively(text[end:])])


def _token(token: re.Match[str], reader: Reader) -> Markup:
    kind, inside = token.lastgroup or "", token[token.lastgroup or 0]
    if kind == "code":
        return Markup("<code>{}</code>").format(plain(inside))
    if kind == "angle":
        return _angle(inside, reader)
    if kind == "bare":
        return link(decoded(inside), decoded(inside))
    return Markup("<{0}>{1}</{0}>").format(kind, _inline(inside, reader))


def _angle(inside: str, reader: Reader) -> Markup:
    """What stands between < and >: a mention, a channel, a broadcast, a date, a link."""
    target, _, label = map(decoded, inside.partition("|"))
    if re.fullmatch(r"[@#]\w+", target):
        return mention(target[0], target[1:], reader.names, label)
    if target.startswith("!date^"):
        return date(*target.split("^")[1:], fallback=label, now=reader.now)
    if target.startswith("!"):
        word = label or "@" + target[1:].partition("^")[0]
        return Markup('<span class="mention">{}</span>').format(word)
    if is_safe(target):
        return link(target, label or target.removeprefix("mailto:"))
    return plain(f"<{inside}>")
