"""What really happened, in order. The ledger is the truth; messages are read out of it."""

import asyncio
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

Entry = dict[str, Any]


def _whole_lines(file: Path) -> Iterator[Entry]:
    """What was written; a last line that a kill cut short did not happen."""
    for line in file.read_bytes().split(b"\n"):
        with suppress(ValueError):  # no JSON, or not even text
            entry = json.loads(line)
            if isinstance(entry, dict) and "what" in entry:
                yield entry


def _end_the_last_line(file: Path) -> None:
    if not file.read_bytes().endswith(b"\n"):
        with file.open("a", encoding="utf-8") as torn:
            torn.write("\n")


class Ledger:
    """Keeps entries in memory and, given a file, on disk, so that a restart loses nothing."""

    def __init__(self, file: Path | None = None, now: Callable[[], float] = time.time) -> None:
        self.entries: list[Entry] = []
        self._file = file
        self._now = now
        self._readers: set[asyncio.Queue[Entry]] = set()
        if file is not None and file.exists():
            self.entries = list(_whole_lines(file))
            _end_the_last_line(file)

    def write(self, what: str, **details: Any) -> Entry:
        """Note that something happened: posted, edited, deleted … now, unless `at` is said."""
        entry = {"what": what, "at": self._now(), **details}
        if self._file is not None:
            line = json.dumps(entry, ensure_ascii=False) + "\n"
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with self._file.open("a", encoding="utf-8") as file:
                file.write(line)
        self.entries.append(entry)
        for reader in self._readers:
            reader.put_nowait(entry)
        return entry

    @contextmanager
    def follow(self) -> Iterator[asyncio.Queue[Entry]]:
        """A queue that gets every entry from now on."""
        queue: asyncio.Queue[Entry] = asyncio.Queue()
        self._readers.add(queue)
        try:
            yield queue
        finally:
            self._readers.discard(queue)
