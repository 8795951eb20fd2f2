"""An action in a window: how it stands there, and what somebody made of it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from bot.hidden import lines_of
from bot.personal_numbers import masked
from bot.status.catalogue.cells import FIELDS, LONG, CellWrong, Field
from storage.actions import Action, KeptAction

VERSION = 1
NEW = "new"
VISIBILITY = "visibility"
CLOSED = "closed"  # beside the fields: a tick, that the action is not shown any more
BY_NAME = {each.name: each for each in FIELDS}


@dataclass(frozen=True)
class Filled:
    """A window as it is filled in. `before` are digests of what it showed at first: whatever is
    not changed since is left as it is by now, also where a colleague has changed it."""

    about: str  # an action's id, or NEW
    municipality: str  # code
    language: str
    words: Mapping[str, str] = field(repr=False)
    before: Mapping[str, str] = field(repr=False)

    @property
    def changed(self) -> Sequence[str]:
        """The fields that are not as they were shown, by name."""
        shown = [name for name in (*BY_NAME, CLOSED) if name in self.before]
        return [name for name in shown if digest(self.words[name]) != self.before[name]]

    @property
    def wants_closed(self) -> bool:
        return bool(self.words[CLOSED])

    @property
    def wrong(self) -> Mapping[str, CellWrong]:
        """What cannot be, by field."""
        read = {name: self._read(name) for name in self.changed if name != CLOSED}
        return {name: value for name, value in read.items() if isinstance(value, CellWrong)}

    @property
    def values(self) -> Mapping[str, Any]:
        """What was changed, as an action has it. Raises CellWrong."""
        names = [name for name in self.changed if name != CLOSED]
        return {name: value_of(BY_NAME[name], self.words[name]) for name in names}

    def _read(self, name: str) -> object:
        try:
            return value_of(BY_NAME[name], self.words[name])
        except CellWrong as wrong:
            return wrong

    def to_json(self) -> dict[str, Any]:
        return {"version": VERSION, **self.__dict__}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Self:
        """Raises ValueError for a version that this code does not know."""
        rest = dict(told)
        if rest.pop("version", None) != VERSION:
            raise ValueError("unknown version of a window")
        return cls(**rest)


def as_it_is(kept: KeptAction | None, municipality: str, language: str) -> Filled:
    """The window on an action as it is by now; None: on a new one."""
    words = shown(kept, language)
    before = {name: digest(said) for name, said in words.items()}
    if kept is None:
        before["title"] = ""  # so that it is looked at, also where nothing is written
    about = NEW if kept is None else str(kept.id)
    return Filled(about, municipality, language, words, before)


def shown(kept: KeptAction | None, language: str) -> Mapping[str, str]:
    """What a window says of it; of one of our words, its value."""
    action = kept.action if kept else Action("")
    words = {each.name: _shown(each, action, language) for each in FIELDS}
    return words | {CLOSED: CLOSED if kept and kept.closed_at else ""}


def _shown(each: Field, action: Action, language: str) -> str:
    if each.words:
        return str(getattr(action, each.name) or "")
    return fit_to_keep(
        each.name, fit_to_keep(each.name, each.show(action, language))[: each.longest]
    )


def fit_to_keep(name: str, said: str) -> str:
    """What was typed in a field; in a short one there are no lines."""
    lines = masked(lines_of(said))
    is_short = name not in BY_NAME or BY_NAME[name].longest < LONG
    return " ".join(lines.split()) if is_short else lines


def written(told: Mapping[str, str]) -> Mapping[str, str]:
    """What was typed and chosen; a field that says nothing is empty."""
    return {name: fit_to_keep(name, told.get(name, "")) for name in (*BY_NAME, CLOSED)}


def value_of(each: Field, said: str) -> object:
    """What is said in a field. Raises CellWrong; who may read is never left open."""
    if not each.words:
        return each.read(said)
    if not said and each.name != VISIBILITY:
        return None
    found = next((value for value in each.words if value == said), None)
    return found or each.read(said or "?")


def digest(said: str) -> str:
    return hashlib.sha256(said.encode()).hexdigest()[:12]
