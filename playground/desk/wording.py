"""Durations, times and beginnings of texts, in Danish."""

import re
from collections.abc import Mapping
from datetime import timedelta

from playground.page.inline import decoded

FIRST_WORDS = 90  # characters
HOUR, DAY = 60, 1_440  # minutes

_MARKED = re.compile(r"<(?:@(?P<id>\w+)|[^<>|]*\|(?P<label>[^<>]+)|(?P<plain>[^<>|]+))>")


def counted(number: int, one: str, many: str) -> str:
    """`1 dag`, `2 dage`."""
    return f"{number} {one if number == 1 else many}"


def duration(length: timedelta) -> str:
    """The two largest units of it, to the minute; '' for none."""
    whole = round(length / timedelta(minutes=1))
    days, hours, minutes = whole // DAY, whole % DAY // HOUR, whole % HOUR
    parts = ((days, "dag", "dage"), (hours, "time", "timer"), (minutes, "minut", "minutter"))
    return " og ".join([counted(*part) for part in parts if part[0]][:2])


def readable(text: str, names: Mapping[str, str]) -> str:
    """A message's text without Slack's marks for people and links, and without its escapes."""

    def word(mark: re.Match[str]) -> str:
        if mark["id"]:
            return "@" + names.get(mark["id"], mark["id"])
        return str(mark["label"] or mark["plain"])

    return decoded(_MARKED.sub(word, text))


def first_words(text: str) -> str:
    """The beginning of a text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= FIRST_WORDS else line[: FIRST_WORDS - 1].rstrip() + "…"
