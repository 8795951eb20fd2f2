"""What is written out is read back as it was, whatever stands in it."""

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.knowledge.reading import Workbook
from bot.knowledge.reading.table import read_workbook
from bot.status.catalogue.cells import FIELDS, SHORT
from bot.status.catalogue.exporting import csv_sheet, xlsx_sheet
from bot.status.catalogue.headings import find_columns
from storage.actions import INDIRECT, Action, Effect, KeptAction
from storage.terms import Phase, Track, Visibility
from tests.storage.builders import KOEGE

NOW = datetime(2026, 11, 30, tzinfo=UTC)
WRITES = {".xlsx": xlsx_sheet, ".csv": csv_sheet}
LIKE_FORMULAS = ("=1+1", '=HYPERLINK("http://x")', "+45 12345678", "-1", "@SUM(A1)", "'=1")


def kept(*told: Action) -> list[KeptAction]:
    return [KeptAction(n, KOEGE, 1, NOW, action) for n, action in enumerate(told)]


def read_back(raw: bytes, folder: Path, suffix: str) -> Workbook:
    path = folder / f"indsatser{suffix}"
    path.write_bytes(raw)
    return read_workbook(path, path.name)


def actions_in(book: Workbook) -> list[Action]:
    found = find_columns(book)
    assert found
    assert set(found.fields) == {"municipality", *(field.name for field in FIELDS)}
    return [
        Action(**{f.name: f.read(row[found.fields[f.name].at]) for f in FIELDS})  # type: ignore[arg-type]
        for _, row in found.rows
    ]


def words(longest: int) -> st.SearchStrategy[str]:
    letters = st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co"))
    said = st.text(letters, max_size=longest) | st.sampled_from(LIKE_FORMULAS)
    return said.map(lambda one: " ".join(one.split())).filter(lambda one: len(one) <= longest)


ACTIONS = st.builds(
    Action,
    title=words(SHORT).filter(bool),
    number=words(20),
    sector=words(SHORT),
    track=st.none() | st.sampled_from(Track),
    purpose=words(40),
    effect=st.none() | st.just(INDIRECT) | st.integers(0, 10**6).map(lambda n: Effect(n / 8)),
    phase=st.none() | st.sampled_from(Phase),
    barriers=words(40),
    visibility=st.sampled_from(Visibility),
)


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("suffix", WRITES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(told=st.lists(ACTIONS, min_size=1, max_size=3))
def test_what_is_written_is_read_back(
    tmp_path: Path, suffix: str, language: str, told: list[Action]
) -> None:
    book = read_back(WRITES[suffix](kept(*told), language), tmp_path, suffix)

    assert actions_in(book) == told


def test_no_cell_of_a_workbook_is_a_formula_or_a_link() -> None:
    raw = xlsx_sheet(kept(*(Action(said, purpose=said) for said in LIKE_FORMULAS)), "da")

    parts = zipfile.ZipFile(io.BytesIO(raw))
    sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet


def test_a_csv_has_no_cell_that_a_spreadsheet_works_out() -> None:
    raw = csv_sheet(kept(*(Action(said) for said in LIKE_FORMULAS)), "da").decode("utf-8-sig")

    cells = [cell.strip('"') for line in raw.splitlines() for cell in line.split(";")]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_tonnes_are_figures_that_can_be_summed() -> None:
    raw = xlsx_sheet(kept(Action("Skovrejsning", effect=Effect(1250.5))), "da")

    sheet = zipfile.ZipFile(io.BytesIO(raw)).read("xl/worksheets/sheet1.xml").decode()
    assert "<v>1250.5</v>" in sheet


@pytest.mark.parametrize("suffix", WRITES)
def test_a_template_has_every_column_and_no_action(tmp_path: Path, suffix: str) -> None:
    book = read_back(WRITES[suffix]([], "da"), tmp_path, suffix)

    assert actions_in(book) == []
