"""What somebody of the secretariat wants, as it is recorded."""

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Self

VERSION = 1


class Act(StrEnum):
    """What is done with a task."""

    TAKE = "take"
    CLOSE = "close"
    GIVE = "give"


@dataclass(frozen=True)
class Press:
    """Something done with a task, in the list of that day, where it was `had` by somebody.

    With a `kind`, all tasks of that kind that are shown together are meant.
    """

    user: str
    task: int
    act: Act
    day: str
    language: str
    had: str = ""
    to: str = ""
    kind: str = ""

    def to_payload(self) -> dict[str, Any]:
        return {"version": VERSION, **asdict(self)}

    @classmethod
    def from_payload(cls, payload: dict[str, Any]) -> Self:
        """Raises ValueError for a version that this code does not know."""
        told = _of_our_version(payload)
        return cls(**{**told, "act": Act(told["act"])})


class AdminCommand(StrEnum):
    HELP = "help"
    LIST = "list"
    DELIVERIES = "deliveries"
    PAUSE = "pause"
    RESUME = "resume"
    MEMBER = "member"


@dataclass(frozen=True)
class AdminWish:
    """A command of the secretariat's, with whom or which channel it names, and its other words.

    `page` says which part of the list or the delivery log is wanted next, `about` what the log is
    about.
    """

    user: str
    command: AdminCommand
    language: str | None = None
    person: str = ""
    channel: str = ""
    rest: str = field(default="", repr=False)
    page: str = ""
    about: str = ""

    def to_payload(self) -> dict[str, Any]:
        return {"version": VERSION, **asdict(self)}

    @classmethod
    def from_payload(cls, payload: dict[str, Any]) -> Self:
        """Raises ValueError for a version that this code does not know."""
        told = _of_our_version(payload)
        return cls(**{**told, "command": AdminCommand(told["command"])})


def _of_our_version(payload: dict[str, Any]) -> dict[str, Any]:
    told = dict(payload)
    if told.pop("version", None) != VERSION:
        raise ValueError("unknown payload version")
    return told
