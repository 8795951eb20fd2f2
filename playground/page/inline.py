"""The smallest things that texts are made of, drawn as HTML, whatever markup they stood in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup, escape

from playground.page import dates, emoji

Names = Mapping[str, str]  # what people, the app and channels are called, by id

_LINK = Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>')
_SAFE = re.compile(r"https?://[^\s/]|mailto:[^\s]", re.IGNORECASE)


@dataclass(frozen=True)
class Reader:
    """What texts are read with: the names that are in them, and when it is."""

    names: Names
    now: datetime | None = None  # none is the machine's own time


def decoded(text: str) -> str:
    """Text as it was meant: Slack escapes three characters in what it stores, and no others."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def plain(text: str) -> Markup:
    """Text without markup."""
    return escape(decoded(text))


def words(text: str) -> str:
    """Text without markup for where no HTML can be: an attribute, an option of a menu."""
    return decoded(emoji.shown(text))


def lively(text: str) -> Markup:
    """Text without markup, in which emoji are shown."""
    return plain(emoji.shown(text))


def is_safe(address: str) -> bool:
    """Whether it may be followed: no `javascript:` and its kin."""
    return _SAFE.match(address) is not None


def link(address: str, label: str | Markup) -> Markup:
    """A link that opens beside the page, or the bare label if the address is not safe."""
    if not is_safe(address):
        return escape(label)
    return _LINK.format(address, label)


def mention(sign: str, id_: str, names: Names, label: str = "") -> Markup:
    """A person or a channel, by the name it has here."""
    name = names.get(id_) or label or id_
    return Markup('<span class="mention">{}{}</span>').format(sign, name)


def date(
    seconds: str = "",
    template: str = "",
    address: str = "",
    *_: str,
    fallback: str = "",
    now: datetime | None = None,
) -> Markup:
    """A time in words, with a link if there is an address; else what stands in for it."""
    try:
        words = dates.words(seconds, template, now)
    except dates.NotADate:
        words = fallback
    return link(address, words)
