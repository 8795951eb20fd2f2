"""Leaving a server alone that does not answer."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

FAILURES = 3  # one after the other
REST = timedelta(seconds=60)


@dataclass
class Breaker:
    """After some failures in a row the server is asked no more for a minute; then once."""

    most: float = FAILURES
    failures: int = 0
    rests_until: datetime | None = field(default=None)

    def is_open(self, now: datetime) -> bool:
        """Whether the server is to be left alone."""
        return self.rests_until is not None and now < self.rests_until

    def failed(self, now: datetime) -> None:
        self.failures += 1
        if self.failures >= self.most:
            self.rests_until = now + REST

    def answered(self) -> None:
        self.failures, self.rests_until = 0, None
