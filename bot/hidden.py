"""Characters that nobody sees: they hide orders to a model, or what a word really is."""

import re

# Soft hyphens, joiners, zero-width, direction-changing, filling, variation and tag characters.
HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


def lines_of(text: str) -> str:
    """What was typed in a window, line by line: without what a database refuses (control
    characters, halves of characters) or what nobody sees, and without space around it."""
    lines = (_storable(line).rstrip() for line in text.splitlines())
    return "\n".join(lines).strip()


def _storable(line: str) -> str:
    return "".join(c if c.isprintable() else " " for c in without_hidden(line))


def without_hidden(text: str) -> str:
    """The text as people see it."""
    return HIDDEN.sub("", text)


def storable(text: str) -> str:
    """On one line, and without what hides or what a database refuses."""
    shown = "".join(c if c.isprintable() else " " for c in without_hidden(text))
    return " ".join(shown.split())
