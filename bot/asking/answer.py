"""What an answer is, on every floor and in JSON."""

from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from prompts import text
from storage.passages import FoundPassage
from storage.terms import DocumentKind, OrganisationKind

UNCONFIRMED, OUTDATED = "no", "no longer"


class Verdict(StrEnum):
    ANSWER = "answer"
    YES = "yes"
    NO = "no"
    PARTLY = "partly"
    CONFLICT = "conflict"
    WRONG_PREMISE = "wrong_premise"
    NOT_FOUND = "not_found"


class Mode(StrEnum):
    EXTRACT = "extract"
    MODEL = "model"
    REGISTER = "register"  # the database's own, without sources


class Note(StrEnum):
    """What the reader is told beside the answer."""

    WRITING = "writing"  # more is to come
    CUT = "cut"  # it broke off
    STOPPED = "stopped"  # by whoever asked
    # Extracts, because
    MODEL_AWAY = "model_away"  # the model does not answer
    PERSON_BUSY = "person_busy"  # it is busy with other questions of the same person,
    ORGANISATION_BUSY = "organisation_busy"  # or of their organisation
    PERSON_SPENT = "person_spent"  # the month's tokens are spent: the person's own,
    ORGANISATION_SPENT = "organisation_spent"  # or their organisation's


UNKNOWN = "unknown"  # the scope of what was kept before scopes were
SELDOM = ("note", "closest")  # what is left out of the JSON where it is not


@dataclass(frozen=True)
class Citation:
    """Where a quote stands. `title` says whose it is and what, without page and date.

    `organisation` owns the document or published the source. `date` is as exact as the source:
    2020, 2020-12 or 2020-12-16; none when it is undated. `confirmed` is only where it is our own
    account of a municipality: the month in which that confirmed it, 2026-11, or `no`; and `no
    longer` where it is a status that has not been told anew for half a year.
    """

    title: str
    organisation: str | None
    page: int | None
    quote: str
    url: str | None
    date: str | None
    confirmed: str | None = None

    def to_json(self) -> dict[str, Any]:
        told = asdict(self)
        if self.confirmed is None:
            del told["confirmed"]
        return told


@dataclass(frozen=True)
class Answer:
    """The answer to one question. `citations` are numbered from 1 in `answer`.

    `closest` is the municipality to ask where nothing was found. `scopes` are those of the
    documents that are cited; they are kept with it, but told to nobody.
    """

    verdict: Verdict
    mode: Mode
    answer: str
    language: str
    citations: tuple[Citation, ...] = ()
    near: tuple[Citation, ...] = ()
    note: Note | None = None
    closest: str | None = None
    scopes: frozenset[str] = frozenset()

    @property
    def answered(self) -> bool:
        return self.verdict is not Verdict.NOT_FOUND

    def to_json(self) -> dict[str, Any]:
        """The agreed shape for scripts."""
        told = {"answered": self.answered, **asdict(self)}
        for name in ("citations", "near"):
            told[name] = tuple(citation.to_json() for citation in getattr(self, name))
        del told["scopes"]
        return {k: v for k, v in told.items() if k not in SELDOM or v is not None}

    def kept(self) -> dict[str, Any]:
        """What is kept in the database."""
        return {**self.to_json(), "scopes": sorted(self.scopes)}

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> Self:
        return cls(
            verdict=Verdict(content["verdict"]),
            mode=Mode(content["mode"]),
            answer=content["answer"],
            language=content["language"],
            citations=tuple(Citation(**c) for c in content["citations"]),
            near=tuple(Citation(**c) for c in content["near"]),
            note=Note(content["note"]) if "note" in content else None,
            closest=content.get("closest"),
            scopes=frozenset(content.get("scopes", (UNKNOWN,))),
        )


def cite(found: FoundPassage, quote: str, language: str) -> Citation:
    """A citation of a passage, with the words of it that count."""
    passage = found.passage
    organisation = found.owner.name if found.owner else passage.publisher
    return Citation(
        title=_title(found, language),
        organisation=organisation,
        page=passage.page,
        quote=quote,
        url=passage.url,
        date=passage.date,
        confirmed=_confirmed(found),
    )


def _confirmed(found: FoundPassage) -> str | None:
    if found.is_outdated:
        return OUTDATED
    is_about = found.owner is not None and found.owner.kind is OrganisationKind.MUNICIPALITY
    if found.kind is not DocumentKind.STARTER or not is_about:
        return None
    return month_of(found.confirmed_at) if found.confirmed_at else UNCONFIRMED


def month_of(moment: datetime) -> str:
    """As sources' dates are written: 2026-11."""
    return f"{moment:%Y-%m}"


def _title(found: FoundPassage, language: str) -> str:
    """Our own account of a public source never passes for the source itself."""
    if found.kind is DocumentKind.STARTER:
        publisher = found.passage.publisher or found.title
        return text("asking.summary", language, subject=found.title, publisher=publisher)
    return f"{found.owner.name}, {found.title}" if found.owner else found.title
