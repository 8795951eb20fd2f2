"""Hostile web pages."""

from functools import partial

from tests.hostile.good import HTML, SAYS
from tests.hostile.hostile_file import (
    BOMB,
    BROKEN,
    EMPTY,
    NOT_TEXT,
    OTHER_TYPE,
    STOPPED,
    TOO_BIG,
    either,
    read,
    refused,
)

ASKED_TOO_MUCH = (BROKEN, BOMB, *STOPPED)
DISK = 20_000_000  # bytes that a document may have; the limit lies between this and 20 MiB
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "latter" * 10}">' for n in range(9))


def page(body: str, head: str = "") -> bytes:
    """A web page with this body."""
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


def nested(tag: str, count: int) -> bytes:
    return page(f"<{tag}>" * count + SAYS)


def padded(size: int) -> bytes:
    """A good page of just so many bytes."""
    return HTML.encode().replace(
        b"<body>", b"<body><!--%b-->" % (b" " * (size - len(HTML.encode()) - 7))
    )


def table(cells: str) -> bytes:
    return page(f"<p>{SAYS}</p><table><tr>{cells}</tr></table>")


FILES = (
    either("1000000-divs.html", partial(nested, "div", 1_000_000), *ASKED_TOO_MUCH, says=SAYS),
    either("100000-tables.html", partial(nested, "table><tr><td", 100_000), *ASKED_TOO_MUCH,
           says=SAYS),
    either("100000-lists.html", partial(nested, "ul><li", 100_000), *ASKED_TOO_MUCH, says=SAYS),
    either("100000-quotes.html", partial(nested, "blockquote", 100_000), *ASKED_TOO_MUCH,
           says=SAYS),
    either("100000-drawings.html", partial(nested, "svg><g><math", 100_000), EMPTY,
           *ASKED_TOO_MUCH),
    refused("50-mb-of-bold.html", lambda: b"<b>" * 17_000_000, TOO_BIG),
    read("20-mb.html", partial(padded, DISK), SAYS),
    refused("20-mib-and-1.html", partial(padded, 20 * 1024 * 1024 + 1), TOO_BIG),
    either("19-mb-of-bold.html", lambda: b"<b>" * 6_000_000 + SAYS.encode(), *ASKED_TOO_MUCH,
           says=SAYS),
    refused("only-a-script.html", lambda: page("<script>document.write('Klima')</script>"), EMPTY),
    refused("only-a-style.html", lambda: page("<style>p { color: red }</style>"), EMPTY),
    refused("only-a-comment.html", lambda: page("<!-- Klimaplan -->"), EMPTY),
    either("comment-without-end.html", lambda: page(f"<p>{SAYS}</p><!-- Klimaplan"), EMPTY,
           says=SAYS),
    read("script-in-text.html", lambda: page(f"<p>{SAYS}<script>alert(1)</script></p>"),
         SAYS, "alert("),
    read("handler.html", lambda: page(f"<p onclick='alert(1)'>{SAYS}</p>"), SAYS, "alert("),
    read("address-is-script.html", lambda: page(f"<a href='javascript:alert(1)'>{SAYS}</a>"),
         SAYS, "alert("),
    read("address-is-data.html", lambda: page(
        f"<a href='data:text/html;base64,PHNjcmlwdD4='>{SAYS}</a>"), SAYS, "base64"),
    read("picture-is-data.html", lambda: page(
        f"<p>{SAYS}</p><img src='data:image/png;base64,{'A' * 1_000_000}'>"), SAYS, "AAAA"),
    read("refresh.html", lambda: page(
        f"<p>{SAYS}</p>", "<meta http-equiv=refresh content='0;url=file:///etc/passwd'>"),
        SAYS, "root:"),
    read("entities.html", lambda: page("<p>Sams&oslash; &#xF8; &#248; &amp;oslash;</p>"), "Samsø"),
    read("impossible-characters.html", lambda: page(
        f"<p>{SAYS} &#xD800; &#0; &#x110000; &#99999999999;</p>"), SAYS),
    either("laughs.html", lambda: f"<!DOCTYPE html [{LAUGHS}]>".encode()
           + page(f"<p>{SAYS} &l8;</p>"), BOMB, BROKEN, says=SAYS, hides="latterlatter"),
    read("windows-1252.html", lambda: HTML.replace("utf-8", "windows-1252").encode("cp1252"),
         "vådområder"),
    either("claims-utf-8.html", lambda: HTML.encode("cp1252"), NOT_TEXT, says="vådområder"),
    read("claims-utf-16.html", lambda: HTML.replace("utf-8", "utf-16").encode(), "vådområder"),
    either("claims-klima.html", lambda: HTML.replace("utf-8", "klima").encode(), NOT_TEXT,
           says="vådområder"),
    read("utf-16.html", lambda: HTML.encode("utf-16"), "vådområder"),
    either("utf-7.html", lambda: page("<p>+ADw-script+AD4-</p>", "<meta charset=utf-7>"), NOT_TEXT,
           hides="<script>"),
    either("nul.html", lambda: page(f"<p>{SAYS}\0</p>\0"), NOT_TEXT, OTHER_TYPE, says=SAYS),
    either("100000-attributes.html", lambda: page(
        f"<p {' '.join(f'a{n}=1' for n in range(100_000))}>{SAYS}</p>"), *ASKED_TOO_MUCH,
        says=SAYS),
    either("10-mb-attribute.html", lambda: page(f"<p title='{'x' * 10_000_000}'>{SAYS}</p>"),
           *ASKED_TOO_MUCH, says=SAYS),
    either("endless-cell.html", lambda: table(
        "<td colspan=1000000000 rowspan=1000000000>Samsø</td>"), *ASKED_TOO_MUCH, says=SAYS),
    either("endless-cells.html", lambda: table(
        "<td colspan=1000 rowspan=65534>Samsø</td>" * 1000), *ASKED_TOO_MUCH, says=SAYS),
    either("negative-cell.html", lambda: table("<td colspan=-1 rowspan=x>Samsø</td>"), BROKEN,
           says=SAYS),
)  # fmt: skip
