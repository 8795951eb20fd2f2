import pytest

from bot.knowledge.places import places_in, without_places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("hvor højt er Køges dige?", {"Køge"}),
        ("assens' plan", {"Assens"}),
        ("what about Køge's dike?", {"Køge"}),
        ("Høje Taastrups mål og HTK", {"Høje-Taastrup"}),
        ("Høje Taastrup Kommune", {"Høje-Taastrup"}),
        ("Københavns Kommune og Faaborg-Midtfyn", {"København", "Faaborg-Midtfyn"}),
        ("frederiksberg og frederikshavn", {"Frederiksberg", "Frederikshavn"}),
        ("vejen til klimaneutralitet er en skive brød", set()),
        ("Vejen Kommune", {"Vejen"}),
        ("vejledning om køgebiler", set()),
    ],
)
def test_municipalities_are_known_in_any_form(text: str, places: set[str]) -> None:
    assert places_in(text) == places


def test_a_text_less_its_places() -> None:
    assert without_places("Hvad vil Køge?").split() == ["Hvad", "vil", "?"]


def test_a_text_with_something_else_for_its_places() -> None:
    assert without_places("Køges og Vejles planer", "§") == "§s og §s planer"
