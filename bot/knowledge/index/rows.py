"""What is known of each passage in the index: one row each, in the order they came.

A row is never used again, so that a search that began before a change cannot mistake one passage
for another; what is gone is only marked so, and the index is built anew when too much is.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.knowledge.index.within import Bounds, days
from storage.passages import FoundPassage

Mask = NDArray[np.bool_]
COLUMNS: Mapping[str, type[np.generic]] = {
    "id": np.int64,
    "document": np.int64,
    "alive": np.bool_,
    "scope": np.int32,
    "organisation": np.int32,
    "kind": np.int32,
    "first_day": np.int32,
    "last_day": np.int32,
}
NOBODY = ""


class Rows:
    """The columns of the table; words such as scopes are kept as numbers."""

    def __init__(self) -> None:
        self.size = 0
        self.hashes: list[str] = []  # of what is embedded of each row's passage
        self._with_hash: dict[str, list[int]] = {}
        self._columns = {name: np.zeros(1024, kind) for name, kind in COLUMNS.items()}
        self._words: dict[str, int] = {}
        self._of_document: dict[int, list[int]] = {}

    def column(self, name: str) -> NDArray[Any]:
        """One column, as long as there are rows."""
        return self._columns[name][: self.size]

    @property
    def gone(self) -> int:
        """How many rows are of passages that are no more."""
        return self.size - int(self.column("alive").sum())

    def add(self, found: FoundPassage) -> int:
        """A new row for a passage, which is not found before `swap`; its number."""
        row = self.size
        if row == len(self._columns["id"]):
            self._columns = {
                n: np.concatenate([c, np.zeros_like(c)]) for n, c in self._columns.items()
            }
        first, last = days(found.passage.date)
        organisation = found.owner.code if found.owner else NOBODY
        values = {
            "id": found.id,
            "document": found.document,
            "alive": False,
            "scope": self._number(found.scope),
            "organisation": self._number(organisation),
            "kind": self._number(found.kind),
            "first_day": first,
            "last_day": last,
        }
        for name, value in values.items():
            self._columns[name][row] = value
        self._hash(found.content_hash)
        self.size += 1
        return row

    def swap(self, removed: Iterable[int], added: Iterable[tuple[int, int]]) -> None:
        """From now on these documents' rows are gone, and these (document, row) are found."""
        alive = self._columns["alive"]
        for document in removed:
            alive[self._of_document.pop(document, [])] = False
        for document, row in added:
            alive[row] = True
            self._of_document.setdefault(document, []).append(row)

    def allowed(self, bounds: Bounds) -> Mask:
        """Which rows a search that keeps to these bounds may find, whoever adds some meanwhile."""
        size = self.size
        now = {name: column[:size] for name, column in self._columns.items()}
        mask: Mask = now["alive"].copy()
        if bounds.scopes is not None:
            mask &= self._is_one_of(now["scope"], bounds.scopes)
        if bounds.organisation is not None:
            mask &= self._is_one_of(now["organisation"], [bounds.organisation])
        if bounds.kind is not None:
            mask &= self._is_one_of(now["kind"], [bounds.kind])
        if bounds.since is not None:
            mask &= now["last_day"] >= bounds.since
        if bounds.until is not None:
            mask &= now["first_day"] <= bounds.until
        return mask

    def with_hash(self, content_hash: str) -> Sequence[int]:
        """The rows whose passages have this text, gone or not."""
        return self._with_hash.get(content_hash, ())

    def _hash(self, content_hash: str) -> None:
        self._with_hash.setdefault(content_hash, []).append(len(self.hashes))
        self.hashes.append(content_hash)

    def _is_one_of(self, values: NDArray[Any], words: Iterable[str]) -> Mask:
        mask: Mask = np.zeros(len(values), np.bool_)
        for word in words:
            mask |= values == self._words.get(word, -1)
        return mask

    def _number(self, word: str) -> int:
        return self._words.setdefault(str(word), len(self._words))

    def to_file(self) -> dict[str, Any]:
        """Everything, for the disk cache."""
        arrays = {name: self.column(name) for name in COLUMNS}
        return {**arrays, "hashes": np.array(self.hashes, "S64"), "words": list(self._words)}

    @classmethod
    def from_file(cls, kept: Mapping[str, Any]) -> "Rows":
        rows = cls()
        rows.size = len(kept["id"])
        room = np.zeros(max(1024, rows.size // 4))
        rows._columns = {n: np.concatenate([kept[n], room.astype(k)]) for n, k in COLUMNS.items()}
        rows._words = {str(word): n for n, word in enumerate(kept["words"])}
        for content_hash in kept["hashes"].tolist():
            rows._hash(content_hash.decode())
        alive = np.flatnonzero(rows.column("alive"))
        for row, document in zip(
            alive.tolist(), rows.column("document")[alive].tolist(), strict=True
        ):
            rows._of_document.setdefault(document, []).append(row)
        return rows
