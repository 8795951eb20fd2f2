"""What somebody wants to read of a municipality, page by page."""

from dataclasses import asdict, dataclass, field
from typing import Any, Self

VERSION = 1


@dataclass(frozen=True)
class Wish:
    """Somebody wants to read what there is of a municipality; of their own, where none is named.

    `words` are what it must have in it, if anything; `closed` is what is not shown else.
    """

    user: str
    name: str = ""
    page: int = 1
    language: str | None = None
    words: str = field(default="", repr=False)
    closed: bool = False

    def to_payload(self) -> dict[str, Any]:
        return {"version": VERSION, **asdict(self)}

    @classmethod
    def from_payload(cls, payload: dict[str, Any]) -> Self:
        """Raises ValueError for a version that this code does not know."""
        return cls(**of_version(payload, VERSION))


@dataclass(frozen=True)
class Page:
    """Which part of it, of which municipality, a message shows, as its occasion says it."""

    code: str
    number: int
    key: str

    @property
    def occasion(self) -> str:
        return f"{self.code}:{self.number}:{self.key}"

    @classmethod
    def of(cls, occasion: str) -> Self:
        code, number, key = occasion.split(":", 2)
        return cls(code, int(number), key)


def of_version(payload: dict[str, Any], version: int) -> dict[str, Any]:
    """A payload without its version. Raises ValueError for another than this."""
    rest = dict(payload)
    if rest.pop("version", None) != version:
        raise ValueError("unknown payload version")
    return rest
