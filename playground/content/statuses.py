"""What an agent says it is doing, and what it suggests to ask. Neither is a message."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from playground.clocks import SlackTime

VANISHES = 120.0  # seconds without a message; docs.slack.dev, methods/assistant.threads.setStatus


@dataclass(frozen=True)
class Status:
    text: str
    loading: Sequence[str]
    at: float


class Statuses:
    """The statuses, titles and suggested prompts of one workspace's threads."""

    def __init__(self, time: SlackTime) -> None:
        self._time = time
        self._statuses: dict[tuple[str, str], Status] = {}
        self.titles: dict[tuple[str, str], str] = {}
        self.prompts: dict[str, Mapping[str, Any]] = {}

    def set(self, channel: str, thread: str, text: str, loading: Sequence[str]) -> None:
        """Say what the agent does in a thread; '' says nothing."""
        if text:
            self._statuses[channel, thread] = Status(text, loading, self._time.now())
        else:
            self.clear(channel, thread)

    def clear(self, channel: str, thread: str) -> None:
        """As when a message comes."""
        self._statuses.pop((channel, thread), None)

    def find(self, channel: str, thread: str) -> Status | None:
        """The status that stands in a thread now, if it has not vanished."""
        status = self._statuses.get((channel, thread))
        if status is None or self._time.now() - status.at > VANISHES:
            return None
        return status
