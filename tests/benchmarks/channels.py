"""Channels full of messages, as a ledger remembers them; a third of the messages are replies."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playground import Workspace

THREAD_EVERY = 30  # messages, of which the first starts a thread and the next ten reply in it
REPLIES = 10
START = 1_750_000_000  # seconds since 1970: long ago enough for 10,000 minutes
TEXTS = (
    "Vi har lagt *klimaplanen* op, se <https://dk2020.example/klimaplan|klimaplanen>.",
    "Hvem har erfaring med vådområder og lavbundsjorde?",
    "Det har vi. Skriv til os, så finder vi en tid i næste uge.",
    "> Fjernvarmen skal være fossilfri i 2030\nDet når vi ikke uden en varmepumpe mere.",
)


@dataclass(frozen=True)
class FilledChannel:
    """A channel of the workspace with `count` messages, one a minute."""

    id: str
    count: int

    @property
    def newest_thread(self) -> str:
        return self._ts((self.count - 1) // THREAD_EVERY * THREAD_EVERY)

    def messages(self, workspace: Workspace) -> Iterator[dict[str, Any]]:
        people = sorted(workspace.channel(self.id).members - {workspace.app.user})
        for number in range(self.count):
            message = {
                "type": "message",
                "client_msg_id": f"{self.id}-{number}",
                "user": people[number % len(people)],
                "text": TEXTS[number % len(TEXTS)],
                "ts": self._ts(number),
                "team": workspace.id,
                "channel": self.id,
            }
            place = number % THREAD_EVERY
            yield message | ({"thread_ts": self._ts(number - place)} if _replies(place) else {})

    def _ts(self, number: int) -> str:
        return f"{START + number * 60}.000100"


def _replies(place: int) -> bool:
    return 1 <= place <= REPLIES


def write_ledger(file: Path, workspace: Workspace, channels: tuple[FilledChannel, ...]) -> None:
    """Write what a playground reads when it starts: JSON lines."""
    with file.open("w", encoding="utf-8") as lines:
        for channel in channels:
            for message in channel.messages(workspace):
                at = float(message["ts"])
                entry = {"what": "posted", "workspace": workspace.id, "at": at, "message": message}
                lines.write(json.dumps(entry, ensure_ascii=False) + "\n")
