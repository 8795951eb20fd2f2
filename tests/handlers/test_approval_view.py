from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.alliance.broadcast.rules import Recipients
from bot.alliance.secretariat.approving import ANEW, about, occasion_of
from bot.delivery.approval import Rule, ToMany
from bot.delivery.planner import Schedule
from bot.delivery.recurrence import (
    Dated,
    EveryOtherWeek,
    Monthly,
    Recurrence,
    Weekly,
    WorkingDaily,
)
from handlers.views.approval import (
    Preview,
    already_message,
    approved_lines,
    preview_message,
    shown_only,
)
from handlers.views.blocks import Message, button, section
from handlers.views.recurring import recurs
from playground.kit import check_message
from storage.approvals import Approval
from storage.recipients import Recipient
from storage.terms import Organisation, OrganisationKind, Role
from tests.handlers.test_views import is_fit_for_slack, parts

NOW = datetime(2026, 11, 30, 7, 31, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Copenhagen")
APPROVAL = Approval("status", "4f1c", "U0SEKRETARIAT", NOW)
MONDAYS = Weekly(0, time(9))


async def nobody(*_: Any) -> Sequence[Recipient]:
    return []


PROMPT = ToMany("hello", ["hello.first"], Rule("1", "broadcast.coordinators", nobody))
WEEKLY = Schedule("status", "status.due", MONDAYS, timedelta(days=2), to_many=PROMPT)
MESSAGE = Message(
    "Hvordan går det?",
    (section("Hvordan går det?"),),
    more=(
        {
            "type": "actions",
            "block_id": "status:2026-W49",
            "elements": [button("Skriv status", "write", "1"), button("Intet nyt", "none", "1")],
        },
    ),
)


def coordinator(number: int) -> Recipient:
    name = f"Kommune nummer {number} Kommune"
    kommune = Organisation(f"{number}", name, OrganisationKind.MUNICIPALITY)
    return Recipient(kommune, Role.COORDINATOR, f"U{number}" if number % 3 else None)


PREVIEW = Preview(
    WEEKLY, PROMPT, "4f1c", MESSAGE, Recipients([coordinator(1)]), NOW, None, None, ZONE
)


def fits(message: Message) -> str:
    is_fit_for_slack(message)
    check_message(message.keyed("4f1c9a"))
    return "".join(str(p["text"]) for p in parts(list(message.blocks)) if "text" in p)


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("people", [0, 1, 98])
@pytest.mark.parametrize("approval", [None, APPROVAL])
@pytest.mark.parametrize("missed", [None, NOW])
@pytest.mark.parametrize("anew", [True, False])
def test_a_preview_of_any_kind_fits_slack(
    language: str, people: int, approval: Approval | None, missed: datetime | None, anew: bool
) -> None:
    reached = Recipients([coordinator(number) for number in range(people)])
    preview = replace(PREVIEW, reached=reached, approval=approval, missed=missed)

    fits(preview_message(preview, language, anew=anew))
    fits(preview_message(replace(preview, message=None, next_time=None), language))
    fits(already_message(APPROVAL, ZONE, language))
    fits(
        Message("…", tuple(approved_lines([("hello", APPROVAL), ("x", APPROVAL)], ZONE, language)))
    )


def test_a_phone_shows_first_why_it_comes_again() -> None:
    anew = preview_message(PREVIEW, "da", anew=True)

    assert anew.text.startswith("Teksten, eller hvem den går til, er ændret")
    assert preview_message(PREVIEW, "da").text.startswith("*Besked til mange: hilsen*")


def test_weeks_that_it_takes_off_are_told() -> None:
    always = replace(PREVIEW, schedule=replace(WEEKLY, in_skipped_weeks=True))

    assert "Den holder fri i ferieugerne." in fits(preview_message(PREVIEW, "da"))
    assert "ferieugerne" not in fits(preview_message(always, "da"))


def test_what_is_only_shown_looks_the_same_and_does_nothing() -> None:
    shown = shown_only(MESSAGE)

    check_message(shown.keyed("4f1c9a"))
    assert [p["text"]["text"] for p in parts(list(shown.blocks)) if "action_id" in p] == [
        "Skriv status",
        "Intet nyt",
    ]
    ids = [p["action_id"] for p in parts(list(shown.blocks)) if "action_id" in p]
    assert ids == ["shown_1", "shown_2"]
    assert "block_id" not in str(shown.blocks)
    assert MESSAGE.more[0]["block_id"] == "status:2026-W49"


@pytest.mark.parametrize(
    ("recurrence", "danish", "english"),
    [
        (MONDAYS, "hver mandag kl. 9.00", "every Monday at 09:00"),
        (Weekly(6, time(14, 5)), "hver søndag kl. 14.05", "every Sunday at 14:05"),
        (
            EveryOtherWeek(4, time(8), date(2026, 12, 4)),
            "hver anden fredag kl. 8.00",
            "every other Friday at 08:00",
        ),
        (Monthly(5, time(9)), "den 5. i hver måned kl. 9.00", "on day 5 of every month at 09:00"),
        (WorkingDaily(time(8, 30)), "hver arbejdsdag kl. 8.30", "every working day at 08:30"),
        (
            Dated(date(2026, 11, 30), time(9)),
            "mandag den 30. november 2026 kl. 9.00",
            "on Monday, 30 November 2026 at 09:00",
        ),
    ],
)
def test_how_often_it_comes_is_said_as_people_do(
    recurrence: Recurrence, danish: str, english: str
) -> None:
    assert (recurs(recurrence, "da"), recurs(recurrence, "en")) == (danish, english)


def test_what_is_not_known_recurs_somehow() -> None:
    class FullMoon:
        clock = time(9)

        def period(self, day: date) -> str | None:
            return None

    assert recurs(FullMoon(), "da") == "igen og igen kl. 9.00"


def test_an_occasion_says_which_look_it_is_about() -> None:
    own = occasion_of(ANEW, "status", "4f1c", "U0:1.0:approval_see:2.0")

    assert about(own) == about(occasion_of(ANEW, "status", "4f1c")) == ("status", "4f1c")
