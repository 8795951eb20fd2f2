from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.ladder import (
    MORNING,
    AskWhatSuits,
    DueStep,
    Ladder,
    Said,
    Step,
    Whom,
    entered_steps,
    step_moment,
    steps_due,
)
from bot.delivery.working_days import WorkingDays
from bot.errors import ScheduleImpossible
from tests.bot.calendars import ALLIANCE, COPENHAGEN
from tests.bot.test_working_days import ANYTHING, CALENDARS, MOMENTS

FIRST = Step(14, Whom.COORDINATOR)
SECOND = Step(7, Whom.DEPUTY)
LAST = Step(1, Whom.HEAD)
TOLD = Step(1, Whom.SECRETARIAT)
LADDER = Ladder((FIRST, SECOND, LAST), patience=2)
STEPS = st.lists(st.builds(Step, st.integers(0, 60), st.sampled_from(Whom)), min_size=1, max_size=6)


def local(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=COPENHAGEN).astimezone(UTC)


FRIDAY_NOON = local("2026-12-11T12:00")


def when(deadline: datetime, step: Step) -> str:
    moment = step_moment(deadline, step, ALLIANCE, MORNING).astimezone(COPENHAGEN)
    return f"{moment:%Y-%m-%d %H:%M}"


def next_word(now: str, said: Said = Said(), ladder: Ladder = LADDER) -> object:  # noqa: B008
    return ladder.next_word(FRIDAY_NOON, said, local(now), ALLIANCE)


def test_a_step_is_so_many_days_before_the_deadline() -> None:
    assert when(FRIDAY_NOON, FIRST) == "2026-11-27 09:00"
    assert when(FRIDAY_NOON, SECOND) == "2026-12-04 09:00"
    assert when(FRIDAY_NOON, LAST) == "2026-12-10 09:00"


@pytest.mark.parametrize(
    ("deadline", "days", "moment"),
    [
        ("2026-12-14T12:00", 1, "2026-12-11 09:00"),  # a Sunday: the Friday before
        ("2026-04-07T12:00", 1, "2026-04-01 09:00"),  # Easter
        ("2026-08-03T12:00", 7, "2026-07-03 09:00"),  # weeks 28 to 31
        ("2026-12-11T08:30", 0, "2026-12-10 09:00"),  # its own day would be too late
        ("2026-12-11T12:00", 0, "2026-12-11 09:00"),
        ("2026-12-11T09:00", 0, "2026-12-11 09:00"),
    ],
)
def test_where_nobody_may_be_reminded_it_is_earlier(deadline: str, days: int, moment: str) -> None:
    assert when(local(deadline), Step(days, Whom.COORDINATOR)) == moment


def test_nothing_is_said_before_its_time() -> None:
    assert next_word("2026-11-27T08:59") is None
    assert next_word("2026-11-27T09:00") == FIRST


def test_each_step_is_said_once_and_to_whom_it_is_for() -> None:
    assert next_word("2026-12-01T10:00", Said(frozenset({FIRST}))) is None
    assert next_word("2026-12-04T09:00", Said(frozenset({FIRST}))) == SECOND
    assert next_word("2026-12-10T09:00", Said(frozenset({FIRST, SECOND}))) == LAST


def test_of_two_steps_on_one_day_each_is_said() -> None:
    ladder = Ladder((LAST, TOLD))

    said = next_word("2026-12-10T09:00", ladder=ladder)
    assert said in (LAST, TOLD)
    assert isinstance(said, Step)
    [other] = {LAST, TOLD} - {said}
    assert next_word("2026-12-10T09:00", Said(frozenset({said})), ladder) == other


def test_steps_that_were_missed_are_passed_over() -> None:
    assert next_word("2026-12-04T10:00") == SECOND
    assert next_word("2026-12-04T10:00", Said(frozenset({SECOND}))) is None


def test_whoever_has_answered_is_left_alone() -> None:
    assert next_word("2026-12-10T09:00", Said(is_satisfied=True)) is None


def test_after_the_deadline_nothing_is_said() -> None:
    assert next_word("2026-12-11T12:00", Said(frozenset({FIRST, SECOND}))) == LAST
    assert next_word("2026-12-11T12:01", Said(frozenset({FIRST, SECOND}))) is None


def test_after_so_many_without_an_answer_it_asks_what_would_suit_once() -> None:
    twice = Said(frozenset({FIRST, SECOND}), unanswered=2)

    assert isinstance(next_word("2026-12-10T09:00", twice), AskWhatSuits)
    asked = Said(twice.steps, unanswered=2, has_asked_what_suits=True)
    assert next_word("2026-12-10T10:00", asked) is None


def test_with_patience_for_one_it_asks_after_one() -> None:
    ladder = Ladder((FIRST, SECOND), patience=1)

    assert next_word("2026-11-27T09:00", ladder=ladder) == FIRST
    once = Said(frozenset({FIRST}), unanswered=1)
    assert isinstance(next_word("2026-12-04T09:00", once, ladder), AskWhatSuits)


@pytest.mark.parametrize(("unanswered", "asks"), [(2, False), (3, True), (4, True)])
def test_three_may_go_unanswered_where_nothing_else_is_said(unanswered: int, asks: bool) -> None:
    ladder = Ladder((FIRST, SECOND, LAST))

    word = next_word("2026-12-10T09:00", Said(unanswered=unanswered), ladder)

    assert isinstance(word, AskWhatSuits) is asks


@pytest.mark.parametrize(
    "one",
    [FIRST, DueStep(FIRST, FRIDAY_NOON), Said(frozenset({FIRST})), LADDER],
    ids=lambda one: type(one).__name__,
)
def test_two_that_say_the_same_are_one(one: Any) -> None:
    assert {one, replace(one)} == {one}


def test_a_step_after_the_deadline_is_refused() -> None:
    with pytest.raises(ScheduleImpossible) as refused:
        Ladder((FIRST, Step(-1, Whom.HEAD)))

    assert refused.value.key == "schedule.step_after_deadline"
    assert refused.value.values == {"nearest": "0"}


def test_the_deadline_s_own_day_is_the_last_that_a_step_may_have() -> None:
    on_the_day = Step(0, Whom.HEAD)

    assert entered_steps([FIRST, on_the_day]) == [FIRST, on_the_day]


def test_a_ladder_without_steps_is_refused() -> None:
    with pytest.raises(ScheduleImpossible) as refused:
        entered_steps([])

    assert refused.value.key == "schedule.no_steps"
    assert refused.value.values == {"nearest": "7"}


@ANYTHING
@given(CALENDARS, MOMENTS, st.integers(0, 60))
def test_a_step_is_never_at_a_bad_time_and_never_after_the_deadline(
    calendar: WorkingDays, deadline: datetime, days: int
) -> None:
    moment = step_moment(deadline, Step(days, Whom.COORDINATOR), calendar, MORNING)

    assert moment <= deadline
    assert calendar.when_allowed(moment, reminder=True) == moment
    assert calendar.day_of(moment) <= calendar.day_of(deadline) - timedelta(days=days)


@ANYTHING
@given(CALENDARS, MOMENTS, st.integers(0, 60), st.integers(0, 60))
def test_who_is_nearer_the_deadline_is_not_reminded_earlier(
    calendar: WorkingDays, deadline: datetime, one: int, other: int
) -> None:
    early, late = (
        step_moment(deadline, Step(days, Whom.COORDINATOR), calendar, MORNING)
        for days in sorted((one, other), reverse=True)
    )

    assert early <= late


@ANYTHING
@given(CALENDARS, MOMENTS, STEPS, st.timedeltas(timedelta(), timedelta(days=90)))
def test_what_was_due_stays_due_until_the_deadline(
    calendar: WorkingDays, deadline: datetime, steps: list[Step], before: timedelta
) -> None:
    then = steps_due(deadline, steps, deadline - before, calendar)
    at_last = steps_due(deadline, steps, deadline, calendar)

    assert set(then) <= set(at_last)
    assert {due.step for due in at_last} == set(steps)
    assert [due.at for due in at_last] == sorted(due.at for due in at_last)
    assert steps_due(deadline, steps, deadline + timedelta(seconds=1), calendar) == ()
