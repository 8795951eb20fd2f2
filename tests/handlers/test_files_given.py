"""Which files are taken for sheets, and which words beside them are a question of their own."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.status.catalogue.given import MOST_NAME, TYPES, sheet_name
from handlers.files_given import files_given, is_asked_beside

NOW = datetime(2026, 11, 30, 8, tzinfo=UTC)
EXCEL = TYPES[".xlsx"]


def heard(*files: dict[str, Any], text: str = "") -> list[tuple[str, str]]:
    event = {"user": "U0VEJLE", "channel": "D0VEJLE", "ts": "1.000100", "text": text}
    works = files_given({**event, "files": list(files)}, "T0DK2020", "U0KLIMABOT", NOW, "da")
    return [(work.kind, work.key) for work in works]


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ({"id": "F1", "name": "a.xlsx", "mimetype": EXCEL}, "sheet.given"),
        ({"id": "F1", "name": "A.CSV", "mimetype": "text/plain"}, "sheet.given"),
        ({"id": "F1", "name": "Indsatser", "mimetype": EXCEL}, "sheet.given"),
        ({"id": "F1", "file_access": "check_file_info"}, "sheet.given"),
        ({"id": "F1", "name": "plan.pdf", "mimetype": "application/pdf"}, "file.given"),
        ({"id": "F1", "name": "gammel.xls", "mimetype": "application/vnd.ms-excel"}, "file.given"),
    ],
)
def test_a_sheet_is_known_by_its_name_or_its_type(file: dict[str, Any], kind: str) -> None:
    [(found, key)] = heard(file)

    assert found == kind
    assert key.startswith("T0DK2020:D0VEJLE:1.000100:")


def test_each_sheet_is_work_of_its_own_and_other_files_together() -> None:
    plan = {"name": "plan.pdf", "mimetype": "application/pdf"}
    sheets = [{"id": f"F{n}", "name": "a.xlsx"} for n in range(2)]

    works = heard(*sheets, {"id": "F8", **plan}, {"id": "F9", **plan})

    assert [kind for kind, _ in works] == ["sheet.given", "sheet.given", "file.given"]
    assert len({key for _, key in works}) == 3


def test_what_slack_has_taken_away_is_nothing() -> None:
    assert heard({"id": "F1", "mode": "tombstone"}, {"id": "F2", "mode": "hidden_by_limit"}) == []


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("", False),
        ("her er vores indsatser", False),
        ("<@U0KLIMABOT> hermed Vejles indsatser 2026, tak", False),
        ("kan du lægge dem ind?", False),
        ("vil I læse det her?", False),
        ("er det sådan?", False),
        ("hej", False),
        ("hjælp", False),
        ("indsatser", False),
        ("hvem er gode til vådområder?", True),
        ("hvem er gode til vådområder", True),
        ("Her er vores. Hvilke kommuner har biogas og fjernvarme?", True),
        ("spørg biogas i Assens", True),
        ("kommune Vejle", True),
        ("which municipalities have wetlands and heat pumps?", True),
    ],
)
def test_only_a_question_of_its_own_is_asked_beside_a_sheet(words: str, asked: bool) -> None:
    assert is_asked_beside({"text": words}, "U0KLIMABOT") is asked


@given(st.text(max_size=400), st.sampled_from(["", EXCEL, "text/csv", "application/pdf"]))
def test_whatever_a_sheet_is_called_its_name_is_short_and_says_its_kind(
    name: str, mimetype: str
) -> None:
    found = sheet_name(name, mimetype)

    if found is not None:
        assert found.endswith(tuple(TYPES)) or found.lower().endswith(tuple(TYPES))
        assert len(found) <= MOST_NAME
        assert "/" not in found
        assert found.isprintable()
