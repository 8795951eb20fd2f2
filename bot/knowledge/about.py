"""What a document says of itself, and what is said with it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TypeVar

from bot.errors import DocumentUnreadable
from bot.knowledge.blocks import one_line, title_of
from bot.knowledge.reading.result import Reading
from prompts.dates import is_source_date
from storage.terms import DocumentKind, Visibility

Word = TypeVar("Word", bound=StrEnum)
NO_FILES = (DocumentKind.STARTER, DocumentKind.STATUS)  # no file is that because it says so
KINDS = {
    "klimaplan": DocumentKind.PLAN,
    "indsatskatalog": DocumentKind.CATALOGUE,
    "klimaregnskab": DocumentKind.INVENTORY,
    "referat": DocumentKind.MINUTES,
    "vejledning": DocumentKind.GUIDE,
    "fil": DocumentKind.FILE,
} | {kind.value: kind for kind in DocumentKind if kind not in NO_FILES}
NAMES = frozenset("subject title organisation owner kind visibility date url language".split())
LONGEST = 2_000  # characters of an address or a name
VISIBILITIES = {visibility.value: visibility for visibility in Visibility}


@dataclass(frozen=True)
class About:
    """Title, owner (a name or code), kind, visibility, date and address; None where not said."""

    title: str | None = None
    owner: str | None = None
    kind: DocumentKind | None = None
    visibility: Visibility | None = None
    date: str | None = None
    url: str | None = None

    def over(self, other: "About") -> "About":
        """This, and the other where this says nothing."""
        names = [field.name for field in fields(self)]
        return About(**{name: getattr(self, name) or getattr(other, name) for name in names})


def about_of(reading: Reading, told: About, name: str) -> About:
    """What is told with a document, over its front matter. Raises DocumentUnreadable."""
    return told.over(stated(reading.about, name))


def stated(words: Mapping[str, str], name: str) -> About:
    """Front matter or flags as what they mean. Raises DocumentUnreadable for unknown words."""
    if words.keys() - NAMES:
        raise DocumentUnreadable("document.front_matter", name=name)
    words = {name: one_line(word) for name, word in words.items()}
    if any(len(word) > LONGEST for word in words.values()):
        raise DocumentUnreadable("document.front_matter", name=name)
    date = words.get("date")
    if date is not None and not is_source_date(date):
        raise DocumentUnreadable("document.date", name=name)
    return About(
        title=title_of(words.get("subject") or words.get("title") or "") or None,
        owner=words.get("organisation") or words.get("owner"),
        kind=_known(KINDS, words.get("kind"), "document.kind", name),
        visibility=_known(VISIBILITIES, words.get("visibility"), "document.visibility", name),
        date=date,
        url=words.get("url"),
    )


def _known(table: Mapping[str, Word], word: str | None, key: str, name: str) -> Word | None:
    if word is None:
        return None
    if (found := table.get(word.casefold())) is None:
        raise DocumentUnreadable(key, name=name)
    return found
