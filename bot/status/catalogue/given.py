"""A sheet that somebody gives in Slack, and what they press below what it would change."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path, PurePath
from typing import Any, Self

from bot.asking.pages import of_version
from bot.hidden import storable

VERSION = 1
MOST_NAME = 80  # characters of a file's name
TYPES: Mapping[str, str] = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv",
}


class FileNotNow(Exception):
    """A file may be there, but not now: it is tried again. Never shown."""


FetchSheet = Callable[[str, Path], Awaitable[str]]
"""Puts the content of the file with this id at the path, and gives its name.

Raises SheetUnavailable, DocumentUnreadable for one that is too big, and FileNotNow.
"""


class Act(StrEnum):
    """What is pressed below a preview."""

    KEEP = "keep"
    DECLINE = "decline"
    WHOSE = "whose"  # the secretariat says which municipality it is of


@dataclass(frozen=True)
class Given:
    """A sheet as it was given: by whom, and where it lies. Its content is fetched in the work."""

    user: str
    file: str
    name: str = field(repr=False)
    language: str

    def to_payload(self) -> dict[str, Any]:
        return {"version": VERSION, **asdict(self)}

    @classmethod
    def from_payload(cls, payload: dict[str, Any]) -> Self:
        """Raises ValueError for a version that this code does not know."""
        return cls(**of_version(payload, VERSION))


@dataclass(frozen=True)
class Press:
    """Somebody presses below what they saw of a sheet: `seen` is its fingerprint, and
    `municipality` the code of the one that was chosen."""

    user: str
    act: Act
    sheet: str
    language: str
    seen: str = ""
    municipality: str | None = None

    def to_payload(self) -> dict[str, Any]:
        return {"version": VERSION, **asdict(self)}

    @classmethod
    def from_payload(cls, payload: dict[str, Any]) -> Self:
        """Raises ValueError for a version that this code does not know."""
        told = of_version(payload, VERSION)
        return cls(**{**told, "act": Act(told["act"])})


def sheet_name(name: str, mimetype: str) -> str | None:
    """What a sheet is called, with the end that says its kind; None for any other file."""
    shown = storable(PurePath(name).name)
    suffix = PurePath(shown).suffix.lower()
    if suffix not in TYPES:
        suffix = next((end for end, each in TYPES.items() if each == mimetype), "")
        if not suffix:
            return None
        return f"{shown[: MOST_NAME - len(suffix)]}{suffix}"
    return f"{PurePath(shown).stem[: MOST_NAME - len(suffix)]}{suffix}"
