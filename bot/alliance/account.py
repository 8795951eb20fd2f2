"""Our account of a municipality: who may review it, and what they say of it."""

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Self

from bot.asking.pages import of_version
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
        told = of_version(payload, VERSION)
        return cls(**{**told, "act": Act(told["act"])})


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
