"""What is filled in of a status: the line that one is at, and those that are finished."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, Self

from bot.personal_numbers import masked
from bot.status.updates.personal import may_be_personal
from storage.reports import Update
from storage.terms import Progress, Visibility

MOST_LINES = 5
LINE, LONG = 300, 1_000  # characters
WHOLE = "whole"  # the municipality's work, instead of one action
NEWS_FIRST_TO_ITSELF = (Progress.AT_RISK, Progress.STALLED)
TEXTS = ("line", "barrier", "help", "learned", "link")


@dataclass(frozen=True)
class Line:
    """What stands in the fields about one action, by its id, as it was written and chosen."""

    about: str = ""
    progress: str = ""
    line: str = field(default="", repr=False)
    barrier: str = field(default="", repr=False)
    help: str = field(default="", repr=False)
    learned: str = field(default="", repr=False)
    link: str = field(default="", repr=False)
    visibility: str = ""
    hold_until: str = ""

    @property
    def seen_by(self) -> Visibility:
        """As chosen; otherwise trouble is the municipality's own until it says so."""
        if self.visibility:
            return Visibility(self.visibility)
        troubled = self.progress in NEWS_FIRST_TO_ITSELF
        return Visibility.OWN if troubled else Visibility.ALLIANCE

    @property
    def is_empty(self) -> bool:
        said = any(getattr(self, name).strip() for name in TEXTS)
        return not (self.about or self.progress or said)

    @property
    def missing(self) -> str | None:
        """The field that is needed."""
        if not self.about:
            return "about"
        return None if self.progress else "progress"

    @property
    def doubts(self) -> Sequence[str]:
        """What may be personal in it."""
        return may_be_personal("\n".join(getattr(self, name) for name in TEXTS[:-1]))

    @property
    def has_bad_link(self) -> bool:
        link = self.link.strip()
        return bool(link) and not link.startswith(("https://", "http://"))

    @property
    def masked(self) -> Self:
        """Without personal numbers."""
        return replace(self, **{name: masked(getattr(self, name)) for name in TEXTS})

    def to_update(self) -> Update:
        """Raises ValueError while something is missing."""
        told = {name: masked(getattr(self, name).strip()) for name in TEXTS}
        return Update(
            None if self.about == WHOLE else int(self.about),
            Progress(self.progress),
            hold_until=date.fromisoformat(self.hold_until) if self.hold_until else None,
            visibility=self.seen_by,
            **told,
        )


def about_draft(code: str) -> str:
    """What a draft of a municipality's status is kept under."""
    return f"status:{code}"


def _line_of(update: Update) -> Line:
    """As it was filled in."""
    return Line(
        WHOLE if update.action is None else str(update.action),
        update.progress,
        **{name: getattr(update, name) for name in TEXTS},
        visibility=update.visibility,
        hold_until=update.hold_until.isoformat() if update.hold_until else "",
    )


@dataclass(frozen=True)
class Filled:
    """The whole window. `shows_more` says whether the fields that few need are there, `sure` what
    looks personal and is not; `turn` counts the lines that one was at."""

    at: Line = Line()
    finished: Sequence[Line] = ()
    shows_more: bool = False
    sure: Sequence[str] = field(default=(), repr=False)
    turn: int = 0

    @property
    def lines(self) -> Sequence[Line]:
        """All that is to be told."""
        return (*self.finished, *([] if self.at.is_empty and self.finished else [self.at]))

    @property
    def is_empty(self) -> bool:
        return self.at.is_empty and not self.finished

    @property
    def missing(self) -> str | None:
        """The field that is needed before it can be sent."""
        return None if self.at.is_empty and self.finished else self.at.missing

    @property
    def may_add(self) -> bool:
        return len(self.finished) + 1 < MOST_LINES

    @property
    def doubts(self) -> Sequence[str]:
        """What may be personal in the line that one is at, and nobody has said that it is not."""
        return [each for each in self.at.doubts if each not in self.sure]

    def with_another(self) -> Self:
        """The line that one is at is finished, and an empty one is there."""
        finished = (*self.finished, self.at)
        return replace(self, at=Line(), finished=finished, turn=self.turn + 1)

    def without(self, number: int) -> Self:
        """A finished line is not told."""
        rest = [each for n, each in enumerate(self.finished) if n != number]
        return replace(self, finished=tuple(rest))

    def back_at(self, number: int) -> Self:
        """A finished line is changed; the one that one was at is finished, if it says anything."""
        rest = self.without(number)
        finished = rest.finished if self.at.is_empty else (*rest.finished, self.at)
        at = self.finished[number]
        return replace(rest, at=at, finished=finished, shows_more=True, turn=self.turn + 1)

    def to_json(self) -> dict[str, Any]:
        """As it is written down: no personal number ever is."""
        lines = [each.masked for each in (self.at, *self.finished)]
        return asdict(replace(self, at=lines[0], finished=tuple(lines[1:])))

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Self:
        lines = tuple(Line(**each) for each in told["finished"])
        at, sure = Line(**told["at"]), tuple(told["sure"])
        return cls(at, lines, told["shows_more"], sure, told["turn"])


def filled_again(updates: Sequence[Update]) -> Filled:
    """As what was told could be filled in once more: at the last line."""
    *finished, at = map(_line_of, updates)
    return Filled(at, tuple(finished))
