from datetime import timedelta

import pytest

from playground.desk.wording import duration


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(seconds=29), ""),
        (timedelta(seconds=31), "1 minut"),
        (timedelta(minutes=59, seconds=29), "59 minutter"),
        (timedelta(hours=1, microseconds=-1), "1 time"),
        (timedelta(hours=23, minutes=59), "23 timer og 59 minutter"),
        (timedelta(days=1), "1 dag"),
        (timedelta(days=6, hours=3, minutes=20), "6 dage og 3 timer"),
    ],
)
def test_a_duration_is_told_in_its_two_largest_units(length: timedelta, words: str) -> None:
    assert duration(length) == words
