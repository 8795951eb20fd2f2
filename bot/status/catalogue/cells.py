"""What a cell of a sheet says of an action, and how an action is written into one."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml
from babel.numbers import NumberFormatError, format_decimal, parse_decimal

from bot.personal_numbers import masked
from prompts import LANGUAGES, text
from storage.actions import INDIRECT, Action, Effect
from storage.terms import Phase, Track, Visibility

WORDS = Path(__file__).parent / "words.yaml"
SHORT, LONG = 150, 3000  # characters; Slack takes no more of either in a window
MOST_TONNES = 1e9  # more than the world emits in a week
UNKNOWN = frozenset({"", "-", "–", "?", "ukendt", "ikke opgjort", "ikke beregnet", "unknown"})
NUMBER = re.compile(
    r"(?:ca\.?|cirka|about)?\s*(?P<number>-?[\d.,\s]*\d)\s*"
    r"(?:tons?|tonnes?|t)?\s*(?:co2e?)?\s*(?:/|pr\.?|om|per|a)?\s*(?:år|året|year)?\.?",
    re.IGNORECASE,
)


class CellWrong(ValueError):
    """What stands in a cell cannot be. `key` is of the sentence that says why."""

    def __init__(self, key: str, **values: object) -> None:
        self.key = key
        self.values = values
        super().__init__(key)


@dataclass(frozen=True)
class Field:
    """A field of an Action: how it is read from a cell, and what is written into one."""

    name: str
    key: str  # of its heading
    read: Callable[[str], object]
    show: Callable[[Action, str], str]
    words: Mapping[StrEnum, str] = field(default_factory=dict)  # keys of ours; nothing else counts
    longest: int = SHORT

    def heading(self, language: str) -> str:
        return text(self.key, language)


def words(name: str, key: str, longest: int) -> Field:
    """A field in somebody's own words."""

    return Field(
        name,
        key,
        lambda cell: _fitting(cell, longest),
        lambda action, language: str(getattr(action, name)),
        longest=longest,
    )


def _fitting(cell: str, longest: int) -> str:
    if len(cell) > longest:
        raise CellWrong("action.wrong.too_long", longest=longest, length=len(cell))
    return masked(cell)


def choice(
    name: str, key: str, ours: Mapping[StrEnum, str], unknown: Collection[str] = UNKNOWN
) -> Field:
    """A field that is one of our words, by their keys; None where a word for the unknown stands."""

    def read(cell: str) -> StrEnum | None:
        if cell.casefold() in unknown:
            return None
        found = _ways_to_say(name, ours).get(_plain(cell))
        if found is None:
            known = ", ".join(text(each, LANGUAGES[0]) for each in ours.values())
            raise CellWrong("action.wrong.choice", known=known)
        return found

    def show(action: Action, language: str) -> str:
        value = getattr(action, name)
        return text(ours[value], language) if value else ""

    return Field(name, key, read, show, ours)


def _ways_to_say(name: str, ours: Mapping[StrEnum, str]) -> Mapping[str, StrEnum]:
    """Each of our words by every way to write it: in our languages, and as others say it."""
    found: dict[str, StrEnum] = {}
    for value, key in ours.items():
        ways = [*(text(key, language) for language in LANGUAGES), *_others()[name].get(value, ())]
        found |= dict.fromkeys(map(_plain, ways), value)
    return found


@cache
def _others() -> Mapping[str, Mapping[str, Sequence[str]]]:
    others: Mapping[str, Mapping[str, Sequence[str]]] = yaml.safe_load(WORDS.read_text("utf-8"))
    return others


def _plain(cell: str) -> str:
    return " ".join(re.findall(r"\w+", cell.casefold()))


def read_effect(cell: str) -> Effect | None:
    """Tonnes of CO2e a year as Danes write them: 1.250,5; or 'indirekte'."""
    if cell.casefold() in UNKNOWN:
        return None
    if _plain(cell) in ("indirekte", "indirect", "indirekte effekt"):
        return INDIRECT
    found = NUMBER.fullmatch(cell.strip())
    if not found:
        raise CellWrong("action.wrong.effect")
    try:
        tonnes = float(parse_decimal(found["number"].replace(" ", ""), "da_DK", strict=True))
    except NumberFormatError:
        raise CellWrong("action.wrong.effect") from None
    if not 0 <= tonnes <= MOST_TONNES:
        raise CellWrong("action.wrong.effect")
    return Effect(tonnes)


def show_effect(action: Action, language: str) -> str:
    """As it is read again."""
    if action.effect is None:
        return ""
    if action.effect.tonnes is None:
        return text("action.indirect", language)
    return format_decimal(action.effect.tonnes, "#,##0.#########", locale="da_DK")


def read_title(cell: str) -> str:
    if not cell:
        raise CellWrong("action.wrong.no_title")
    return _fitting(cell, SHORT)


TRACKS: Mapping[StrEnum, str] = {
    Track.REDUCTION: "action.track.reduction",
    Track.ADAPTATION: "action.track.adaptation",
    Track.BOTH: "action.track.both",
}
PHASES: Mapping[StrEnum, str] = {
    Phase.IDEA: "action.phase.idea",
    Phase.EXPLORED: "action.phase.explored",
    Phase.DECIDED: "action.phase.decided",
    Phase.IN_PROGRESS: "action.phase.in_progress",
    Phase.DONE: "action.phase.done",
    Phase.PAUSED: "action.phase.paused",
}
VISIBILITIES: Mapping[StrEnum, str] = {
    Visibility.ALLIANCE: "action.visibility.alliance",
    Visibility.MUNICIPALITIES: "action.visibility.municipalities",
    Visibility.OWN: "action.visibility.own",
}
FIELDS = (
    words("number", "action.field.number", 20),
    Field("title", "action.field.title", read_title, lambda action, language: action.title),
    words("sector", "action.field.sector", SHORT),
    choice("track", "action.field.track", TRACKS),
    words("purpose", "action.field.purpose", LONG),
    words("municipal_role", "action.field.municipal_role", SHORT),
    Field("effect", "action.field.effect", read_effect, show_effect),
    words("economy", "action.field.economy", LONG),
    words("responsible", "action.field.responsible", SHORT),
    words("partners", "action.field.partners", LONG),
    words("timeline", "action.field.timeline", SHORT),
    choice("phase", "action.field.phase", PHASES),
    words("barriers", "action.field.barriers", LONG),
    words("co_benefits", "action.field.co_benefits", LONG),
    words("indicators", "action.field.indicators", LONG),
    words("source", "action.field.source", LONG),
    words("source_date", "action.field.source_date", 40),
    choice("visibility", "action.field.visibility", VISIBILITIES, unknown=("",)),
)
