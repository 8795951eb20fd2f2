"""Which period a day belongs to, by how often a municipality wants to be asked."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.status.rounds.periods import period_of, told_period
from storage.rounds import Rhythm
from storage.terms import Cadence

days = st.dates(date(2020, 1, 1), date(2040, 12, 31))
SINCE = date(2026, 11, 25)  # a Wednesday in week 48


@pytest.mark.parametrize(
    ("cadence", "day", "period"),
    [
        (Cadence.WEEKLY, date(2026, 11, 30), "2026-W49"),
        (Cadence.WEEKLY, date(2027, 1, 3), "2026-W53"),
        (Cadence.FORTNIGHTLY, date(2026, 11, 23), "2026-W48"),
        (Cadence.FORTNIGHTLY, date(2026, 12, 6), "2026-W48"),
        (Cadence.FORTNIGHTLY, date(2026, 12, 7), "2026-W50"),
        (Cadence.FORTNIGHTLY, date(2026, 11, 22), "2026-W46"),
        (Cadence.FORTNIGHTLY, date(2027, 1, 3), "2026-W52"),
        (Cadence.FORTNIGHTLY, date(2027, 1, 4), "2027-W01"),
        (Cadence.MONTHLY, date(2026, 11, 30), "2026-11"),
        (Cadence.NEVER, date(2026, 11, 30), None),
    ],
)
def test_a_day_is_in_a_period(cadence: Cadence, day: date, period: str | None) -> None:
    assert period_of(Rhythm(cadence, SINCE), day) == period


def test_what_is_told_unasked_is_about_its_week() -> None:
    assert told_period(Rhythm(Cadence.NEVER, SINCE), date(2026, 11, 30)) == "2026-W49"


@given(days, days)
def test_of_two_weeks_both_are_in_one_period_for_ever(since: date, day: date) -> None:
    rhythm = Rhythm(Cadence.FORTNIGHTLY, since)
    periods = [period_of(rhythm, day + timedelta(weeks=n)) for n in range(4)]

    assert len(set(periods)) in (2, 3)
    assert all(periods.count(period) <= 2 for period in periods)
    assert periods[:-2] != periods[2:]
