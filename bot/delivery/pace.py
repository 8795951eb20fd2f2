"""How long things may take."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Pace:
    """Durations that both trays go by. A call to Slack takes at most a third of a lease."""

    lease: timedelta = timedelta(seconds=30)
    resend_after: timedelta = timedelta(seconds=60)
    tick: timedelta = timedelta(seconds=1)
    tries: int = 3
    deaths: int = 10  # of the process that held a piece of work, before that piece is blamed
    at_once: int = 8  # pieces of work in hand in one process
    long_at_once: int = 64  # and of work that mostly waits, for a model
