"""Whatever stands in a sheet, what is told of it fits Slack and is words alone."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.knowledge.reading import Sheet, Workbook
from bot.status.catalogue import importing
from bot.status.catalogue.importing import _compared, _found, _Known
from bot.status.catalogue.outline import Outline, fingerprint
from handlers.views.sheet import sheet_message
from storage.actions import Action, KeptAction
from storage.sheets import GivenSheet
from storage.terms import SheetState
from tests.handlers.test_views import is_fit_for_slack
from tests.storage.builders import ASSENS, KOEGE, MONDAY, TEST, WORKSPACE

HEADINGS = ("Nr.", "Indsats", "Tema", "Effekt", "Status")
GIVEN = GivenSheet(
    key="T0DK2020:D0KOEGE:1.000100:F1",
    workspace=WORKSPACE,
    user="U0KOEGE",
    file="F1",
    name="indsatser.xlsx",
    municipality=KOEGE.code,
    state=SheetState.SHOWN,
    told={},
)
hostile = st.sampled_from(["<!channel>", "=1+1", "\u202e", "*fed*", "æ" * 3000, "1.250", "\ud800"])
cells = hostile | st.text(max_size=200)
rows = st.lists(st.lists(cells, max_size=12), max_size=30)


def seen(
    told: list[list[str]], *kept: KeptAction, extra: list[str] | None = None
) -> importing.Preview:
    headings = (*HEADINGS, *(extra or []))
    sheet = Sheet("Ark1", 1, (headings, *map(tuple, told)))
    found = _found(Workbook((sheet,)), KOEGE)
    return _compared(found, TEST, KOEGE, {}, _Known(kept))


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(rows, st.lists(cells, max_size=90), cells, st.sampled_from(["da", "en"]), st.booleans())
def test_whatever_is_in_a_sheet_fits_slack(
    told: list[list[str]], extra: list[str], name: str, language: str, anew: bool
) -> None:
    known = [KeptAction(n, KOEGE, 1, MONDAY, Action(f"Indsats {n}", number=str(n))) for n in (1, 2)]
    outline = Outline.of(seen(told, *known, extra=extra), anew=anew)
    sheet = replace(GIVEN, name=name[:80], told=outline.to_json())

    message = sheet_message(sheet, [ASSENS, KOEGE], language)

    assert Outline.from_json(outline.to_json()) == outline
    is_fit_for_slack(message)


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize(
    ("state", "told"),
    [
        (SheetState.WHOSE, {"key": "action.whose", "values": {}}),
        (SheetState.REFUSED, {"key": "document.broken", "values": {"name": "<!here>" * 200}}),
        (SheetState.KEPT, {"new": 1, "changed": 2, "unchanged": 3, "left": 4}),
        (SheetState.KEPT, {}),
        (SheetState.DECLINED, {}),
    ],
)
def test_every_end_has_its_words(state: SheetState, told: dict[str, object], language: str) -> None:
    sheet = replace(GIVEN, state=state, told=told, municipality=None)

    is_fit_for_slack(sheet_message(sheet, [ASSENS, KOEGE], language))


def test_the_same_is_known_by_its_fingerprint_and_nothing_else_is() -> None:
    was = KeptAction(1, KOEGE, 1, MONDAY, Action("Skov", number="1", sector="jord"))
    told = [["1", "Skov", "natur"], ["2", "Vind", "energi", "1.5"]]
    first = fingerprint(seen(told, was))

    assert fingerprint(seen(told, replace(was, revision=7))) == first
    assert fingerprint(seen(told, replace(was, action=replace(was.action, purpose="x")))) == first
    assert fingerprint(seen(told)) != first
    assert fingerprint(seen(told, replace(was, action=replace(was.action, sector="x")))) != first
    assert fingerprint(seen([*told, ["3", "Sol"]], was)) != first
    assert fingerprint(seen([told[0]], was)) != first
