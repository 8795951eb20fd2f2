"""What came of a window that somebody handed in, as they are told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Self

MOST_QUOTED = 9_000  # characters in one message; Slack takes some 13,000


class Outcome(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    TAKEN = "taken"  # another action has that number
    CLOSED_SINCE = "closed_since"
    GONE = "gone"
    NOT_YOURS = "not_yours"
    FAILED = "failed"


KEPT = (Outcome.ADDED, Outcome.CHANGED, Outcome.UNCHANGED)


@dataclass(frozen=True)
class Told:
    """`about` is what the window can be opened about again; `was`, by field, what a colleague had
    written there meanwhile."""

    outcome: Outcome
    about: str
    municipality: str
    name: str = field(default="", repr=False)  # of the action
    fields: Sequence[str] = ()  # that are changed
    is_closed: bool | None = None  # where that was changed
    was: Mapping[str, str] = field(default_factory=dict, repr=False)
    other: str = field(default="", repr=False)  # the action that has the number
    visibility: str = ""

    @property
    def is_kept(self) -> bool:
        return self.outcome in KEPT

    @property
    def parts(self) -> Sequence[Mapping[str, str]]:
        """What is quoted, message by message; one at least."""
        parts: list[dict[str, str]] = [{}]
        for name, words in self.was.items():
            if sum(map(len, parts[-1].values())) + len(words) > MOST_QUOTED:
                parts.append({})
            parts[-1][name] = words
        return parts

    def to_json(self) -> dict[str, Any]:
        return dict(self.__dict__)

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Self:
        return cls(**{**told, "outcome": Outcome(told["outcome"])})


def note_about(key: str) -> str:
    """Where what came of a piece of work stands among the drafts of who handed it in."""
    return f"told:{key}"


def draft_about(about: str) -> str:
    return f"action:{about}"
