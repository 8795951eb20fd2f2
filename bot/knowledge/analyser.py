"""What of a text is searched: Danish stems and character 4-grams, for both languages alike.

Of forty systems measured on Danish and English this gave the best words: docs/decisions/0006.
"""

import re
import unicodedata
from collections.abc import Iterator

import Stemmer

from bot.knowledge.stop_words import STOP_WORDS

WORD = re.compile(r"\w+")
GRAM = 4

_stem = Stemmer.Stemmer("danish").stemWord


def words(text: str) -> list[str]:
    """The words that carry meaning, in lower case and in order; æ, ø and å stay themselves."""
    lower = unicodedata.normalize("NFC", text).lower()
    return [word for word in WORD.findall(lower) if word not in STOP_WORDS]


def stems(text: str) -> list[str]:
    """Those words as they are before they are bent."""
    return [_stem(word) for word in words(text)]


def tokens(text: str) -> list[str]:
    """Every token of a text: for each word its stem (marked `=`) and its 4-grams."""
    return [token for word in words(text) for token in word_tokens(word)]


def word_tokens(word: str) -> Iterator[str]:
    """One word's tokens. The 4-grams reach over its edges, so that beginnings weigh more."""
    yield "=" + _stem(word)
    padded = f"_{word}_"
    for start in range(max(1, len(padded) - GRAM + 1)):
        yield padded[start : start + GRAM]
