"""What somebody wrote in Slack, as plain words (docs.slack.dev, messaging/formatting)."""

import html
import re
import unicodedata

LONGEST = 4_000  # characters that are read of one message; Slack recommends no more
_LABELLED = re.compile(r"<[^<>|]*\|([^<>]*)>")
_BARE_LINK = re.compile(r"<((?:https?|mailto):[^<>|]*)>")


def plain(text: str, bot_user: str) -> str:
    """The text without the mention of the bot, and with links and escapes as they look."""
    without_us = re.sub(rf"<@{re.escape(bot_user)}(?:\|[^<>]*)?>", " ", text[:LONGEST])
    shown = _BARE_LINK.sub(r"\1", _LABELLED.sub(r"\1", without_us))
    return " ".join(_storable(html.unescape(shown)).split())


def _storable(text: str) -> str:
    """Without what a database refuses (control characters, halves of characters) or hides."""
    seen = (c for c in text if unicodedata.category(c) != "Cf")  # soft hyphens and their like
    return "".join(c if c.isprintable() else " " for c in seen)
