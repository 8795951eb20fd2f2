"""What a hostile file is: a name, how it is made, and what may be said of it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

READ = "read"
NOT_THERE = "document.not_there"
UNKNOWN_TYPE = "document.unknown_type"
OTHER_TYPE = "document.other_type"
TOO_BIG = "document.too_big"
ENCRYPTED = "document.encrypted"
BROKEN = "document.broken"
EMPTY = "document.empty"
BOMB = "document.bomb"
TOO_LONG = "document.too_long"
TOO_SLOW = "document.too_slow"
TOO_HEAVY = "document.too_heavy"
NOT_TEXT = "document.not_text"
FRONT_MATTER = "document.front_matter"
STOPPED = (TOO_LONG, TOO_SLOW, TOO_HEAVY)  # it would be read, given time and memory
OUTCOMES = frozenset(
    (READ, OTHER_TYPE, ENCRYPTED, BROKEN, EMPTY, BOMB, NOT_TEXT, FRONT_MATTER, *STOPPED)
)

Make = Callable[[], bytes]


@dataclass(frozen=True)
class HostileFile:
    """A file, and the outcomes that are right for it: keys of errors, or READ."""

    name: str
    place: Callable[[Path], object]
    allowed: frozenset[str]
    says: str = ""  # stands in a passage, if it is read
    hides: str = ""  # stands in no passage


def refused(name: str, make: Make, *reasons: str) -> HostileFile:
    """A file that must be refused for one of these reasons."""
    return HostileFile(name, partial(_write, make), frozenset(reasons))


def read(name: str, make: Make, says: str = "", hides: str = "") -> HostileFile:
    """A file that looks odd, but must be read."""
    return HostileFile(name, partial(_write, make), frozenset((READ,)), says, hides)


def either(name: str, make: Make, *reasons: str, says: str = "", hides: str = "") -> HostileFile:
    """A file that may be read or be refused for one of these reasons, but does no harm."""
    return HostileFile(name, partial(_write, make), frozenset((READ, *reasons)), says, hides)


def _write(make: Make, path: Path) -> None:
    path.write_bytes(make())
