"""After half a year a status says that nobody has told it anew."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.asking.aging import as_of, half_a_year_before
from bot.asking.answer import OUTDATED, cite
from bot.asking.extract import Found
from storage.terms import DocumentKind
from tests.bot.test_extract import found

NOW = datetime(2026, 8, 31, 12, tzinfo=UTC)


def told(date: str | None, kind: DocumentKind = DocumentKind.STATUS) -> Found:
    one = found(kind=kind)
    passage = replace(one.passage.passage, date=date)
    return replace(one, passage=replace(one.passage, passage=passage))


@pytest.mark.parametrize(
    ("day", "kind", "outdated"),
    [
        ("2026-02-28", DocumentKind.STATUS, True),
        ("2026-03-01", DocumentKind.STATUS, False),
        ("2026-08-31", DocumentKind.STATUS, False),
        ("2025-12-31", DocumentKind.STATUS, True),
        (None, DocumentKind.STATUS, False),
        ("2020-01-01", DocumentKind.MINUTES, False),
    ],
)
def test_what_is_older_is_cited_so(day: str | None, kind: DocumentKind, outdated: bool) -> None:
    [one] = as_of(NOW, [told(day, kind)])

    assert (cite(one.passage, "", "da").confirmed == OUTDATED) is outdated


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_half_a_year_is_about_that(day: date) -> None:
    before = half_a_year_before(day)
    oldest = max(d for d in range(1, 32) if f"{before[:8]}{d:02}" <= before)

    year, month = int(before[:4]), int(before[5:7])
    assert (day.year * 12 + day.month) - (year * 12 + month) == 6
    assert oldest == day.day
