"""A question, as it lies in the in-tray."""

from dataclasses import asdict, dataclass, field
from typing import Any, Self

VERSION = 1


@dataclass(frozen=True)
class Question:
    """What somebody asked, and where the answer goes.

    `channel` is None when it goes to the asker alone, in a conversation yet to be opened.
    `private` says that only the asker will read it. `language` is None unless a command's word
    shows it. `again` is the key of an earlier question that is asked once more, in whose words;
    `edits` that of one of theirs that they changed into this, at `edited_at` in Slack's words.
    `unasked` says that it stands in a thread of ours without our name.
    """

    user: str
    private: bool
    channel: str | None = None
    thread: str | None = None
    language: str | None = None
    again: str | None = None
    edits: str | None = None
    edited_at: str = ""
    unasked: bool = False
    text: str = field(default="", repr=False)

    def to_payload(self) -> dict[str, Any]:
        return {"version": VERSION, **asdict(self)}

    @classmethod
    def from_payload(cls, payload: dict[str, Any]) -> Self:
        """Raises ValueError for a version that this code does not know."""
        rest = dict(payload)
        if rest.pop("version", None) != VERSION:
            raise ValueError("unknown payload version")
        return cls(**rest)
