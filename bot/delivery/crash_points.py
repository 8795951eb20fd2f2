"""Numbered places in the code at which a test may kill or stop the process.

KLIMABOT_CRASH_AT=POSTED kills it with SIGKILL when it comes there; POSTED:answer only for that
kind of work or message, POSTED:answer:2 the second time, POSTED::2 the second time of any kind.
KLIMABOT_CRASH_SIGNAL=SIGSTOP stops it instead, each such time. Unset, a point costs nothing.
"""

import os
import signal
from dataclasses import dataclass
from enum import IntEnum


class Point(IntEnum):
    """In the order in which a message passes them: both trays, then what may come after."""

    RECORDING = 1  # a person's act is written, and not committed
    RECORDED = 2  # committed, not acknowledged
    WORK_TAKING = 3  # taken from the in-tray, not committed
    WORK_TAKEN = 4  # committed; the acknowledgement is out
    WORK_DONE = 5  # not settled
    WORK_SETTLED = 6  # and nobody was told that there is something to send
    TAKING = 10  # taken from the out-tray, not committed
    TAKEN = 11  # committed; not asked yet whether it is still wanted
    WANTED = 12  # it is still wanted
    POSTING = 13  # written that a post may exist, and not committed
    BEFORE_POST = 14  # committed
    POSTED = 15  # Slack answered; not settled
    SETTLING = 16  # settled, and not committed
    SETTLED = 17
    BEFORE_LOOK = 20  # an earlier post may have been accepted
    LOOKED = 21
    BEFORE_TWIN = 22  # a second message of the same delivery is about to be deleted
    TWIN_DELETED = 23
    BEFORE_UPDATE = 30
    UPDATED = 31  # not settled
    BEFORE_DELETE = 32  # of what is no longer wanted
    DELETED = 33  # not settled
    LATER = 34  # Slack would not; it is not written yet that it is tried again
    PARKING = 35  # Slack never will; not committed


@dataclass
class _Armed:
    point: Point
    kind: str
    nth: int
    signal: signal.Signals
    passed: int = 0

    def passes(self, point: Point, kind: str) -> None:
        if point is not self.point or self.kind not in ("", kind):
            return
        self.passed += 1
        if self.passed % self.nth == 0:
            os.kill(os.getpid(), self.signal)


_armed: _Armed | None = None


def arm(where: str, signal_name: str = "SIGKILL") -> None:
    """Die at the point that is named, as the environment says it; at none for ''.

    Raises KeyError or ValueError for what is none.
    """
    global _armed
    point, kind, nth = [*where.split(":"), "", ""][:3]
    how = signal.Signals[signal_name]
    _armed = _Armed(Point[point], kind, int(nth or 1), how) if where else None


def at(point: Point, kind: str = "") -> None:
    """We are at this point, with work or a message of this kind."""
    if _armed is not None:
        _armed.passes(point, kind)


arm(os.environ.get("KLIMABOT_CRASH_AT", ""), os.environ.get("KLIMABOT_CRASH_SIGNAL") or "SIGKILL")
