"""Standard Markdown, as the `markdown` block has it."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup, escape

from playground.page import emoji
from playground.page.inline import is_safe


def _link(renderer: RendererHTML, tokens: Sequence[Token], index: int, *rest: Any) -> str:
    tokens[index].attrSet("target", "_blank")
    tokens[index].attrSet("rel", "noopener noreferrer")
    return renderer.renderToken(tokens, index, *rest)


def _heading(renderer: RendererHTML, tokens: Sequence[Token], index: int, *rest: Any) -> str:
    tokens[index].tag = "h4"  # the page has its own headings above these
    return renderer.renderToken(tokens, index, *rest)


def _cell(renderer: RendererHTML, tokens: Sequence[Token], index: int, *rest: Any) -> str:
    style = tokens[index].attrs.pop("style", None)  # the page allows no inline style
    if style:
        tokens[index].attrSet("class", str(style).removeprefix("text-align:"))
    return renderer.renderToken(tokens, index, *rest)


def _image(_: RendererHTML, tokens: Sequence[Token], index: int, *__: Any) -> str:
    return str(escape(tokens[index].content))  # Slack shows the words, not the picture


def _text(_: RendererHTML, tokens: Sequence[Token], index: int, *__: Any) -> str:
    return str(escape(emoji.shown(tokens[index].content)))


class _Reader(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 - its name in markdown-it
        return is_safe(url)


def _reader() -> MarkdownIt:
    reader = _Reader("commonmark", {"html": False, "breaks": True})
    reader.enable(["table", "strikethrough"])
    reader.add_render_rule("link_open", _link)
    reader.add_render_rule("image", _image)
    reader.add_render_rule("text", _text)
    for rule in ("heading_open", "heading_close"):
        reader.add_render_rule(rule, _heading)
    for rule in ("th_open", "td_open"):
        reader.add_render_rule(rule, _cell)
    return reader


_READER = _reader()


@lru_cache(maxsize=512)
def draw(text: str) -> Markup:
    """The whole of a block's text. HTML in it is shown as text."""
    return Markup(_READER.render(text))  # noqa: S704 - the reader escapes all that it is given
