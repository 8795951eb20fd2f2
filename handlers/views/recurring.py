"""How often something recurs, as people say it."""

from bot.delivery.recurrence import (
    Dated,
    EveryOtherWeek,
    Monthly,
    Recurrence,
    Weekly,
    WorkingDaily,
)
from prompts import text
from prompts.dates import named_day, time_of_day, weekday


def recurs(recurrence: Recurrence, language: str) -> str:
    """`hver mandag kl. 9.00`."""
    time = time_of_day(recurrence.clock, language)
    match recurrence:
        case Weekly():
            day = weekday(recurrence.weekday, language)
            return text("recurs.weekly", language, day=day, time=time)
        case EveryOtherWeek():
            day = weekday(recurrence.weekday, language)
            return text("recurs.every_other_week", language, day=day, time=time)
        case Monthly():
            return text("recurs.monthly", language, day=recurrence.day, time=time)
        case WorkingDaily():
            return text("recurs.working_daily", language, time=time)
        case Dated():
            day = named_day(recurrence.on, language)
            return text("recurs.once", language, day=day, time=time)
        case _:
            return text("recurs.somehow", language, time=time)
