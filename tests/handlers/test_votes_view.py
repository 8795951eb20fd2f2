"""What the thumbs, the window behind them and the secretariat's list look like."""

from typing import Any

import pytest

from handlers.views.home import home_page
from handlers.views.votes import (
    MOST_WORDS,
    about,
    reason_window,
    thumbed,
    told,
    vote_buttons,
    votes_lines,
)
from playground.kit import check_message, check_view
from storage.terms import Person, Role
from storage.votes import Complaint, Votes

KEY = "T0DK2020:C0ALLIANCEN:1795420800.000100"
SECRETARY = Person("T0DK2020", "U0SEKRETARIAT", Role.SECRETARIAT)
LANGUAGES = pytest.mark.parametrize("language", ["da", "en"])


def page(votes: Votes, language: str = "da") -> dict[str, Any]:
    shown = home_page(SECRETARY, [], language)
    return {**shown, "blocks": [*shown["blocks"], *votes_lines(votes, language)]}


@LANGUAGES
def test_thumbs_and_window_fit_slack(language: str) -> None:
    check_message([vote_buttons(KEY, language)])
    check_view(reason_window("C0ALLIANCEN", KEY, language))


@LANGUAGES
def test_the_page_with_the_longest_complaints_fits_slack(language: str) -> None:
    long = Complaint("æ" * 4_000, "ø" * MOST_WORDS, "U0KOEGE")

    check_view(page(Votes(1_000, 1_000, [long] * 10), language))
    check_view(page(Votes(0, 0, []), language))


def test_the_secretariat_reads_the_whole_reason() -> None:
    why = "Der mangler Vejle. ".ljust(MOST_WORDS, "v")

    assert why in str(votes_lines(Votes(0, 1, [Complaint("Hvem er med?", why, None)]), "da"))


def test_a_thumb_says_which_and_of_what() -> None:
    [pair] = vote_buttons(KEY, "en")["elements"]

    assert thumbed(pair["positive_button"]["value"]) == (True, "en", KEY)
    assert thumbed(pair["negative_button"]["value"]) == (False, "en", KEY)


def test_the_window_knows_which_answer_it_is_about() -> None:
    assert about(reason_window("C0ALLIANCEN", KEY, "da")) == ("C0ALLIANCEN", "da", KEY)


@pytest.mark.parametrize(
    ("value", "chosen", "read"),
    [
        ("Tallet er fra 2019.", [{"value": "back"}], ("Tallet er fra 2019.", True)),
        ("Tallet er fra 2019.", [], ("Tallet er fra 2019.", False)),
        (None, None, ("", False)),
    ],
)
def test_what_was_told_in_the_window(
    value: str | None, chosen: list[dict[str, str]] | None, read: tuple[str, bool]
) -> None:
    back = {"back": {"selected_options": chosen}}

    assert (
        told(
            {
                "private_metadata": "C0ALLIANCEN:reason:da:T0DK2020:C0ALLIANCEN:1",
                "state": {"values": {"reason": {"reason": {"value": value}}, "back": back}},
            }
        )
        == read
    )
