"""What every act needs: the workspace, what is in it, and the way to the app."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from playground.choices.state import Values
from playground.clocks import SlackTime
from playground.content.conversation import Message, is_reply
from playground.content.files import Files
from playground.content.messages import Messages
from playground.content.responses import Responses
from playground.content.statuses import Statuses
from playground.content.triggers import Triggers
from playground.content.views import Views
from playground.delivery import objects, payloads
from playground.delivery.deliveries import Deliveries
from playground.refused import Refused
from playground.workspace import Channel, Person, Workspace

MESSAGE_EVENTS = {"im": "message.im", "group": "message.groups", "channel": "message.channels"}

LONGEST_TEXT = 40_000  # characters; docs.slack.dev, reference/methods/chat.postMessage
UNDATED = frozenset({"app_uninstalled", "team_join", "tokens_revoked", "user_change"})

# What stays of a deleted message with replies; slack-edge issue 10 has the payload.
TOMBSTONE: Message = {
    "subtype": "tombstone",
    "user": objects.SLACKBOT,
    "text": "This message was deleted.",
    "hidden": True,
}
KEPT_BY_A_TOMBSTONE = ("type", "ts", "team", "channel", "thread_ts")


class NotAllowed(Exception):
    """Slack would not let this person do that here."""


@dataclass
class Actor:
    """One workspace, and everything in it."""

    workspace: Workspace
    messages: Messages
    deliveries: Deliveries
    time: SlackTime
    views: Views
    triggers: Triggers
    responses: Responses
    files: Files
    statuses: Statuses
    chosen: dict[tuple[str, str, str], Values] = field(default_factory=dict)
    # by person, channel and ts: what is chosen in messages so far

    def happen(self, event: Mapping[str, Any], subscription: str) -> None:
        """Tell the app of an event, if its manifest asks for that kind and its token lives."""
        if subscription in self.workspace.app.events and not self.workspace.token_error:
            stamp = {} if event["type"] in UNDATED else {"event_ts": self.time.next_ts()}
            happened = {**stamp, **event}
            self.deliveries.event(payloads.event(self.workspace, happened, at=self.time.now()))

    def post(self, message: Message, channel: Channel) -> Message:
        """A message appears in the channel, and whoever listens is told."""
        self.messages.post(self.workspace.id, message, at=self.time.now())
        if "only" not in message:
            self.tell({**objects.shown(message), "event_ts": message["ts"]}, channel)
        return message

    def tell(self, event: Mapping[str, Any], channel: Channel) -> None:
        """A message event: to the app, if it is in the channel."""
        if self.workspace.app.user not in channel.members:
            return
        where = {"channel": channel.id, "channel_type": channel.type}
        self.happen({**event, **where}, MESSAGE_EVENTS[channel.type])

    def change(self, message: Message, changes: Message, channel: Channel) -> None:
        """A message is another from now on. The app is told, as of its own changes too."""
        before = objects.shown(message)
        self.messages.edit(
            self.workspace.id, channel.id, message["ts"], changes, at=self.time.now()
        )
        self._tell_of_change(before, message, channel)

    def _tell_of_change(self, before: Message, message: Message, channel: Channel) -> None:
        if "only" in message:
            return
        changed = {"message": objects.shown(message), "previous_message": before, "hidden": True}
        event = {"type": "message", "subtype": "message_changed", "ts": self.time.next_ts()}
        self.tell({**event, **changed}, channel)

    def take_away(self, message: Message, channel: Channel) -> None:
        """A message is deleted. One with replies leaves a tombstone over its thread."""
        before = objects.shown(message)
        where, at = (self.workspace.id, channel.id, message["ts"]), self.time.now()
        if self.messages.conversation(*where[:2]).replies(message["ts"]):
            kept = {name: message[name] for name in KEPT_BY_A_TOMBSTONE if name in message}
            self.messages.delete(*where, at=at, left=kept | TOMBSTONE)
            self._tell_of_change(before, message, channel)
            return
        self.messages.delete(*where, at=at)
        if "only" in message:
            return
        gone = {"deleted_ts": message["ts"], "previous_message": before, "hidden": True}
        event = {"type": "message", "subtype": "message_deleted", "ts": self.time.next_ts()}
        self.tell({**event, **gone}, channel)

    def new_message(self, person: Person, text: str, channel: Channel) -> Message:
        """What a person wrote, before anybody sees it. Raises NotAllowed for too much of it."""
        self.want_short(text)
        message = {
            "type": "message",
            "user": person.id,
            "text": text,
            "ts": self.time.next_ts(),
            "team": person.team or self.workspace.id,
            "channel": channel.id,
        }
        if person.team is not None:  # as Slack Connect marks what comes from elsewhere
            message |= {"user_team": person.team, "source_team": person.team}
        return message

    def app_message(self, channel: Channel) -> Message:
        """A message of the app's, which says nothing yet."""
        app = self.workspace.app
        return {
            "type": "message",
            "user": app.user,
            "bot_id": app.bot_id,
            "app_id": app.id,
            "text": "",
            "ts": self.time.next_ts(),
            "team": self.workspace.id,
            "channel": channel.id,
        }

    def in_thread(self, thread: str, channel: Channel, *, broadcast: bool = False) -> Message:
        """What makes a message a reply; a broadcast one carries the thread's first message too.

        Raises Refused for a thread that is not there, and for what cannot begin one.
        """
        first = self.messages.find(self.workspace.id, channel.id, thread)
        if first is None:
            raise Refused("thread_not_found")
        if is_reply(first) or "only" in first:
            raise Refused("cannot_reply_to_message")
        if not broadcast:
            return {"thread_ts": thread, "parent_user_id": first.get("user", "")}
        root = {n: v for n, v in objects.shown(first).items() if n != "client_msg_id"}
        return {"thread_ts": thread, "subtype": "thread_broadcast", "root": root}

    def want_active(self, person: Person) -> None:
        """Raises NotAllowed for somebody who was deactivated."""
        if self.workspace.people[person.id].deleted:
            raise NotAllowed("deactivated")

    def want_short(self, text: str) -> None:
        """Raises NotAllowed for more than Slack takes in one message."""
        if len(text) > LONGEST_TEXT:
            raise NotAllowed("too_long")

    def want_here(self, person: Person, channel: Channel) -> None:
        """Raises NotAllowed: not a member, deactivated, or the channel is archived."""
        if person.id not in channel.members:
            raise NotAllowed("not_here")
        self.want_active(person)
        if channel.is_archived:
            raise NotAllowed("archived")
