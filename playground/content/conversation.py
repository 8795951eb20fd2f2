"""One channel's messages: in the channel itself and in its threads, oldest first."""

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

Message = dict[str, Any]
STREAM_LIVES = 300.0  # seconds, even while it grows; python-slack-sdk issues 1859 and 1880


def is_reply(message: Message) -> bool:
    return message.get("thread_ts") not in (None, message["ts"])


def is_alive(message: Message, now: float) -> bool:
    """Whether it still streams in. One that was stopped or given up is an ordinary message."""
    stream = message.get("stream")
    if stream is None or stream.get("stopped"):
        return False
    return bool(now - stream["started"] <= STREAM_LIVES)


def is_seen_by(message: Message, person: str | None) -> bool:
    """An ephemeral message is for one person alone; None sees what everybody sees."""
    return message.get("only") in (None, person)


class Conversation:
    """Finds messages by timestamp without walking through all of them."""

    def __init__(self) -> None:
        self._by_ts: dict[str, Message] = {}
        self._all: list[str] = []
        self._top: list[str] = []
        self._threads: dict[str, list[str]] = defaultdict(list)

    def add(self, message: Message) -> None:
        ts = message["ts"]
        self._by_ts[ts] = message
        insort(self._all, ts)
        if is_reply(message):
            insort(self._threads[message["thread_ts"]], ts)
        if not is_reply(message) or message.get("subtype") == "thread_broadcast":
            insort(self._top, ts)

    def remove(self, ts: str) -> None:
        message = self._by_ts.pop(ts, None)
        if message is None:
            return
        thread = self._threads.get(message.get("thread_ts") or "", [])
        for order in (self._all, self._top, thread):
            at = bisect_left(order, ts)
            if order[at : at + 1] == [ts]:
                del order[at]

    def find(self, ts: str) -> Message | None:
        return self._by_ts.get(ts)

    def all(self) -> Sequence[Message]:
        return [self._by_ts[ts] for ts in self._all]

    def newest_first(self) -> Iterator[Message]:
        """Everything, threads too, from the newest back."""
        return (self._by_ts[ts] for ts in reversed(self._all))

    def top(self, oldest: str = "", latest: str = "~") -> Iterator[Message]:
        """The channel itself from the newest back, both ends included."""
        low, high = bisect_left(self._top, oldest), bisect_right(self._top, latest)
        return (self._by_ts[self._top[at]] for at in range(high - 1, low - 1, -1))

    def replies(self, thread: str) -> Sequence[Message]:
        """What hangs on a message, without the message itself."""
        return [self._by_ts[ts] for ts in self._threads.get(thread, ())]

    def joined_by(self, user: str, thread: str) -> bool:
        """Whether they began the thread or wrote in it."""
        first = self._by_ts.get(thread, {})
        return any(m.get("user") == user for m in (first, *self.replies(thread)))
