from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.asking.pages import Page
from handlers.views.account import CLAIMS, Account, account_message
from handlers.views.blocks import Message
from handlers.views.mending import mending_window
from playground.kit import check_message, check_view
from storage.documents import OwnDocument
from storage.passages import FoundPassage
from storage.reviews import Claim
from storage.terms import DocumentKind, Organisation, OrganisationKind, Passage, ReviewVerdict

NOVEMBER = datetime(2026, 11, 30, 8, tzinfo=UTC)
ASSENS = Organisation("420", "Assens Kommune", OrganisationKind.MUNICIPALITY)
PLAN = OwnDocument("file/plan.pdf", "Klimaplan", "https://www.assens.dk/klimaplan", "2020-12-16")


def claim(
    number: int = 1,
    verdict: ReviewVerdict | None = None,
    correction: str | None = None,
    text: str = "Assens Kommune er gode til vådområder.",
) -> Claim:
    passage = Passage(number, f"Emne {number}", text, publisher="Assens Kommune")
    confirmed_at = NOVEMBER if verdict is ReviewVerdict.CONFIRMED else None
    found = FoundPassage(
        number,
        1,
        "alliance",
        "Assens",
        DocumentKind.STARTER,
        ASSENS,
        passage,
        f"{number:064}",
        confirmed_at,
    )
    return Claim(found, verdict, correction)


def account(*claims: Claim, page: int = 1, documents: Sequence[OwnDocument] = (PLAN,)) -> Account:
    return Account(ASSENS, Page("420", page, "1.0"), claims, documents, True, True)


def buttons(message: Message) -> list[str]:
    actions = [block for block in message.blocks if block["type"] == "actions"]
    return [element["text"]["text"] for block in actions for element in block["elements"]]


def said(message: Message) -> str:
    def inside(part: Any) -> str:
        if isinstance(part, dict):
            return " ".join(inside(value) for value in part.values())
        return " ".join(map(inside, part)) if isinstance(part, list) else str(part)

    return inside(list(message.blocks))


@pytest.mark.parametrize(
    ("one", "state", "named"),
    [
        (claim(), "ikke bekræftet", ["Passer", "Ret", "Skjul"]),
        (claim(1, ReviewVerdict.CONFIRMED), "bekræftet, november 2026", ["Ret", "Skjul"]),
        (claim(1, ReviewVerdict.HIDDEN), "skjult, så ingen finder det", ["Vis igen"]),
        (
            claim(1, ReviewVerdict.HIDDEN, "120 hektar."),
            "jeres egne ord, som jeg nu svarer med",
            ["Ret", "Tag rettelsen tilbage"],
        ),
    ],
)
def test_each_state_says_what_it_is_and_what_may_be_done(
    one: Claim, state: str, named: list[str]
) -> None:
    message = account_message(account(one), "da")

    assert state in said(message)
    assert buttons(message) == named


def test_who_may_not_review_sees_no_buttons() -> None:
    others = replace(account(claim()), is_own=False, may_review=False)

    message = account_message(others, "da")

    assert message.text.startswith("Det siger Klimabot om Assens\n")
    assert buttons(message) == []


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("many", [0, 1, CLAIMS, CLAIMS + 1, 40])
def test_each_page_fits_slack_however_long_the_claims(many: int, language: str) -> None:
    long = [claim(n, text="æ" * 1_200) for n in range(many)]
    documents = [replace(PLAN, title="ø" * 200, slug=str(n)) for n in range(40)]

    for page in range(1, many // CLAIMS + 2):
        message = account_message(account(*long, page=page, documents=documents), language)
        check_message(message.keyed("4f1c9a"))


@pytest.mark.parametrize("many", [CLAIMS, CLAIMS + 1, 21])
def test_every_claim_stands_on_one_page(many: int) -> None:
    pages = -(-many // CLAIMS)
    claims = [claim(n) for n in range(many)]

    texts = [said(account_message(account(*claims, page=n), "da")) for n in range(1, pages + 1)]

    for one in claims:
        assert sum(f"Emne {one.found.id} " in text for text in texts) == 1
    assert ["Vis flere" in text for text in texts] == [True] * (pages - 1) + [False]
    assert ["Klimaplan, 16. december 2020" in text for text in texts] == [False] * (pages - 1) + [
        True
    ]


def test_a_page_that_is_no_more_is_the_last() -> None:
    assert "Emne 1 " in said(account_message(account(claim(), page=3), "da"))


def test_without_claims_it_says_so() -> None:
    assert "Jeg siger ikke selv noget om Assens endnu." in account_message(account(), "da").text


def test_what_others_wrote_is_never_markup() -> None:
    loud = claim(1, ReviewVerdict.HIDDEN, "<!channel> <https://x.dk|her> *nu*")

    message = account_message(account(loud), "da")

    sections = [block["text"]["text"] for block in message.blocks if block["type"] == "section"]
    assert "<!channel>" not in "".join(sections) + message.text


def test_a_correction_is_not_told_twice() -> None:
    mended = claim(1, ReviewVerdict.HIDDEN, "120 hektar.")
    own = OwnDocument(f"correction/420/{mended.found.content_hash}", "Egen rettelse", None, "2026")

    assert "Egen rettelse" not in said(account_message(account(mended, documents=[own]), "da"))
    assert "Egen rettelse" in said(account_message(account(claim(2), documents=[own]), "da"))


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_window_fits_slack(language: str) -> None:
    window = mending_window(claim(text="å" * 1_300), f"420:2:{'x' * 100}", language)

    check_view(window)
