"""The messages of all workspaces, as the ledger tells them."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import islice

from playground.content.conversation import Conversation, Message, is_reply, is_seen_by
from playground.ledger import Entry, Ledger

__all__ = ["Message", "Messages", "is_reply"]


class Messages:
    """Messages by (workspace, channel). Change them through `post` and its kin."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._channels: dict[tuple[str, str], Conversation] = defaultdict(Conversation)
        for entry in ledger.entries:
            self._apply(entry)

    def post(self, workspace: str, message: Message, *, at: float) -> Message:
        """Add a message; `only` in it names the one person who sees an ephemeral one."""
        as_posted = dict(message)  # later changes are entries of their own
        self.ledger.write("posted", workspace=workspace, at=at, message=as_posted)
        self.conversation(workspace, message["channel"]).add(message)
        return message

    def edit(self, workspace: str, channel: str, ts: str, changes: Message, *, at: float) -> None:
        """Change some of a message's fields; a field that becomes None is taken away."""
        entry = {"workspace": workspace, "channel": channel, "ts": ts, "changes": changes}
        self._apply(self.ledger.write("edited", at=at, **entry))

    def react(
        self, workspace: str, channel: str, ts: str, user: str, name: str, *, on: bool, at: float
    ) -> None:
        """Put somebody's emoji on a message, or take it off."""
        entry = {"workspace": workspace, "channel": channel, "ts": ts, "user": user, "name": name}
        self._apply(self.ledger.write("reacted", at=at, on=on, **entry))

    def delete(
        self, workspace: str, channel: str, ts: str, *, at: float, left: Message | None = None
    ) -> None:
        """Take a message away, or leave these fields in its place."""
        entry: Entry = {"workspace": workspace, "channel": channel, "ts": ts}
        entry |= {"left": left} if left else {}
        self._apply(self.ledger.write("deleted", at=at, **entry))

    def _apply(self, entry: Entry) -> None:
        if entry["what"] == "posted":
            message = dict(entry["message"])
            self.conversation(entry["workspace"], message["channel"]).add(message)
            return
        if entry["what"] not in ("edited", "reacted", "deleted"):
            return
        conversation = self.conversation(entry["workspace"], entry["channel"])
        changed = conversation.find(entry["ts"])
        if changed is not None:
            _change(conversation, changed, entry)

    def conversation(self, workspace: str, channel: str) -> Conversation:
        return self._channels[workspace, channel]

    def find(self, workspace: str, channel: str, ts: str) -> Message | None:
        return self._channels[workspace, channel].find(ts)

    def all(self, workspace: str, channel: str, person: str | None = None) -> Sequence[Message]:
        """Everything in the channel, oldest first, with the ephemeral ones that `person` sees."""
        messages = self._channels[workspace, channel].all()
        return [m for m in messages if is_seen_by(m, person)]

    def latest(self, workspace: str, channel: str, person: str, number: int) -> Sequence[Message]:
        """The last messages of the channel itself that a person sees, oldest first."""
        top = self._channels[workspace, channel].top()
        return list(islice((m for m in top if is_seen_by(m, person)), number))[::-1]

    def replies(
        self, workspace: str, channel: str, thread: str, person: str | None = None
    ) -> Sequence[Message]:
        """A thread's first message, if it is still there, and its replies."""
        conversation = self._channels[workspace, channel]
        first = conversation.find(thread)
        messages = [first, *conversation.replies(thread)] if first else conversation.replies(thread)
        return [m for m in messages if is_seen_by(m, person)]


def _change(conversation: Conversation, message: Message, entry: Entry) -> None:
    match entry["what"]:
        case "edited":
            message.update(entry["changes"])
            for name in [name for name, value in entry["changes"].items() if value is None]:
                message.pop(name, None)
            if "subtype" in entry["changes"]:  # a reply that the channel shows from now on
                conversation.remove(message["ts"])
                conversation.add(message)
        case "reacted":
            _react(message, entry["user"], entry["name"], on=entry["on"])
        case "deleted" if "left" in entry:
            message.clear()
            message.update(entry["left"])
        case "deleted":
            conversation.remove(entry["ts"])


def _react(message: Message, user: str, name: str, *, on: bool) -> None:
    reactions = {r["name"]: list(r["users"]) for r in message.get("reactions", [])}
    users = reactions.setdefault(name, [])
    if on:
        users.append(user)
    elif user in users:
        users.remove(user)
    message["reactions"] = [
        {"name": n, "users": us, "count": len(us)} for n, us in reactions.items() if us
    ]
