"""Who has read how far. Forgotten at a restart, when everything counts as read."""

from collections.abc import Iterable, Sequence
from itertools import takewhile

from playground.messages import Message, is_reply
from playground.workspace import Person


class Marks:
    """The last timestamp that each person has seen in each channel."""

    def __init__(self, start: str) -> None:
        self._start = start
        self._seen: dict[tuple[str, str], str] = {}

    def read(self, person: Person, channel: str, messages: Sequence[Message]) -> None:
        if messages:
            self._seen[person.id, channel] = messages[-1]["ts"]

    def unread(self, person: Person, channel: str, messages: Sequence[Message]) -> int:
        """How many messages are new to the person; in threads, only where they take part."""
        seen = self._seen.get((person.id, channel), self._start)
        newest_first = takewhile(lambda message: message["ts"] > seen, reversed(messages))
        new = [message for message in newest_first if message.get("user") != person.id]
        joined = _threads_of(person, messages) if any(map(is_reply, new)) else set()
        return sum(not is_reply(m) or m["thread_ts"] in joined for m in new)


def _threads_of(person: Person, messages: Iterable[Message]) -> set[str]:
    own = (message for message in messages if message.get("user") == person.id)
    return {message.get("thread_ts") or message["ts"] for message in own}
