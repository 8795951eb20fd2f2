"""Where the clock's jumps lead to, in Danish time."""

from datetime import UTC, datetime

import pytest

from playground.clocks import COPENHAGEN
from playground.desk.clock import moment


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=COPENHAGEN)


@pytest.mark.parametrize(
    ("now", "to", "there"),
    [
        # Monday 9.00 itself has come; the next one is a week away.
        ("2026-11-30T08:59:59", "monday", "2026-11-30T09:00"),
        ("2026-11-30T09:00:00", "monday", "2026-12-07T09:00"),
        ("2026-11-30T09:00:01", "monday", "2026-12-07T09:00"),
        ("2026-11-29T23:59:59", "monday", "2026-11-30T09:00"),
        ("2026-11-27T08:59:59", "friday", "2026-11-27T09:00"),
        ("2026-11-27T09:00:00", "friday", "2026-12-04T09:00"),
        # Over New Year.
        ("2026-12-31T23:59:59", "monday", "2027-01-04T09:00"),
        ("2026-12-31T23:59:59", "friday", "2027-01-01T09:00"),
        ("2026-12-31T23:30:00", "hour", "2027-01-01T00:30"),
        ("2026-12-31T12:00:00", "day", "2027-01-01T12:00"),
        # A date alone is that day at 9.00.
        ("2026-11-24T18:00:00", "2026-11-30", "2026-11-30T09:00"),
        ("2026-11-24T18:00:00", "2026-11-30T07:45", "2026-11-30T07:45"),
    ],
)
def test_a_jump_leads_to_danish_time(now: str, to: str, there: str) -> None:
    assert moment(to, local(now)) == local(there)


@pytest.mark.parametrize(
    ("now", "to", "there"),
    [
        # 29 March 2026: at 2.00 it becomes 3.00, and the day has 23 hours.
        ("2026-03-28T11:00+00:00", "day", "2026-03-29T10:00+00:00"),  # 12.00 is 12.00
        ("2026-03-29T00:30+00:00", "hour", "2026-03-29T01:30+00:00"),  # 1.30 becomes 3.30
        ("2026-03-27T12:00+00:00", "monday", "2026-03-30T07:00+00:00"),
        ("2026-03-20T12:00+00:00", "monday", "2026-03-23T08:00+00:00"),
        # 25 October 2026: at 3.00 it becomes 2.00 again, and the day has 25.
        ("2026-10-24T10:00+00:00", "day", "2026-10-25T11:00+00:00"),
        ("2026-10-25T00:30+00:00", "hour", "2026-10-25T01:30+00:00"),  # 2.30 becomes 2.30
        ("2026-10-25T01:30+00:00", "day", "2026-10-26T01:30+00:00"),
        ("2026-10-23T12:00+00:00", "monday", "2026-10-26T08:00+00:00"),
        ("2026-10-16T12:00+00:00", "monday", "2026-10-19T07:00+00:00"),
    ],
)
def test_daylight_saving_moves_neither_nine_o_clock_nor_noon(now: str, to: str, there: str) -> None:
    assert moment(to, datetime.fromisoformat(now)) == datetime.fromisoformat(there)


def test_a_moment_with_its_own_offset_keeps_it() -> None:
    now = datetime(2026, 11, 24, 18, tzinfo=UTC)

    assert moment("2026-11-30T09:00:00+00:00", now) == datetime(2026, 11, 30, 9, tzinfo=UTC)


@pytest.mark.parametrize("to", ["", "tuesday", "2026-02-29", "2026-11-30T25:00", "i morgen"])
def test_what_is_no_moment_is_none(to: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        moment(to, local("2026-11-24T18:00"))
