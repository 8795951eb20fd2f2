"""An oracle for weekly occasions: what clocks show is seen by walking along them, a quarter at a
time, and nothing of how occasions are found is used."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from bot.delivery.recurrence import Weekly, occasions

QUARTER = timedelta(minutes=15)  # offsets of zones, and changes of them, are whole ones


@dataclass(frozen=True)
class Slot:
    weekday: int
    clock: time


SLOTS = [Slot(day, time(*divmod(n * 15, 60))) for day in range(7) for n in range(96)]
Seen = Mapping[Slot, Mapping[str, datetime]]  # period and moment


def walked(zone: ZoneInfo, first: datetime, last: datetime) -> Seen:
    """When each slot was shown first in each week; where it never was, the first moment at which
    the clocks showed something later on that day."""
    shown: dict[Slot, dict[str, datetime]] = {slot: {} for slot in SLOTS}
    moment, passed = first, 0
    while moment <= last:
        local = moment.astimezone(zone).replace(tzinfo=None)
        year, week, _ = local.isocalendar()
        reached = local.weekday() * 96 + local.hour * 4 + local.minute // 15
        for number in _new(passed, reached):
            shown[SLOTS[number]].setdefault(f"{year}-W{week:02}", moment)
        passed = reached
        moment += QUARTER
    return {slot: {p: m for p, m in seen.items() if m > first} for slot, seen in shown.items()}


def _new(passed: int, reached: int) -> range:
    """The slots up to the one reached: more than one, when clocks were put forward."""
    jumped = 1 < reached - passed <= 8
    return range(passed + 1 if jumped else reached, reached + 1)


def planned(
    slot: Slot, zone: ZoneInfo, first: datetime, last: datetime, dice: Random
) -> Mapping[str, datetime]:
    """What is planned at moments by chance, on a clock that jumps by an hour or a day, and back.

    Fails where a period comes twice.
    """
    recurrence, found = Weekly(slot.weekday, slot.clock), dict[str, datetime]()
    now = until = first
    while until < last:
        now += timedelta(seconds=dice.uniform(1, 20 * 86_400))
        jump = timedelta(seconds=dice.choice([0, 0, 3600, -3600, 86_400, -86_400]))
        seen = min(now + jump, last)
        for each in occasions(recurrence, zone, until, seen):
            assert each.period not in found, each
            found[each.period] = each.due
        until = max(until, seen)
    return found
