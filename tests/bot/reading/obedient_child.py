"""A child that does what a file says instead of reading it: `exit 1`, `signal 9`, `sleep 15`.

Its limits, and how it is watched and ended, are those of the child that reads documents.
"""

import os
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import psutil

from bot.knowledge.reading import Reading, child
from storage.terms import Passage

MB = 1024 * 1024
SEEN = 0.1  # seconds in which the parent looks at the memory several times


def work(seconds: int) -> None:
    """Take so much of the processor's time."""
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass


def hold(megabytes: int) -> None:
    """Grow to so much memory in all, and stay there until that was seen."""
    me, held = psutil.Process(), []
    while me.memory_info().rss < megabytes * MB:
        held.append(b"k" * MB)
    time.sleep(SEEN)


DOES: Mapping[str, Callable[[int], object]] = {
    "exit": sys.exit,
    "signal": lambda number: os.kill(os.getpid(), number),
    "sleep": time.sleep,
    "work": work,
    "hold": hold,
}


def obey(path: Path, name: str) -> Reading:
    told, how_much = path.read_text().split()
    DOES[told](int(how_much))
    return Reading(name, "", (Passage(0, "", told),), {})


if __name__ == "__main__":
    child.read_document = obey  # type: ignore[attr-defined]
    child.main()
