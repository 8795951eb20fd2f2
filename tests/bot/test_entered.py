"""What people enter for a schedule: taken, or refused with the reason and the nearest that does."""

from datetime import date, time

import pytest

from bot.delivery.entered import (
    entered_day_of_month,
    entered_recipients,
    entered_time,
    entered_week,
    entered_weekday,
    entered_zone,
)
from bot.errors import ScheduleImpossible


@pytest.mark.parametrize(
    ("written", "nearest"),
    [("2:00", "1:59"), ("2:29", "1:59"), ("02:30", "3:00"), ("2.59", "3:00")],
)
def test_the_hour_in_which_clocks_change_is_refused(written: str, nearest: str) -> None:
    with pytest.raises(ScheduleImpossible) as refused:
        entered_time(written)

    assert refused.value.key == "schedule.time_in_the_gap"
    assert refused.value.values == {"nearest": nearest}


@pytest.mark.parametrize(
    ("written", "nearest"),
    [
        ("24:00", "23:00"),
        ("23:60", "23:59"),
        ("8:75", "8:59"),
        ("halv ni", "8:30"),
        ("8:30 præcis", "8:30"),
        ("8:3", "8:30"),
    ],
)
def test_a_time_that_is_none_is_refused(written: str, nearest: str) -> None:
    with pytest.raises(ScheduleImpossible) as refused:
        entered_time(written)

    assert (refused.value.key, refused.value.values) == ("schedule.time", {"nearest": nearest})


@pytest.mark.parametrize(
    ("year", "week", "nearest"), [(2026, 54, "53"), (2027, 53, "52"), (2027, 0, "1")]
)
def test_a_week_that_the_year_does_not_have_is_refused(year: int, week: int, nearest: str) -> None:
    with pytest.raises(ScheduleImpossible) as refused:
        entered_week(year, week)

    assert (refused.value.key, refused.value.values) == ("schedule.week", {"nearest": nearest})


@pytest.mark.parametrize(
    ("written", "nearest"), [("tosdag", "torsdag"), ("Wendesday", "Wednesday"), ("x", "mandag")]
)
def test_a_weekday_that_is_none_is_refused(written: str, nearest: str) -> None:
    with pytest.raises(ScheduleImpossible) as refused:
        entered_weekday(written)

    assert (refused.value.key, refused.value.values) == ("schedule.weekday", {"nearest": nearest})


@pytest.mark.parametrize(("day", "nearest"), [(0, "1"), (32, "31")])
def test_a_day_that_no_month_has_is_refused(day: int, nearest: str) -> None:
    with pytest.raises(ScheduleImpossible) as refused:
        entered_day_of_month(day)

    assert (refused.value.key, refused.value.values) == ("schedule.day", {"nearest": nearest})


def test_a_zone_that_is_none_is_refused() -> None:
    with pytest.raises(ScheduleImpossible) as refused:
        entered_zone("Europe/Kopenhagen")

    assert refused.value.key == "schedule.time_zone"
    assert refused.value.values == {"nearest": "Europe/Copenhagen"}


def test_nobody_to_send_to_is_refused() -> None:
    with pytest.raises(ScheduleImpossible) as refused:
        entered_recipients([])

    assert (refused.value.key, refused.value.values) == ("schedule.nobody", {"nearest": "1"})


def test_every_weekday_is_known_in_danish_and_english() -> None:
    danish = "mandag tirsdag onsdag torsdag fredag lørdag søndag"
    english = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"

    for names in (danish, english, danish.upper(), english.lower()):
        assert [entered_weekday(f" {name} ") for name in names.split()] == list(range(7))


def test_what_can_be_is_taken() -> None:
    assert entered_time(" 8.30 ") == time(8, 30)
    assert entered_time("1:59") == time(1, 59)
    assert entered_time("3:00") == time(3)
    assert entered_time("23:59") == time(23, 59)
    assert entered_time("0:00") == time()
    assert entered_week(2026, 53) == date(2026, 12, 28)
    assert entered_week(2025, 52) == date(2025, 12, 22)
    assert entered_week(2027, 1) == date(2027, 1, 4)
    assert entered_day_of_month(1) == 1
    assert entered_day_of_month(31) == 31
    assert entered_zone("America/Nuuk").key == "America/Nuuk"
    assert entered_recipients(["U0ASSENS", "U0KOEGE", "U0ASSENS"]) == ("U0ASSENS", "U0KOEGE")
