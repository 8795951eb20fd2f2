"""A status in somebody's own words: which action, how it goes, and what help is wanted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.status.updates.filled import LINE, MOST_LINES, WHOLE, Filled, Line
from bot.status.updates.opening import Choice
from bot.status.updates.personal import may_be_personal
from bot.status.updates.reading import read_status
from storage.actions import Action, KeptAction
from storage.reports import KeptUpdate, Update
from storage.terms import Progress, Role
from tests.storage.builders import ASSENS, MONDAY


def choice(id: int, title: str, number: str = "", progress: Progress | None = None) -> Choice:
    kept = KeptAction(id, ASSENS, 1, MONDAY, Action(title, number=number))
    last = Update(id, progress, "Sidste uge.") if progress else None
    where = 1, "told", ASSENS, title, "2026-W48", MONDAY, Role.COORDINATOR
    return Choice(kept, KeptUpdate(*where, last) if last else None, is_due=False)


FOREST = choice(1, "Skovrejsning ved drikkevand", "7")
CHARGERS = choice(2, "Ladestandere ved rådhuset", "12", Progress.ON_TRACK)
HEAT = choice(3, "Varmeplan for landsbyerne")
ALL = [FOREST, CHARGERS, HEAT]


def read(said: str) -> Filled:
    filled = read_status(said, ALL)
    assert filled is not None
    return filled


@pytest.mark.parametrize(
    "said",
    ["Intet nyt", "intet nyt.", "Hej, der er intet nyt i denne uge", "Nothing new", "Uændret!"],
)
def test_that_there_is_nothing_new_is_understood(said: str) -> None:
    assert read_status(said, ALL) is None


@pytest.mark.parametrize(
    ("said", "about", "progress"),
    [
        ("Skovrejsning ved drikkevand: plantet 2 hektar, følger planen", 1, Progress.ON_TRACK),
        ("Skovrejsningen er forsinket", 1, Progress.AT_RISK),
        ("7: gået i stå", 1, Progress.STALLED),
        ("indsats 12 er gennemført", 2, Progress.DONE),
        ("Ladestanderne ved rådhuset er ikke færdige endnu", 2, Progress.ON_TRACK),
        ("Varmeplanen for landsbyerne er sat på pause", 3, Progress.PAUSED),
        ("Varmeplanen for landsbyerne er der ikke noget at sige om", 3, ""),
        ("Vi har fået en ny udvalgsformand", WHOLE, ""),
    ],
)
def test_an_action_and_how_it_goes_are_read(said: str, about: object, progress: str) -> None:
    line = read(said).at

    assert (line.about, line.progress) == (str(about), progress)


def test_each_line_is_about_its_action() -> None:
    filled = read(
        "- Skovrejsning ved drikkevand: plantet 2 hektar, godt i gang\n"
        "- Varmeplan for landsbyerne: går i stå. Vi søger sparring om fjernvarme."
    )

    assert filled.lines == (
        Line("1", Progress.ON_TRACK, "plantet 2 hektar, godt i gang"),
        Line("3", Progress.STALLED, "går i stå.", help="Vi søger sparring om fjernvarme."),
    )


@given(st.text(max_size=2_000))
def test_whatever_is_written_can_be_shown_and_kept(said: str) -> None:
    filled = read_status(said, ALL)
    if filled is None:
        return

    assert 1 <= len(filled.lines) <= MOST_LINES
    assert all(len(each.line) <= LINE for each in filled.lines)
    assert Filled.from_json(filled.to_json()) == filled


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Karen Møller siger ja", ["Karen Møller"]),
        ("Jens-Peter Bo H. vil ikke", ["Jens-Peter Bo H."]),
        ("mødet er på Skovvej 12", ["Skovvej 12"]),
        ("skriv til teknik@assens.dk", ["teknik@assens.dk"]),
        ("ring 64 74 74 74", ["64 74 74 74"]),
        ("cpr 010190-1234", ["CPR"]),
        ("Assens Kommune har plantet 12 hektar i 2026", []),
        ("1.250,5 ton CO2e og 12.500.000 kr.", []),
        ("Lodsejermøde holdt, afventer tilsagn", []),
    ],
)
def test_what_may_be_personal_is_found(said: str, found: list[str]) -> None:
    assert may_be_personal(said) == found


def test_a_personal_number_is_never_written_down() -> None:
    filled = read("Skovrejsning ved drikkevand: aftale med 010190-1234")

    assert "010190-1234" in filled.at.line
    assert "1234" not in str(filled.to_json())
