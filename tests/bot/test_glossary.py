"""What a glossary says of a word, and where it has only its translation."""

import pytest

from bot.asking.answer import Verdict
from bot.asking.extract import extract
from bot.asking.glossary import definition, tells_something
from tests.bot.test_extract import found

MANKO = "manko (engelsk: gap): den del af CO2-reduktionen, som kommunen ikke har indsatser til."
BARE = "basisår (engelsk: base year)."
GLOSSARY = f"- milepæl (engelsk: milestone).\n- {BARE}\n- {MANKO}"
ASKED = ["Hvad er manko?", "hvad betyder manko", "What is manko?"]


@pytest.mark.parametrize("question", ASKED)
def test_what_a_thing_is_is_the_line_that_says_so(question: str) -> None:
    talk = found("Klimaplanen skal gøre rede for mankoen, og Assens har en manko.")
    answer = extract(question, [talk, found(GLOSSARY, title="klimaord")], "da")

    assert [citation.quote for citation in answer.citations] == [MANKO]


@pytest.mark.parametrize(
    "question",
    ["Hvor stor er Assens' manko?", "Hvad er Assens' manko?", "Hvad er basisår?", "Hvad er?"],
)
def test_nothing_is_defined_where_another_thing_is_asked_or_only_translated(question: str) -> None:
    assert definition(question, GLOSSARY) is None


@pytest.mark.parametrize(
    ("question", "tells"),
    [
        ("Hvad er basisår?", False),
        ("hvad hedder basisår på engelsk?", True),
        ("What is base year in Danish?", True),
    ],
)
def test_a_translation_tells_something_only_to_who_asks_for_it(question: str, tells: bool) -> None:
    assert tells_something(question, BARE) is tells
    assert tells_something(question, MANKO)


def test_a_bare_translation_is_no_answer() -> None:
    bare = found(f"- {BARE}", title="klimaord", heading="basisår")

    assert extract("hvad er basisår i en klimaplan?", [bare], "da").verdict is Verdict.NOT_FOUND
