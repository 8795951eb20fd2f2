"""What is wrong with blocks, said as Slack says it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class Invalid(Exception):
    """Slack refuses this. `error` is the response's error, `messages` are its response_metadata's.

    A message names what is wrong and where:
    'must be more than 0 characters [json-pointer:/blocks/0/text/text]'.
    """

    def __init__(self, error: str, messages: Sequence[str] = ()) -> None:
        super().__init__(": ".join([error, "; ".join(messages)]) if messages else error)
        self.error = error
        self.messages = list(messages)


class Surface(StrEnum):
    """Where blocks are shown (docs.slack.dev, surfaces)."""

    MESSAGE = "message"
    MODAL = "modal"
    HOME = "home"


@dataclass(frozen=True)
class Place:
    """A place in what is checked: its JSON pointer, and the problems found so far."""

    surface: Surface
    pointer: str
    messages: list[str]

    def at(self, *keys: str | int) -> "Place":
        return replace(self, pointer="/".join([self.pointer, *map(str, keys)]))

    def refuse(self, wording: str) -> None:
        self.messages.append(f"{wording} [json-pointer:{self.pointer}]")
