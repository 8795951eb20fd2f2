"""What may follow `/klima indsatser`: a municipality's name, and words to look for."""

import re

from bot.alliance.founding import municipality_named
from bot.knowledge.stop_words import STOP_WORDS

MOST_WORDS = 3  # more is a sentence
LONGEST = 100  # characters that are looked for


def sought(rest: str) -> tuple[str, str]:
    """The municipality that is named first, if one is, and the words after it."""
    parts = rest.split()
    for end in range(len(parts), 0, -1):
        name = " ".join(parts[:end])
        if municipality_named(name) is not None:
            return name, " ".join(parts[end:])[:LONGEST]
    return "", " ".join(parts)[:LONGEST]


def is_search(rest: str) -> bool:
    """Whether these are things to look for and no question: a few words, each of which means
    something by itself (`Vejle ladestandere`, not `mod skybrud`), and no second municipality."""
    _, words = sought(rest)
    if any(municipality_named(word) for word in words.split()):
        return False
    told = re.findall(r"\w+", words.casefold())
    few = 0 < len(told) and len(words.split()) <= MOST_WORDS
    return few and "?" not in words and STOP_WORDS.isdisjoint(told)
