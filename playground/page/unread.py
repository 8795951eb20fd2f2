"""Who has read how far. Forgotten at a restart, when everything counts as read."""

from itertools import takewhile

from playground.content.conversation import Conversation, is_reply, is_seen_by
from playground.workspace import Person


class Marks:
    """The last timestamp that each person has seen in each channel."""

    def __init__(self, start: str) -> None:
        self._start = start
        self._seen: dict[tuple[str, str], str] = {}

    def read(self, person: Person, channel: str, conversation: Conversation) -> None:
        newest = next(conversation.newest_first(), None)
        if newest is not None:
            self._seen[person.id, channel] = newest["ts"]

    def unread(self, person: Person, channel: str, conversation: Conversation) -> int:
        """How many messages are new to the person; in threads, only where they take part."""
        seen = self._seen.get((person.id, channel), self._start)
        new = takewhile(lambda message: message["ts"] > seen, conversation.newest_first())
        return sum(
            is_seen_by(message, person.id)
            and message.get("user") != person.id
            and (not is_reply(message) or conversation.joined_by(person.id, message["thread_ts"]))
            for message in new
        )
