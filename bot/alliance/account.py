"""Our account of a municipality: who may review it, and what somebody wants with it."""

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Self

from storage.alliance import CONTACTS
from storage.terms import Organisation, OrganisationKind, Person

VERSION = 1


class Act(StrEnum):
    """What a municipality does with a claim."""

    CONFIRM = "confirm"
    MEND = "mend"
    HIDE = "hide"
    SHOW = "show"  # again, which takes a correction back


@dataclass(frozen=True)
class Wish:
    """Somebody wants to read what we say of a municipality; of their own, where it has no name."""

    user: str
    name: str = ""
    page: int = 1
    language: str | None = None

    def to_payload(self) -> dict[str, Any]:
        return {"version": VERSION, **asdict(self)}

    @classmethod
    def from_payload(cls, payload: dict[str, Any]) -> Self:
        """Raises ValueError for a version that this code does not know."""
        return cls(**_of_our_version(payload))


@dataclass(frozen=True)
class Verdict:
    """What somebody did with a claim, in the message on that occasion; `words` are their own."""

    user: str
    occasion: str
    claim: str  # the hash of its words
    act: Act
    language: str
    words: str = field(default="", repr=False)

    def to_payload(self) -> dict[str, Any]:
        return {"version": VERSION, **asdict(self)}

    @classmethod
    def from_payload(cls, payload: dict[str, Any]) -> Self:
        """Raises ValueError for a version that this code does not know."""
        told = _of_our_version(payload)
        return cls(**{**told, "act": Act(told["act"])})


@dataclass(frozen=True)
class Page:
    """Which part of which municipality's account a message shows, as its occasion says it."""

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


def is_of(person: Person, code: str) -> bool:
    """Whether somebody belongs to the municipality with this code, confirmed or not."""
    own = own_municipality(person)
    return own is not None and own.code == code


def may_review(person: Person, code: str) -> bool:
    """Whether somebody may say for a municipality what fits: who is confirmed as one to ask."""
    return is_of(person, code) and person.role in CONTACTS


def own_municipality(person: Person) -> Organisation | None:
    """The municipality somebody belongs to, confirmed or not."""
    own = person.organisation
    return own if own and own.kind is OrganisationKind.MUNICIPALITY else None


def _of_our_version(payload: dict[str, Any]) -> dict[str, Any]:
    rest = dict(payload)
    if rest.pop("version", None) != VERSION:
        raise ValueError("unknown payload version")
    return rest
