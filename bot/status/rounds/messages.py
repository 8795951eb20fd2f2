"""The messages of a round, and whether they are still wanted."""

from dataclasses import dataclass
from typing import Self

from storage.terms import AGAIN

STATUS = "status"  # the schedule, and what the occasions begin with

# Kinds of message. All show how far the round is, and what can be done about it.
PROMPT = "status.prompt"  # unasked, on Mondays
ASKED = "status.asked"  # by `/klima status`
LATER = "status.later"  # the prompt again, when somebody wanted it
SNOOZED = "status.snoozed"  # when that will be
NUDGE = "status.nudge"  # on Thursdays, while nothing was told
SUITS = "status.suits"  # after three silent rounds: what would suit them
KEPT = "status.kept"  # to whoever wrote it: what stands now
NOT_KEPT = "status.not_kept"  # it was not sent, and can be
RHYTHM = "status.rhythm"  # how often they are asked from now on
PROPOSED = "status.proposed"  # how one's own words would be told
KINDS = (PROMPT, ASKED, LATER, NUDGE)

# Notices.
NOT_YOURS = "status.not_yours"
TOO_LATE = "status.too_late"
FAILED = "status.failed"
NOTICES = (NOT_YOURS, TOO_LATE, FAILED)


@dataclass(frozen=True)
class About:
    """Which municipality's round, in which period, a message is about."""

    period: str
    code: str

    @property
    def occasion(self) -> str:
        return f"{STATUS}:{self.period}:{self.code}"

    def again(self, key: str) -> str:
        """The occasion of one more message about it, because of what was done by this key."""
        return f"{self.occasion}{AGAIN}{key}"

    @classmethod
    def of(cls, occasion: str) -> Self | None:
        """None for an occasion of the schedule, which names no municipality."""
        parts = occasion.partition(AGAIN)[0].split(":")
        return cls(parts[1], parts[2]) if len(parts) == 3 else None
