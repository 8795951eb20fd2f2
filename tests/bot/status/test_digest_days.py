"""When the digest is shown and sent: on ordinary Fridays, and never unseen."""

from datetime import UTC, date, datetime, time

import pytest

from bot.delivery.local_time import moment_of
from bot.delivery.planner import Schedule, owed
from bot.delivery.working_days import WorkingDays
from bot.duties import DIGEST, DIGEST_PREVIEW
from bot.settings import Settings

CALENDAR = WorkingDays.of(Settings(_env_file=None))  # type: ignore[call-arg]
MONDAYS = {"ordinary": date(2026, 11, 30), "winter holiday": date(2026, 2, 9)}
MONDAYS |= {"Easter": date(2026, 3, 30), "Ascension": date(2026, 5, 11)}


def due(schedule: Schedule, monday: date) -> list[datetime]:
    """In that week."""
    begin = moment_of(monday, time(), CALENDAR.zone)
    end = moment_of(date.fromordinal(monday.toordinal() + 7), time(), CALENDAR.zone)
    found = owed(schedule, CALENDAR, begin, end)
    return [each.occasion.due for each in found if each.skipped is None]


@pytest.mark.parametrize(
    ("week", "days"), [("ordinary", 1), ("winter holiday", 0), ("Easter", 0), ("Ascension", 1)]
)
def test_it_is_sent_on_fridays_that_count(week: str, days: int) -> None:
    assert len(due(DIGEST, MONDAYS[week])) == days


def test_the_secretariat_sees_it_the_day_before_also_where_that_is_a_holiday() -> None:
    assert due(DIGEST_PREVIEW, MONDAYS["ordinary"]) == [datetime(2026, 12, 3, 14, tzinfo=UTC)]
    assert due(DIGEST, MONDAYS["ordinary"]) == [datetime(2026, 12, 4, 8, tzinfo=UTC)]
    [seen], [sent] = due(DIGEST_PREVIEW, MONDAYS["Ascension"]), due(DIGEST, MONDAYS["Ascension"])
    assert CALENDAR.when_allowed(seen) < sent <= seen + DIGEST_PREVIEW.window
    assert due(DIGEST_PREVIEW, MONDAYS["winter holiday"]) == []
