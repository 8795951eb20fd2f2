"""What people mean when they ask on: 'vores', 'og hvad med Køge?', 'hvornår blev det vedtaget?'."""

import pytest

from bot.asking.focus import Focus
from bot.asking.understanding import is_said_to_us, understood

GOALS = "Hvad er Assens' mål for 2030?"
WHEN = "Hvornår vedtog Køge sin klimaplan?"


@pytest.mark.parametrize(
    ("said", "searched"),
    [
        ("Hvad er vores mål for 2030?", "Hvad er vores mål for 2030? (Lejre)"),
        ("What are our targets?", "What are our targets? (Lejre)"),
        ("Hvad kan vi lære af Køge?", "Hvad kan vi lære af Køge?"),
        (
            "Hvor langt er vi i forhold til Køge?",
            "Hvor langt er vi i forhold til Køge? (Lejre)",
        ),
        ("Hvem er gode til vådområder?", "Hvem er gode til vådområder?"),
        ("Hvad har vi forpligtet os til?", "Hvad har vi forpligtet os til?"),
    ],
)
def test_we_is_the_asker_s_municipality(said: str, searched: str) -> None:
    assert understood(said, "Lejre", None) == searched


def test_we_means_nothing_where_the_asker_has_no_municipality() -> None:
    assert understood("Hvad er vores mål?", None, None) == "Hvad er vores mål?"


@pytest.mark.parametrize(
    ("before", "said", "places", "words"),
    [
        (GOALS, "og hvad med Køge?", {"Køge"}, {"mål", "2030"}),
        (GOALS, "Og Vejle?", {"Vejle"}, {"mål", "2030"}),
        (GOALS, "what about Samsø?", {"Samsø"}, {"mål", "2030"}),
        (WHEN, "og Assens?", {"Assens"}, {"vedtog", "klimaplan"}),
        (WHEN, "hvor mange tiltag har den?", {"Køge"}, {"tiltag"}),
        (GOALS, "hvornår?", {"Assens"}, {"mål", "2030"}),
        (GOALS, "Hvad gør de ved transporten og landbruget?", {"Assens"}, {"landbruget"}),
        (GOALS, "Hvem er gode til skovrejsning i alliancen?", set(), {"skovrejsning"}),
        (GOALS, "Hvad er Vejles klimaplan for landbrug?", {"Vejle"}, {"klimaplan", "landbrug"}),
    ],
)
def test_a_follow_up_has_what_it_goes_on_from(
    before: str, said: str, places: set[str], words: set[str]
) -> None:
    searched = Focus(understood(said, "Lejre", before))

    assert searched.places == places
    assert words <= set(searched.weights)


def test_a_follow_up_asks_for_its_own_thing() -> None:
    when = Focus(understood("hvornår blev det vedtaget?", None, "Hvor mange tiltag har Køge?"))

    assert when.asked_for is Focus("hvornår?").asked_for


@pytest.mark.parametrize(
    ("said", "to_us"),
    [
        ("og hvad med Køge?", True),
        ("Hvornår blev det vedtaget?", True),
        ("and Vejle?", True),
        ("Hvad er jeres mål?", False),
        ("Kommer du på torsdag?", False),
        ("Har I talt med dem?", False),
        ("Tak, det var godt!", False),
        ("Ja, det passer fint med det, vi har hørt.", False),
        ("Jeg ringer lige til dem.", False),
        ("og så tager vi den på mødet", False),
    ],
)
def test_only_a_question_in_our_thread_is_said_to_us(said: str, to_us: bool) -> None:
    assert is_said_to_us(said) is to_us
