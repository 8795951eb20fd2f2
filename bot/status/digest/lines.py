"""What the lines of a digest come to: its sections, and the parts of its thread."""

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import groupby

from storage.reports import KeptUpdate
from storage.terms import Progress

MOST_OF_A_SECTION = 5
STUCK = (Progress.AT_RISK, Progress.STALLED, Progress.PAUSED)
# Slack takes 13,000 characters of one message; our own words between the lines are some, too.
MOST_OF_A_PART = 11_000
MOST_TITLE, MOST_LINE, MOST_TEXT, MOST_LINK = 80, 300, 500, 300  # characters that are shown
AROUND = 150  # the municipality's name, how it goes, and what stands before each text


def has_moved(each: KeptUpdate) -> bool:
    """Done, or as planned and with a word about it."""
    update = each.update
    return update.progress is Progress.DONE or bool(
        update.progress is Progress.ON_TRACK and update.line
    )


def is_stuck(each: KeptUpdate) -> bool:
    return each.update.progress in STUCK


def wants_help(each: KeptUpdate) -> bool:
    return bool(each.update.help)


def has_learned(each: KeptUpdate) -> bool:
    return bool(each.update.learned)


SECTIONS: Sequence[Callable[[KeptUpdate], bool]] = (has_moved, is_stuck, wants_help, has_learned)


def news(lines: Sequence[KeptUpdate]) -> Sequence[KeptUpdate]:
    """Those that stand in a section: "as planned" without a word is no news."""
    return [each for each in lines if any(belongs(each) for belongs in SECTIONS)]


def municipalities(lines: Sequence[KeptUpdate]) -> Collection[str]:
    return {each.organisation.code for each in lines}


def one_of_each_first(lines: Sequence[KeptUpdate]) -> Sequence[KeptUpdate]:
    """So that no municipality takes all the places."""
    turns = dict[str, int]()

    def turn(each: KeptUpdate) -> int:
        turns[each.organisation.code] = turns.get(each.organisation.code, 0) + 1
        return turns[each.organisation.code]

    by_turn = [(turn(each), each) for each in lines]
    return [each for _, each in sorted(by_turn, key=lambda one: one[0])]


def by_municipality(
    lines: Sequence[KeptUpdate],
) -> Mapping[str, Sequence[KeptUpdate]]:
    """By name, the lines of each in order."""
    in_order = sorted(lines, key=_name)
    return {name: list(own) for name, own in groupby(in_order, key=_name)}


def parts(lines: Sequence[KeptUpdate]) -> Sequence[Sequence[KeptUpdate]]:
    """All lines, municipality by municipality, each part short enough for one message."""
    found, length = list[list[KeptUpdate]](), MOST_OF_A_PART
    for own in by_municipality(lines).values():
        for each in own:
            length += _length(each)
            if length > MOST_OF_A_PART:
                found.append([])
                length = _length(each)
            found[-1].append(each)
    return found


def _name(each: KeptUpdate) -> str:
    return each.organisation.name


def _length(each: KeptUpdate) -> int:
    """At most so many characters are shown of it."""
    said = each.update
    texts = (said.barrier, said.help, said.learned)
    shown = sum(min(len(text), MOST_TEXT) for text in texts) + min(len(said.link), MOST_LINK)
    return AROUND + min(len(each.title), MOST_TITLE) + min(len(said.line), MOST_LINE) + shown
