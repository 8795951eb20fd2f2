from typing import Any

import pytest

from handlers.suggestions import suggested
from handlers.views.home import ASK_SUGGESTED, home_page, window, written
from playground.kit import check_view
from storage.terms import Organisation, OrganisationKind, Person, Role

VEJLE = Organisation("630", "Vejle Kommune", OrganisationKind.MUNICIPALITY)
REALDANIA = Organisation("realdania", "Realdania", OrganisationKind.PARTNER)
SECRETARIAT = Organisation("sekretariatet", "Sekretariatet", OrganisationKind.SECRETARIAT)
EVERYBODY = (VEJLE, REALDANIA, SECRETARIAT)


def somebody(role: Role | None, organisation: Organisation | None = VEJLE) -> Person:
    return Person("T0DK2020", "U0VEJLE", role, organisation)


def said(page: dict[str, Any]) -> list[str]:
    """What stands under the line, a sentence each."""
    blocks = [block for block in page["blocks"] if block["type"] == "rich_text"]
    return [block["elements"][0]["elements"][0]["text"] for block in blocks]


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("role", [*Role, None])
def test_the_page_fits_slack_for_everybody(role: Role | None, language: str) -> None:
    check_view(home_page(somebody(role), EVERYBODY, language))


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_window_and_the_page_of_somebody_unknown_fit_slack(language: str) -> None:
    check_view(window(language))
    check_view(home_page(None, [], language))


@pytest.mark.parametrize(
    ("role", "organisation", "known"),
    [
        (Role.COORDINATOR, VEJLE, "Jeg kender dig som koordinator, Vejle Kommune."),
        (Role.DEPUTY, VEJLE, "Jeg kender dig som stedfortræder, Vejle Kommune."),
        (Role.HEAD, VEJLE, "Jeg kender dig som leder, Vejle Kommune."),
        (Role.POLITICIAN, VEJLE, "Jeg kender dig som politiker, Vejle Kommune."),
        (Role.PARTNER, REALDANIA, "Jeg kender dig som partner, Realdania."),
        (Role.SECRETARIAT, SECRETARIAT, "Jeg kender dig som en del af sekretariatet."),
    ],
)
def test_it_says_as_what_somebody_is_known(
    role: Role, organisation: Organisation, known: str
) -> None:
    first, second = said(home_page(somebody(role, organisation), EVERYBODY, "da"))

    assert first == known
    assert second == "1 kommuner og 1 partnere er med i alliancen."


def test_whoever_belongs_nowhere_does_not_read_who_is_in_the_alliance() -> None:
    [only] = said(home_page(somebody(None, None), [], "da"))

    assert only.startswith("Jeg kan ikke se, hvilken kommune")


@pytest.mark.parametrize("language", ["da", "en"])
def test_each_suggestion_is_a_button_that_asks_what_it_says(language: str) -> None:
    blocks = home_page(None, [], language)["blocks"]
    buttons = [b for block in blocks if block["type"] == "actions" for b in block["elements"]]
    asking = [b for b in buttons if b["action_id"].startswith(ASK_SUGGESTED)]

    assert [button["value"] for button in asking] == list(suggested(language))
    assert [button["text"]["text"] for button in asking] == list(suggested(language))


@pytest.mark.parametrize(("value", "words"), [("Hvem?", "Hvem?"), ("", ""), (None, "")])
def test_what_was_written_is_read_out_of_the_window(value: str | None, words: str) -> None:
    state = {"values": {"question": {"question": {"type": "plain_text_input", "value": value}}}}

    assert written({"state": state}) == words
