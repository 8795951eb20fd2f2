"""What may stand in a cell, and how it is written again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.status.catalogue.cells import FIELDS, MOST_TONNES, CellWrong, read_effect, show_effect
from storage.actions import INDIRECT, Action, Effect
from storage.terms import Phase, Track, Visibility

READ = {field.name: field.read for field in FIELDS}
SHOW = {field.name: field.show for field in FIELDS}


@pytest.mark.parametrize(
    ("cell", "tonnes"),
    [
        ("1.250,5", 1250.5),
        ("1250", 1250),
        ("1 250", 1250),
        ("ca. 300 ton", 300),
        ("ca. 300 ton CO2e/år", 300),
        ("12.000 tons pr. år", 12_000),
        ("0", 0),
        ("0,3", 0.3),
    ],
)
def test_tonnes_are_read_as_danes_write_them(cell: str, tonnes: float) -> None:
    assert read_effect(cell) == Effect(tonnes)


@pytest.mark.parametrize("cell", ["", "-", "ukendt", "Ikke opgjort"])
def test_what_nobody_knows_is_empty(cell: str) -> None:
    assert read_effect(cell) is None


def test_an_effect_may_be_indirect() -> None:
    assert read_effect("Indirekte") == INDIRECT


@pytest.mark.parametrize(
    "cell", ["1.5", "1250.5", "-300", "meget", "300-400", "12 kt", "1e9", "99999999999", "1,2,3"]
)
def test_what_could_mean_two_things_is_refused(cell: str) -> None:
    with pytest.raises(CellWrong) as wrong:
        read_effect(cell)

    assert wrong.value.key == "action.wrong.effect"


@given(st.floats(0, MOST_TONNES).map(lambda tonnes: round(tonnes, 6)))
def test_tonnes_are_read_as_they_were_written(tonnes: float) -> None:
    shown = show_effect(Action("Skovrejsning", effect=Effect(tonnes)), "da")

    assert read_effect(shown) == Effect(tonnes)


@pytest.mark.parametrize(
    ("name", "cell", "value"),
    [
        ("phase", "I gang", Phase.IN_PROGRESS),
        ("phase", "igangværende", Phase.IN_PROGRESS),
        ("phase", "Sat i bero", Phase.PAUSED),
        ("phase", "done", Phase.DONE),
        ("phase", "", None),
        ("track", "Klimatilpasning", Track.ADAPTATION),
        ("track", "reduktion", Track.REDUCTION),
        ("visibility", "", None),
        ("visibility", "kun os selv", Visibility.OWN),
    ],
)
def test_our_words_are_known_by_several_names(name: str, cell: str, value: object) -> None:
    assert READ[name](cell) == value


def test_an_unknown_word_is_answered_with_those_that_would_do() -> None:
    with pytest.raises(CellWrong) as wrong:
        READ["phase"]("måske")

    assert wrong.value.key == "action.wrong.choice"
    assert "sat på pause" in str(wrong.value.values["known"])


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize(
    "action",
    [
        *(Action("Skov", phase=phase) for phase in Phase),
        *(Action("Skov", track=track) for track in Track),
        *(Action("Skov", visibility=visibility) for visibility in Visibility),
        Action("Skov", effect=INDIRECT),
    ],
)
def test_every_word_is_read_as_it_is_written(action: Action, language: str) -> None:
    read = {name: READ[name](SHOW[name](action, language)) for name in READ}

    assert Action(**read) == action  # type: ignore[arg-type]


def test_a_personal_number_is_not_kept() -> None:
    assert "010170" not in str(READ["responsible"]("tovholder 010170-1234"))


def test_what_does_not_fit_into_a_window_is_refused() -> None:
    with pytest.raises(CellWrong) as wrong:
        READ["title"]("a" * 151)

    assert wrong.value.values == {"longest": 150, "length": 151}
