"""What a question demands of a passage besides its words."""

import math

import pytest

from bot.asking.demands import Demand
from bot.asking.focus import Focus


def worth(question: str, text: str) -> float:
    return math.prod(demand.worth(text) for demand in Demand.of(question))


@pytest.mark.parametrize(
    ("question", "short", "enough"),
    [
        ("Hvem har flest elbiler?", "Køge har elbiler.", "Køge har de fleste elbiler."),
        ("Who has the lowest emissions?", "Køge udleder 5 ton.", "Køge har de laveste tal."),
        ("Hvad synes landmændene?", "Landmændene er med.", "Landmændene er tilfredse."),
        ("Hvornår var det andet møde?", "Mødet var i 2021.", "Det 2. møde var i 2022."),
        ("Who was the third to join?", "Vejle er med.", "Vejle var den tredje."),
        ("Hvornår står diget færdigt?", "Diget er et projekt.", "Diget blev indviet i 2024."),
        ("Hvilken dato blev den vedtaget?", "Vedtaget i 2021.", "Vedtaget den 24. juni 2021."),
        ("What do they pay for cooling?", "De får køling.", "De betaler 2 kr. for køling."),
        ("Hvad er mailen?", "Skriv til dem.", "Skriv til klima@helsingor.dk."),
        (
            "Hvor meget udledte Vejle i 2023?",
            "Vejle udledte 5 ton i 2019.",
            "I 2023 var det 4 ton.",
        ),
        ("Hvad betalte Allerød for dem?", "Allerød fik tre.", "Allerød betalte 90.000 kr."),
        ("When will the phase be ready?", "En senere fase.", "Fasen er klar til brug i 2027."),
        ("Hvem blev nummer 17?", "Der er 16 kommuner.", "Nummer 17 er Vejen."),
    ],
)
def test_a_passage_without_it_is_worth_less(question: str, short: str, enough: str) -> None:
    assert worth(question, short) < 1
    assert worth(question, enough) == 1


@pytest.mark.parametrize(
    "question",
    [
        "Hvorfor revideres planen hvert fjerde år?",
        "Er tekst fra en anden myndighed vores ansvar?",
        "Hvad er manko?",
        "Hvornår i 2021 blev planen vedtaget?",
    ],
)
def test_other_questions_demand_nothing(question: str) -> None:
    assert not list(Demand.of(question))


@pytest.mark.parametrize(
    ("question", "short", "enough"),
    [
        ("Hvor mange vindmøller har vi?", "10.798 kWh vindenergi.", "Her er 11 vindmøller."),
        ("Hvor mange høringssvar kom der?", "Otte uger til høringen.", "Der kom 12 høringssvar."),
    ],
)
def test_a_number_of_what_only_begins_alike_counts_something_else(
    question: str, short: str, enough: str
) -> None:
    assert Focus(question).support("", short) < Focus(question).support("", enough) / 2


@pytest.mark.parametrize(
    ("question", "short", "enough"),
    [
        ("Hvor høj er muren?", "Muren er fra 2012.", "Muren er 3 m."),
        ("Hvad har muren kostet?", "Muren er 3 m.", "Muren kostede 3 mio. kr."),
    ],
)
def test_a_year_is_no_amount_and_a_price_is_money(question: str, short: str, enough: str) -> None:
    assert Focus(question).support("", short) < Focus(question).support("", enough) / 2


def test_what_the_asker_is_to_do_is_seldom_told() -> None:
    text = "Muren bygges af Lemvig."

    assert Focus("Hvem bygger min mur?").support("", text) < Focus("Hvem bygger muren?").support(
        "", text
    )


def test_a_word_that_says_little_counts_half() -> None:
    focus = Focus("Hvordan laver man en god brunsovs?")

    assert focus.support("", "De er gode til at lave vådområder.") < 0.2
