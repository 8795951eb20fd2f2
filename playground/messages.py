"""The messages of all workspaces, as the ledger tells them."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from playground.ledger import Entry, Ledger

Message = dict[str, Any]


class Messages:
    """Messages by (workspace, channel), oldest first. Change them through `post` and its kin."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._channels: dict[tuple[str, str], dict[str, Message]] = defaultdict(dict)
        for entry in ledger.entries:
            self._apply(entry)

    def post(self, workspace: str, message: Message, *, at: float) -> Message:
        """Add a message; `only` in it names the one person who sees an ephemeral one."""
        self._apply(self.ledger.write("posted", workspace=workspace, at=at, message=message))
        return message

    def edit(self, workspace: str, channel: str, ts: str, changes: Message, *, at: float) -> None:
        entry = {"workspace": workspace, "channel": channel, "ts": ts, "changes": changes}
        self._apply(self.ledger.write("edited", at=at, **entry))

    def delete(self, workspace: str, channel: str, ts: str, *, at: float) -> None:
        entry = {"workspace": workspace, "channel": channel, "ts": ts}
        self._apply(self.ledger.write("deleted", at=at, **entry))

    def _apply(self, entry: Entry) -> None:
        match entry["what"]:
            case "posted":
                message = entry["message"]
                self._channels[entry["workspace"], message["channel"]][message["ts"]] = message
            case "edited":
                self._channels[entry["workspace"], entry["channel"]][entry["ts"]] |= entry[
                    "changes"
                ]
            case "deleted":
                self._channels[entry["workspace"], entry["channel"]].pop(entry["ts"], None)

    def find(self, workspace: str, channel: str, ts: str) -> Message | None:
        return self._channels[workspace, channel].get(ts)

    def all(self, workspace: str, channel: str, person: str | None = None) -> Sequence[Message]:
        """Everything in the channel, oldest first, with the ephemeral ones that `person` sees."""
        messages = self._channels[workspace, channel].values()
        return [m for m in messages if m.get("only") in (None, person)]

    def history(self, workspace: str, channel: str, person: str | None = None) -> Sequence[Message]:
        """The channel itself: threads are left out, their first messages are not."""
        return [m for m in self.all(workspace, channel, person) if not is_reply(m)]

    def replies(
        self, workspace: str, channel: str, thread: str, person: str | None = None
    ) -> Sequence[Message]:
        """A thread's first message and its replies."""
        messages = self.all(workspace, channel, person)
        return [m for m in messages if thread in (m["ts"], m.get("thread_ts"))]


def is_reply(message: Message) -> bool:
    return message.get("thread_ts") not in (None, message["ts"])
