from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.calendar_words import Weeks, read_days, read_quiet_hours, read_weeks
from bot.delivery.local_time import moment_of
from bot.delivery.working_days import WorkingDays
from bot.settings import Settings
from tests.bot.calendars import ALLIANCE, COPENHAGEN, FIVE_ZONES

DAY = timedelta(days=1)


def local(day: str, clock: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=COPENHAGEN).astimezone(UTC)


def said(moment: datetime, *, reminder: bool = False) -> str:
    allowed = ALLIANCE.when_allowed(moment, reminder=reminder).astimezone(COPENHAGEN)
    return f"{allowed:%Y-%m-%d %H:%M}"


def test_the_settings_make_the_alliances_calendar() -> None:
    assert WorkingDays.of(Settings()) == ALLIANCE


def test_two_calendars_that_say_the_same_are_one() -> None:
    assert {ALLIANCE, replace(ALLIANCE)} == {ALLIANCE}


@pytest.mark.parametrize(
    "day",
    [
        "2026-04-02",  # skærtorsdag
        "2026-04-06",  # anden påskedag
        "2026-05-14",  # Kristi himmelfart
        "2026-06-05",  # grundlovsdag
        "2026-12-24",
        "2026-12-25",
        "2026-12-31",
        "2027-01-01",
        "2026-11-28",  # a Saturday
        "2026-11-29",
    ],
)
def test_nobody_works_on_a_holiday_a_day_off_or_a_weekend(day: str) -> None:
    assert not ALLIANCE.is_working(date.fromisoformat(day))


@pytest.mark.parametrize("day", ["2024-04-26", "2026-05-01", "2027-04-23", "2026-12-30"])
def test_store_bededag_is_gone_and_1_may_is_worked(day: str) -> None:
    assert ALLIANCE.is_working(date.fromisoformat(day))


def test_a_day_off_may_be_another() -> None:
    calendar = WorkingDays(COPENHAGEN, read_days("1/5"))

    assert not calendar.is_working(date(2026, 5, 1))
    assert calendar.is_working(date(2026, 6, 5))
    assert calendar.is_working(date(2026, 12, 24))


@pytest.mark.parametrize(
    ("day", "next_one"),
    [
        ("2026-11-30", "2026-11-30"),
        ("2026-11-28", "2026-11-30"),
        ("2026-04-02", "2026-04-07"),
        ("2026-12-24", "2026-12-28"),
        ("2026-12-31", "2027-01-04"),
    ],
)
def test_the_next_working_day(day: str, next_one: str) -> None:
    assert ALLIANCE.next_working_day(date.fromisoformat(day)) == date.fromisoformat(next_one)


@pytest.mark.parametrize(
    ("monday", "skipped"),
    [
        ("2026-02-09", True),  # week 7
        ("2026-02-16", False),
        ("2026-06-29", False),  # 27
        ("2026-07-06", True),  # 28
        ("2026-07-27", True),  # 31
        ("2026-08-03", False),
        ("2026-10-12", True),  # 42
        ("2026-12-14", False),
        ("2026-12-21", True),  # 52 of 53
        ("2026-12-28", True),  # 53
        ("2027-01-04", False),  # 1, when all are back
        ("2025-12-22", True),
        ("2025-12-29", True),  # 1 of 2026
        ("2023-12-18", False),  # 24 December is its Sunday
        ("2023-12-25", True),
        ("2027-12-20", True),  # 24 December is its Friday
    ],
)
def test_skipped_weeks(monday: str, skipped: bool) -> None:
    week = [date.fromisoformat(monday) + n * DAY for n in range(7)]

    assert {ALLIANCE.is_skipped(day) for day in week} == {skipped}


def test_no_week_is_skipped_unless_it_is_set() -> None:
    calendar = WorkingDays(COPENHAGEN, skipped_weeks=read_weeks("none"))

    assert not any(calendar.is_skipped(date(2026, 1, 1) + n * DAY) for n in range(365))


@pytest.mark.parametrize(
    ("asked", "allowed"),
    [
        (("2026-11-30", "10:15"), "2026-11-30 10:15"),
        (("2026-11-30", "08:00"), "2026-11-30 08:00"),
        (("2026-11-30", "07:59:59"), "2026-11-30 08:00"),
        (("2026-11-30", "16:59"), "2026-11-30 16:59"),
        (("2026-11-30", "17:00"), "2026-12-01 08:00"),
        (("2026-12-01", "00:30"), "2026-12-01 08:00"),
        (("2026-11-27", "14:00"), "2026-11-27 14:00"),
        (("2026-11-27", "17:00"), "2026-11-30 08:00"),
        (("2026-11-28", "10:00"), "2026-11-30 08:00"),
        (("2026-12-23", "18:00"), "2026-12-28 08:00"),
        (("2026-07-08", "10:00"), "2026-07-08 10:00"),
        (("2026-03-27", "18:00"), "2026-03-30 08:00"),  # summer time begins on the Sunday
        (("2026-10-23", "18:00"), "2026-10-26 08:00"),  # and ends
    ],
)
def test_when_something_unasked_may_be_said(asked: tuple[str, str], allowed: str) -> None:
    assert said(local(*asked)) == allowed


@pytest.mark.parametrize(
    ("asked", "allowed"),
    [
        (("2026-11-27", "13:59"), "2026-11-27 13:59"),
        (("2026-11-27", "14:00"), "2026-11-30 08:00"),
        (("2026-11-26", "14:00"), "2026-11-26 14:00"),
        (("2026-07-03", "15:00"), "2026-08-03 08:00"),
        (("2026-12-18", "14:00"), "2027-01-04 08:00"),
    ],
)
def test_when_somebody_may_be_reminded(asked: tuple[str, str], allowed: str) -> None:
    assert said(local(*asked), reminder=True) == allowed


def test_without_quiet_hours_only_days_off_are_quiet() -> None:
    calendar = WorkingDays(COPENHAGEN)

    night = local("2026-11-30", "03:00")
    assert calendar.when_allowed(night) == night
    assert calendar.when_allowed(local("2026-11-28", "10:00")) == local("2026-11-30", "00:00")


def test_quiet_hours_may_lie_within_a_day() -> None:
    calendar = WorkingDays(COPENHAGEN, quiet_hours=read_quiet_hours("12-13"))

    assert calendar.when_allowed(local("2026-11-30", "12:30")) == local("2026-11-30", "13:00")
    assert calendar.when_allowed(local("2026-11-30", "11:59")) == local("2026-11-30", "11:59")


MOMENTS = st.datetimes(
    datetime(2026, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    datetime(2037, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
HOURS = [f"{start}-{end}" for start in range(24) for end in range(24) if start != end]
ANYTHING = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
CALENDARS = st.builds(
    WorkingDays,
    st.sampled_from([*FIVE_ZONES, "America/Nuuk"]).map(ZoneInfo),
    st.frozensets(st.tuples(st.integers(1, 12), st.integers(1, 31)), max_size=50),
    st.builds(Weeks, st.frozensets(st.integers(1, 53), max_size=26), st.booleans()),
    st.sampled_from(HOURS).map(read_quiet_hours) | st.none(),
)


@ANYTHING
@given(CALENDARS, MOMENTS, st.booleans())
def test_it_is_never_said_at_a_bad_time(
    calendar: WorkingDays, moment: datetime, reminder: bool
) -> None:
    allowed = calendar.when_allowed(moment, reminder=reminder)

    shown = allowed.astimezone(calendar.zone)
    assert allowed >= moment
    assert calendar.is_working(shown.date())
    assert calendar.quiet_hours is None or shown.time() not in calendar.quiet_hours
    if reminder:
        assert not calendar.is_skipped(shown.date())
        assert not (shown.weekday() == 4 and shown.time() >= time(14))
    assert calendar.when_allowed(allowed, reminder=reminder) == allowed


@ANYTHING
@given(CALENDARS, MOMENTS, st.timedeltas(timedelta(), timedelta(days=40)), st.booleans())
def test_whoever_asks_later_is_not_allowed_earlier(
    calendar: WorkingDays, moment: datetime, later: timedelta, reminder: bool
) -> None:
    first = calendar.when_allowed(moment, reminder=reminder)

    assert calendar.when_allowed(moment + later, reminder=reminder) >= first


@ANYTHING
@given(CALENDARS, MOMENTS, st.booleans())
def test_it_is_the_first_moment_that_is_allowed(
    calendar: WorkingDays, moment: datetime, reminder: bool
) -> None:
    allowed = calendar.when_allowed(moment, reminder=reminder)

    between = moment
    while between < allowed:
        assert calendar.when_allowed(between, reminder=reminder) == allowed
        between += max((allowed - moment) / 20, timedelta(minutes=7))


ON_A_GAP = [
    ("Europe/Copenhagen", "2026-03-29", "02:30", "2026-03-29T01:00"),
    ("Europe/Copenhagen", "2026-03-29", "02:00", "2026-03-29T01:00"),
    ("Europe/Copenhagen", "2026-03-29", "03:00", "2026-03-29T01:00"),
    ("Europe/Copenhagen", "2026-03-29", "01:59", "2026-03-29T00:59"),
    ("Europe/Copenhagen", "2026-10-25", "02:30", "2026-10-25T00:30"),  # twice: the first
    ("Europe/Copenhagen", "2026-10-25", "03:00", "2026-10-25T02:00"),
    ("America/New_York", "2026-03-08", "02:59", "2026-03-08T07:00"),
    ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:30"),
    ("Pacific/Chatham", "2026-09-27", "02:50", "2026-09-26T14:00"),
    ("America/Nuuk", "2026-03-28", "23:30", "2026-03-29T01:00"),
    ("Pacific/Apia", "2011-12-30", "08:00", "2011-12-30T10:00"),  # a day that never was
]


@pytest.mark.parametrize(("zone", "day", "clock", "moment"), ON_A_GAP)
def test_a_time_that_clocks_skip_or_show_twice(
    zone: str, day: str, clock: str, moment: str
) -> None:
    found = moment_of(date.fromisoformat(day), time.fromisoformat(clock), ZoneInfo(zone))

    assert found == datetime.fromisoformat(moment).replace(tzinfo=UTC)


def test_whichever_time_they_skip_it_is_the_moment_at_which_they_are_put_forward() -> None:
    skipped = (time(2, minute) for minute in range(60))

    found = {moment_of(date(2026, 3, 29), clock, COPENHAGEN) for clock in skipped}

    assert found == {datetime(2026, 3, 29, 1, tzinfo=UTC)}
