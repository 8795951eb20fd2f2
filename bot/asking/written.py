"""What a model writes, read while it comes: its verdict, and each claim as soon as it is whole."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from bot.asking.answer import Verdict
from bot.asking.claims import Claim
from bot.hidden import without_hidden

MOST_CHARACTERS = 20_000  # of what we read
SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["verdict", "claims"],
    "properties": {
        "verdict": {"type": "string", "enum": [verdict.value for verdict in Verdict]},
        "claims": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["text", "passage", "quote"],
                "properties": {
                    "text": {"type": "string"},
                    "passage": {"type": "integer"},
                    "quote": {"type": "string"},
                },
            },
        },
    },
}
_JSON = json.JSONDecoder()


class NotOurForm(Exception):
    """What was written is not what was asked for."""


class Written:
    """JSON that is still being written. Feed it pieces; it gives the claims that became whole."""

    def __init__(self) -> None:
        self._text = ""
        self._at = 0

    def add(self, piece: str) -> Iterator[Claim]:
        """The claims that this piece completes. Raises NotOurForm for what can be none."""
        self._text += piece
        if len(self._text) > MOST_CHARACTERS:
            raise NotOurForm
        if not self._at:
            self._at = _begin_of_list(self._text)
        while self._at and (found := self._next()):
            yield _claim(found)

    def verdict(self) -> Verdict:
        """The verdict, once everything is written. Raises NotOurForm."""
        try:
            whole = _JSON.raw_decode(self._text, self._text.index("{"))[0]
            return Verdict(whole["verdict"])
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise NotOurForm from error

    def _next(self) -> Mapping[str, Any] | None:
        rest = self._text[self._at :].lstrip(" \n\r\t,")
        begin = len(self._text) - len(rest)
        if not rest.startswith("{"):
            return None
        try:
            found, self._at = _JSON.raw_decode(self._text, begin)
        except (ValueError, RecursionError):
            return None
        return dict(found)


def _begin_of_list(text: str) -> int:
    """Where the first claim may begin; 0 while that is not written."""
    named = text.find('"claims"')
    return text.find("[", named) + 1 if named >= 0 else 0


def _claim(found: Mapping[str, Any]) -> Claim:
    said, passage, quote = found.get("text"), found.get("passage"), found.get("quote")
    if not (isinstance(said, str) and isinstance(passage, int) and isinstance(quote, str)):
        raise NotOurForm
    return Claim(" ".join(said.split()), passage, without_hidden(quote))
