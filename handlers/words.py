"""What somebody wrote in Slack, as plain words (docs.slack.dev, messaging/formatting)."""

import html
import re
import unicodedata

from bot.personal_numbers import masked

LONGEST = 4_000  # characters that are read of one message; Slack recommends no more
_LABELLED = re.compile(r"<[^<>|]*\|([^<>]*)>")
_BARE_LINK = re.compile(r"<((?:https?|mailto):[^<>|]*)>")


def plain(text: str, bot_user: str) -> str:
    """The text without the mention of the bot, and with links and escapes as they look.

    Personal numbers are masked here, before anything is written down, and before the text is cut.
    """
    without_us = re.sub(rf"<@{re.escape(bot_user)}(?:\|[^<>]*)?>", " ", text)
    shown = _BARE_LINK.sub(r"\1", _LABELLED.sub(r"\1", without_us))
    return masked(" ".join(_storable(html.unescape(shown)).split()))[:LONGEST]


def message_key(team: str, channel: str, ts: str) -> str:
    """What makes a message the same, however often and as whichever event it is told of."""
    return f"{team}:{channel}:{ts}"


def _storable(text: str) -> str:
    """Without what a database refuses (control characters, halves of characters) or hides."""
    seen = (c for c in text if unicodedata.category(c) != "Cf")  # soft hyphens and their like
    return "".join(c if c.isprintable() else " " for c in seen)
