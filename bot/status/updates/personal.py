"""Words that may name a person, so that whoever writes them is asked before others read them.

Given names: among the most frequent in Denmark (Danmarks Statistik, "Hvor mange hedder"). Nothing
is refused for it: a street may be called after somebody.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from bot.knowledge.places import places_in
from bot.personal_numbers import MASK, masked

NAMES = Path(__file__).parent / "given_names.txt"
MOST = 3  # that are shown
_CAPITAL = r"[A-ZÆØÅÉ][\w'’-]+"
_WRITTEN_TO = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_CALLED = re.compile(r"(?<![\w.,/])(?:\+45 ?)?\d{2}(?:[ .]?\d{2}){3}(?![\w/]|[.,]\d)")
_ADDRESS = re.compile(
    r"\b[A-ZÆØÅ][\w'’.-]*(?: [A-ZÆØÅ][\w'’.-]*)*"
    r"(?:vej|gade|allé|alle|stræde|stien|sti|vænget|parken|bakken|toften|torv|plads)"
    r" \d{1,3} ?[A-Za-z]?\b"
)


def may_be_personal(text: str) -> Sequence[str]:
    """What looks like a person, an address or a personal number, as it stands there, each once."""
    return list(dict.fromkeys(_found(text)))[:MOST]


def _found(text: str) -> Iterator[str]:
    if MASK in masked(text) and MASK not in text:
        yield "CPR"
    for pattern in (_WRITTEN_TO, _CALLED, _ADDRESS, _named()):
        for found in pattern.finditer(text):
            if pattern is not _named() or not places_in(found.group()):
                yield found.group().strip()


@cache
def _named() -> re.Pattern[str]:
    """A given name and a surname."""
    names = sorted(set(NAMES.read_text("utf-8").split()), key=len, reverse=True)
    given = "|".join(map(re.escape, names))
    return re.compile(rf"(?<!\w)(?:{given})(?:[ -](?:{_CAPITAL}|[A-ZÆØÅ]\.))+")
