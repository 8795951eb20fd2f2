"""The ladder: who is reminded how long before a deadline, and when it is left alone."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum, auto

from bot.delivery.local_time import moment_of
from bot.delivery.working_days import DAY, MIDNIGHT, WorkingDays
from bot.errors import ScheduleImpossible

MORNING = time(9)


class Whom(StrEnum):
    COORDINATOR = auto()
    DEPUTY = auto()
    HEAD = auto()
    SECRETARIAT = auto()


@dataclass(frozen=True)
class Step:
    """So many days before the deadline's own day; earlier, if nobody may be reminded on that."""

    days_before: int
    to: Whom


@dataclass(frozen=True)
class DueStep:
    step: Step
    at: datetime


class AskWhatSuits:
    """So many reminders went unanswered: ask what would suit, instead of one more."""


@dataclass(frozen=True)
class Said:
    """What has been said so far of one matter before its deadline, and what came of it."""

    steps: frozenset[Step] = frozenset()
    unanswered: int = 0
    is_satisfied: bool = False
    has_asked_what_suits: bool = False


@dataclass(frozen=True)
class Ladder:
    """`patience`: so many reminders may go unanswered."""

    steps: Sequence[Step]
    patience: int = 3
    clock: time = MORNING

    def __post_init__(self) -> None:
        entered_steps(self.steps)

    def next_word(
        self, deadline: datetime, said: Said, now: datetime, calendar: WorkingDays
    ) -> Step | AskWhatSuits | None:
        """What to say now, if anything. Of several steps that are due the last one counts."""
        due = steps_due(deadline, self.steps, now, calendar, clock=self.clock, taken=said.steps)
        if said.is_satisfied or said.has_asked_what_suits or not due:
            return None
        return AskWhatSuits() if said.unanswered >= self.patience else due[-1].step


def entered_steps(steps: Sequence[Step]) -> Sequence[Step]:
    """As they are. Raises ScheduleImpossible: there is none, or one is after the deadline."""
    if not steps:
        raise ScheduleImpossible("schedule.no_steps", nearest="7")
    if any(step.days_before < 0 for step in steps):
        raise ScheduleImpossible("schedule.step_after_deadline", nearest="0")
    return steps


def steps_due(
    deadline: datetime,
    steps: Sequence[Step],
    now: datetime,
    calendar: WorkingDays,
    *,
    clock: time = MORNING,
    taken: Collection[Step] = (),
) -> Sequence[DueStep]:
    """The steps whose time has come, except those taken and those that a later one taken has
    overtaken; earliest first. Once the deadline has passed there are none."""
    if now > deadline:
        return ()
    nearest = min((step.days_before for step in taken), default=None)
    dues = [
        DueStep(step, step_moment(deadline, step, calendar, clock))
        for step in sorted(steps, key=lambda step: -step.days_before)
        if step not in taken and (nearest is None or step.days_before <= nearest)
    ]
    return [due for due in dues if due.at <= now]


def step_moment(deadline: datetime, step: Step, calendar: WorkingDays, clock: time) -> datetime:
    """When the step is taken: on its day or the last one before it on which a reminder may be
    said before the deadline."""
    day = calendar.day_of(deadline) - timedelta(days=step.days_before)
    while (at := _reminder_on(day, clock, calendar)) is None or at > deadline:
        day -= DAY
    return at


def _reminder_on(day: date, clock: time, calendar: WorkingDays) -> datetime | None:
    """The first moment of the day from that time on; if there is none, the first of the day."""
    for earliest in (clock, MIDNIGHT):
        at = calendar.when_allowed(moment_of(day, earliest, calendar.zone), reminder=True)
        if calendar.day_of(at) == day:
            return at
    return None
