"""When something that nobody asked for may be said to somebody."""

from collections.abc import Sequence
from dataclasses import FrozenInstanceError
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.manners import WEEK, Manners, Reach
from storage.absences import Absence

ZONE = ZoneInfo("Europe/Copenhagen")
UNASKED = (Reach.NEWS, Reach.REMINDER, Reach.DEADLINE)


def in_office_hours(moment: datetime) -> datetime:
    local = moment.astimezone(ZONE)
    while local.weekday() > 4 or not time(8) <= local.time() < time(17):
        morning = datetime.combine(local.date(), time(8), ZONE)
        local = morning if local < morning and local.weekday() < 5 else morning + timedelta(days=1)
    return moment if local == moment else local


MANNERS = Manners(ZONE, lambda moment, _: in_office_hours(moment))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """In the week of Monday 30 November 2026, local time."""
    return datetime(2026, 11, 30, hour, minute, tzinfo=ZONE) + timedelta(days=day)


def first(
    now: datetime,
    said: Sequence[datetime] = (),
    away: Sequence[Absence] = (),
    reach: Reach = Reach.REMINDER,
) -> datetime:
    return MANNERS.first_moment(now, reach, said, away)


def test_in_office_hours_it_is_said_at_once() -> None:
    assert first(at(0, 9, 17)) == at(0, 9, 17)


def test_at_night_it_waits_for_the_morning() -> None:
    assert first(at(0, 22)) == at(1, 8)


def test_a_second_reminder_waits_for_the_next_day() -> None:
    assert first(at(0, 10), said=[at(0, 9)]) == at(1, 8)


def test_a_fourth_reminder_waits_until_the_first_is_a_week_old() -> None:
    said = [at(0, 9), at(1, 9), at(2, 9)]

    assert at(7, 9) < first(at(3, 10), said) < at(7, 9, 1)


def test_a_deadline_of_one_s_own_is_not_counted() -> None:
    said = [at(0, 9), at(1, 9), at(2, 9)]

    assert first(at(2, 10), said, reach=Reach.DEADLINE) == at(2, 10)


@pytest.mark.parametrize("reach", UNASKED)
def test_somebody_who_is_away_hears_nothing_until_they_are_back(reach: Reach) -> None:
    away = [Absence(date(2026, 11, 30), date(2026, 12, 2))]

    assert first(at(0, 9), away=away, reach=reach) == at(3, 8)


def test_nobody_s_manners_are_changed_for_others() -> None:
    with pytest.raises(FrozenInstanceError):
        MANNERS.a_week = 7  # type: ignore[misc]


MOMENTS = st.integers(0, 2 * 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


@given(MOMENTS, st.lists(st.integers(0, 8 * 24 * 60), max_size=12), st.integers(0, 20))
def test_it_is_never_too_early_too_often_or_while_they_are_away(
    now: datetime, minutes_ago: list[int], days: int
) -> None:
    said = [now - timedelta(minutes=ago) for ago in minutes_ago]
    today = now.astimezone(ZONE).date()
    away = [Absence(today, today + timedelta(days=days))] if days else []

    moment = first(now, said, away)

    assert moment >= now
    assert in_office_hours(moment) == moment
    assert not any(one.first_day <= moment.astimezone(ZONE).date() <= one.last_day for one in away)
    assert sum(moment - WEEK < one for one in said) < MANNERS.a_week
    assert all(one.astimezone(ZONE).date() != moment.astimezone(ZONE).date() for one in said)
    assert first(moment, said, away) == moment


@given(MOMENTS, st.integers(0, 600))
def test_whoever_asks_later_does_not_get_it_earlier(now: datetime, minutes: int) -> None:
    later = now + timedelta(minutes=minutes)

    assert first(now, said=[now]) <= first(later, said=[now])
