"""Ten years of weekly occasions in five zones, planned on a clock that jumps."""

from collections import Counter
from datetime import UTC, datetime
from random import Random
from zoneinfo import ZoneInfo

import pytest

from tests.bot.calendars import FIVE_ZONES
from tests.bot.walked import SLOTS, planned, walked

FIRST, LAST = datetime(2026, 1, 5, tzinfo=UTC), datetime(2036, 1, 7, tzinfo=UTC)

pytestmark = [pytest.mark.faults, pytest.mark.timeout(900)]


@pytest.mark.parametrize("zone", FIVE_ZONES)
def test_each_week_of_ten_years_has_one_at_its_local_time(zone: str) -> None:
    dice = Random(zone)
    expected = walked(ZoneInfo(zone), FIRST, LAST)
    counts = Counter[str]()

    for slot in SLOTS:
        found = planned(slot, ZoneInfo(zone), FIRST, LAST, dice)
        counts["periods"] += len(expected[slot])
        counts["missed"] += len(expected[slot].keys() - found.keys())
        counts["too many"] += len(found.keys() - expected[slot].keys())
        counts["at another time"] += sum(
            found[period] != moment for period, moment in expected[slot].items() if period in found
        )

    print(  # noqa: T201 - the counts are what this run is for
        f"\n{zone}: {len(SLOTS)} weekly occasions, {dict(counts)}, twice 0"
    )
    assert not counts["missed"] + counts["too many"] + counts["at another time"]
