from dataclasses import replace
from datetime import UTC, date, datetime, time
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.delivery.recurrence import (
    Dated,
    EveryOtherWeek,
    Monthly,
    Occasion,
    Recurrence,
    Weekly,
    WorkingDaily,
    occasions,
)
from tests.bot.calendars import COPENHAGEN, FIVE_ZONES
from tests.bot.walked import SLOTS, Slot, planned, walked

NINE = time(9)
MONDAY, FRIDAY = 0, 4


def within(recurrence: Recurrence, first: str, last: str) -> list[str]:
    after, until = (datetime.fromisoformat(day).replace(tzinfo=COPENHAGEN) for day in (first, last))
    return [each.period for each in occasions(recurrence, COPENHAGEN, after, until)]


def test_every_week_has_one() -> None:
    assert within(Weekly(MONDAY, NINE), "2026-11-30T00:00", "2026-12-15") == [
        "2026-W49",
        "2026-W50",
        "2026-W51",
    ]


def test_what_is_due_at_the_end_is_in_and_at_the_beginning_is_not() -> None:
    monday = Weekly(MONDAY, NINE)

    assert within(monday, "2026-11-30T08:59", "2026-11-30T09:00") == ["2026-W49"]
    assert within(monday, "2026-11-30T09:00", "2026-12-07T08:59") == []


def test_it_is_due_at_the_local_time_in_summer_and_in_winter() -> None:
    year = occasions(
        Weekly(MONDAY, NINE),
        COPENHAGEN,
        datetime(2026, 1, 1, tzinfo=UTC),
        datetime(2027, 1, 1, tzinfo=UTC),
    )

    hours = {(each.due.hour, each.due.astimezone(COPENHAGEN).hour) for each in year}
    assert hours == {(8, 9), (7, 9)}


def test_week_53_comes_and_its_days_in_january_are_of_the_old_year() -> None:
    assert within(Weekly(FRIDAY, NINE), "2026-12-21", "2027-01-09") == [
        "2026-W52",
        "2026-W53",
        "2027-W01",
    ]


def test_week_1_may_begin_in_the_old_year() -> None:
    assert within(Weekly(MONDAY, NINE), "2025-12-22", "2026-01-06") == [
        "2025-W52",
        "2026-W01",
        "2026-W02",
    ]


def test_every_other_week_goes_on_through_week_53() -> None:
    assert within(EveryOtherWeek(MONDAY, NINE, date(2026, 12, 2)), "2026-11-29", "2027-01-30") == [
        "2026-W49",
        "2026-W51",
        "2026-W53",
        "2027-W02",
        "2027-W04",
    ]


def test_a_month_that_is_too_short_has_it_on_its_last_day() -> None:
    year = occasions(
        Monthly(31, NINE),
        COPENHAGEN,
        datetime(2028, 1, 1, tzinfo=UTC),
        datetime(2028, 5, 1, tzinfo=UTC),
    )

    assert [(each.period, each.day.day) for each in year] == [
        ("2028-01", 31),
        ("2028-02", 29),
        ("2028-03", 31),
        ("2028-04", 30),
    ]


def test_on_weekdays() -> None:
    assert within(WorkingDaily(NINE), "2026-11-27", "2026-12-01T12:00") == [
        "2026-11-27",
        "2026-11-30",
        "2026-12-01",
    ]


def test_a_date_comes_once() -> None:
    assert within(Dated(date(2027, 3, 28), NINE), "2026-01-01", "2030-01-01") == ["2027-03-28"]


def test_a_day_that_begins_twice_is_due_the_first_time() -> None:
    # In Newfoundland clocks were put back in the first minute of the day, to the day before.
    newfoundland, day = ZoneInfo("America/St_Johns"), date(2010, 11, 7)
    minutes = (datetime(2010, 11, 7, 2, minute, tzinfo=UTC) for minute in (29, 45))

    [occasion] = occasions(Dated(day, time(0)), newfoundland, *minutes)

    assert (occasion.day, occasion.due) == (day, datetime(2010, 11, 7, 2, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    "one",
    [
        Weekly(MONDAY, NINE),
        EveryOtherWeek(MONDAY, NINE, date(2026, 12, 2)),
        Monthly(31, NINE),
        WorkingDaily(NINE),
        Dated(date(2027, 3, 28), NINE),
        Occasion("2026-W49", date(2026, 11, 30), datetime(2026, 11, 30, 8, tzinfo=UTC)),
    ],
    ids=lambda one: type(one).__name__,
)
def test_two_that_say_the_same_are_one(one: Any) -> None:
    assert {one, replace(one)} == {one}


@pytest.mark.parametrize("zone", FIVE_ZONES)
def test_through_two_years_of_clocks_each_week_has_one_at_its_local_time(zone: str) -> None:
    dice = Random(zone)
    first, last = datetime(2026, 1, 5, tzinfo=UTC), datetime(2028, 1, 3, tzinfo=UTC)
    expected = walked(ZoneInfo(zone), first, last)

    for slot in [*dice.sample(SLOTS, 6), Slot(6, time(2, 30)), Slot(6, time(2, 0))]:
        assert planned(slot, ZoneInfo(zone), first, last, dice) == expected[slot]
