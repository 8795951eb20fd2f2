"""Sources that tell one thing differently, the newest first."""

from dataclasses import replace

import pytest

from bot.asking.answer import Verdict
from bot.asking.extract import Found, extract
from storage.terms import Organisation, OrganisationKind
from tests.bot.test_extract import found

QUESTION = "hvor mange indsatser har Assens?"
VEJLE = Organisation("630", "Vejle Kommune", OrganisationKind.MUNICIPALITY)


def told(text: str, date: str | None, document: int, owner: Organisation | None = None) -> Found:
    one = found(text)
    passage = replace(one.passage.passage, date=date, url=f"https://assens.example/{document}")
    return replace(
        one,
        passage=replace(
            one.passage, passage=passage, document=document, owner=owner or one.passage.owner
        ),
    )


def test_the_newest_is_told_first_and_undated_sources_last() -> None:
    answer = extract(
        QUESTION,
        [
            told("Assens' klimastrategi har 30 indsatser.", None, 1),
            told("Assens' klimastrategi har 32 indsatser.", "2021", 2),
            told("Assens' klimastrategi har 34 indsatser.", "2023-05", 3),
        ],
        "da",
    )

    assert answer.verdict is Verdict.CONFLICT
    assert [citation.date for citation in answer.citations] == ["2023-05", "2021", None]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Assens' strategi har 34 indsatser.", "Assens' strategi har 34 indsatser i alt."),
        ("Assens har 34 indsatser.", "Assens har 12 indsatsområder."),
        ("Assens skærer 70 pct. i 2030.", "Assens skærer 100 pct. i 2050."),
        ("Assens skærer 70 pct. i 2030.", "Assens har 32 indsatser i 2030."),
    ],
)
def test_what_is_told_of_different_things_is_no_conflict(one: str, other: str) -> None:
    answer = extract(QUESTION, [told(one, "2021", 1), told(other, "2023", 2)], "da")

    assert answer.verdict is not Verdict.CONFLICT


def test_neither_one_source_nor_two_municipalities_are_at_odds() -> None:
    here, there = "Strategien har 34 indsatser.", "Strategien har 32 indsatser."

    for other in (told(there, "2021", 1), told(there, "2021", 2, owner=VEJLE)):
        answer = extract("hvor mange indsatser er der?", [told(here, "2021", 1), other], "da")
        assert answer.verdict is Verdict.ANSWER
