"""The alliance's calendar, as its settings are unless somebody changes them."""

from zoneinfo import ZoneInfo

from bot.calendar_words import QuietHours, read_days, read_quiet_hours, read_weeks
from bot.delivery.working_days import WorkingDays

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
FIVE_ZONES = (
    "Europe/Copenhagen",
    "America/New_York",
    "Australia/Lord_Howe",  # half an hour of summer time
    "Asia/Kolkata",  # none
    "Pacific/Chatham",  # 12:45 ahead
)


def quiet_hours(written: str = "17-8") -> QuietHours | None:
    return read_quiet_hours(written)


ALLIANCE = WorkingDays(
    COPENHAGEN, read_days("5/6,24/12,31/12"), read_weeks("7,28-31,42,jul"), quiet_hours()
)
