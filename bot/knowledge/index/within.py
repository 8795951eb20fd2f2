"""What a search keeps to: what the viewer may see, and what was asked to be left out."""

from dataclasses import dataclass
from datetime import date

from storage.terms import DocumentKind, Viewer

UNDATED = (99_999_999, 0)  # begins after everything and ends before it: within no dates


@dataclass(frozen=True)
class Within:
    """Nothing set, nothing left out. `organisation` is a code; the days are both included.

    A source that is only dated to a year lies within any part of that year; one without a date
    lies within no dates.
    """

    organisation: str | None = None
    kind: DocumentKind | None = None
    since: date | None = None
    until: date | None = None


ANYTHING = Within()


@dataclass(frozen=True)
class Bounds:
    """A viewer's scopes and a `Within`, as the index compares them. None leaves nothing out."""

    scopes: frozenset[str] | None
    organisation: str | None
    kind: str | None
    since: int | None
    until: int | None


def bounds(viewer: Viewer, within: Within) -> Bounds:
    """What this viewer's search keeps to."""
    return Bounds(
        scopes=viewer.scopes,
        organisation=within.organisation,
        kind=within.kind,
        since=_day(within.since),
        until=_day(within.until),
    )


def days(written: str | None) -> tuple[int, int]:
    """The first and last day that a source's date may mean, as numbers: 2020 is 20200000 to
    20209999."""
    if written is None:
        return UNDATED
    digits = written.replace("-", "")
    return int(digits.ljust(8, "0")), int(digits.ljust(8, "9"))


def _day(day: date | None) -> int | None:
    return None if day is None else int(day.strftime("%Y%m%d"))
