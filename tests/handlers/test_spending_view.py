from typing import Any

import pytest

from bot.asking.budget import Use
from handlers.views.home import home_page
from handlers.views.spending import MOST, spending_lines
from playground.kit import check_view
from storage.spending import Allowed, Limits
from storage.terms import Organisation, OrganisationKind, Person, Role

LIMITS = Limits(person=Allowed(2, 200_000), organisation=Allowed(6, 1_000_000))
VEJLE = Organisation("630", "Vejle Kommune", OrganisationKind.MUNICIPALITY)
REALDANIA = Organisation("realdania", "Realdania", OrganisationKind.PARTNER)
SECRETARY = Person("T0DK2020", "U0SEKRETARIAT", Role.SECRETARIAT)


def texts(part: Any) -> list[str]:
    if isinstance(part, list | tuple):
        return [words for each in part for words in texts(each)]
    own = [part["text"]] if part.get("type") == "text" else []
    return own + texts(part.get("elements", []))


def said(use: Use, language: str = "da") -> list[str]:
    return texts(spending_lines(use, language))


def test_the_secretariat_reads_what_all_have_used_and_who_the_most() -> None:
    use = Use(0, [(VEJLE, 812_345), (REALDANIA, 40_000), (None, 655)], LIMITS)

    assert said(use) == [
        "Sprogmodellen har brugt 853.000 tokens (stumper af ord) i denne måned."
        " En kommune eller partner må bruge 1.000.000. De, der har brugt mest:",
        "Vejle Kommune: 812.345",
        "Realdania: 40.000",
    ]
    assert said(use, "en")[1:] == ["Vejle Kommune: 812,345", "Realdania: 40,000"]


def test_it_is_told_of_ten_at_most() -> None:
    many = [
        (Organisation(f"{n}", f"Kommune {n}", OrganisationKind.MUNICIPALITY), 1_000 * (20 - n))
        for n in range(1, MOST + 2)
    ]

    told = said(Use(0, many, LIMITS))

    assert (told[1], told[-1], len(told)) == ("Kommune 1: 19.000", "Kommune 10: 10.000", 11)
    assert "brugt 154.000 tokens" in told[0]


@pytest.mark.parametrize(
    ("own", "line"),
    [
        (0, []),
        (100_000, []),
        (100_001, ["Du har brugt 50 % af det, du må bruge af sprogmodellen i denne måned."]),
        (200_000, ["Du har brugt 100 % af det, du må bruge af sprogmodellen i denne måned."]),
    ],
)
def test_whoever_has_used_more_than_half_is_told(own: int, line: list[str]) -> None:
    assert said(Use(own, [], LIMITS)) == line


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("spent", [[(VEJLE, 1), (None, 1)], [(None, 1)]])
def test_the_page_with_it_fits_slack(
    spent: list[tuple[Organisation | None, int]], language: str
) -> None:
    page = home_page(SECRETARY, [VEJLE], language)

    page["blocks"] += spending_lines(Use(190_000, spent, LIMITS), language)

    check_view(page)
