"""What is known of a document that has been read, and how the child tells it."""

import json
from dataclasses import dataclass

from storage.terms import Passage


@dataclass(frozen=True)
class Reading:
    """A document that has been read: `content_hash` is its bytes' SHA-256.

    `about` is its front matter, or what its properties say; `pages` is 0 where there are none.
    """

    title: str
    content_hash: str
    passages: tuple[Passage, ...]
    about: dict[str, str]
    pages: int = 0

    def to_json(self) -> bytes:
        plain = vars(self) | {"passages": [list(vars(p).values()) for p in self.passages]}
        return json.dumps(plain, separators=(",", ":")).encode()

    @classmethod
    def from_json(cls, plain: dict[str, object]) -> "Reading":
        """Raises ValueError or TypeError for what is none: the child is not to be trusted."""
        rows = plain.pop("passages")
        if not isinstance(rows, list):
            raise TypeError("no passages")
        return cls(passages=tuple(Passage(*row) for row in rows), **plain)  # type: ignore[arg-type]
