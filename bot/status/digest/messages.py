"""The digest's messages, and what their occasions say."""

from dataclasses import dataclass
from typing import Self

from storage.terms import AGAIN

# Kinds of message.
DIGEST = "status.digest"  # in a channel; also the schedule, and what occasions begin with
PART = "status.digest_part"  # in its thread: every line, municipality by municipality
PREVIEW = "status.digest_preview"  # to the secretariat, the day before; also a schedule
LEFT_OUT = "status.left_out"  # to whoever told a line that the secretariat left out

# Notices.
NOT_YOURS = "status.digest_not_yours"
TOO_LATE = "status.digest_too_late"
FAILED = "status.digest_failed"
NOTICES = (NOT_YOURS, TOO_LATE, FAILED)


def occasion_of(period: str) -> str:
    return f"{DIGEST}:{period}"


def period_of(occasion: str) -> str:
    return occasion.partition(AGAIN)[0].removeprefix(f"{DIGEST}:")


@dataclass(frozen=True)
class Place:
    """Which message of which thread it is; the first is 1."""

    period: str
    recipient: str
    number: int

    @property
    def occasion(self) -> str:
        return f"{occasion_of(self.period)}{AGAIN}{self.recipient}:{self.number}"

    @classmethod
    def of(cls, occasion: str) -> Self:
        recipient, _, number = occasion.partition(AGAIN)[2].partition(":")
        return cls(period_of(occasion), recipient, int(number))


def left_out_occasion(update: int) -> str:
    return f"{LEFT_OUT}:{update}"


def left_out_update(occasion: str) -> int:
    return int(occasion.removeprefix(f"{LEFT_OUT}:"))
