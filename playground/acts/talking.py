"""Writing messages, changing them, taking them back, and putting emoji on them."""

import re
from uuid import uuid4

from playground.acts.actor import Actor, NotAllowed
from playground.acts.composing import composed
from playground.content.conversation import Message
from playground.delivery import objects
from playground.workspace import Channel, Person

NAME = re.compile(r"[\w+'-]{1,100}(::skin-tone-[2-6])?")  # an emoji's, between its colons
MOST_EMOJI = 23  # different ones on a message; docs.slack.dev, reference/methods/reactions.add


class Talking(Actor):
    """What people say to each other and to the app."""

    def say(
        self,
        person: Person,
        text: str,
        channel: Channel,
        thread: str | None = None,
        *,
        broadcast: bool = False,
    ) -> Message:
        """Write a message, or a reply in a thread; `broadcast` shows that in the channel too."""
        self.want_here(person, channel)
        self.want_the_app_to_listen(channel)
        message = self.new_message(person, composed(text, self.workspace), channel)
        message["client_msg_id"] = str(uuid4())
        if thread is not None:
            message |= self.in_thread(thread, channel, broadcast=broadcast)
        self.post(message, channel)
        self.mention(message, channel)
        return message

    def want_the_app_to_listen(self, channel: Channel) -> None:
        """Raises NotAllowed where the manifest lets nobody write to the app directly."""
        if channel.is_direct and (
            self.workspace.app.only_listens or not self.workspace.app.has_messages
        ):
            raise NotAllowed("messages_tab_disabled")

    def mention(self, message: Message, channel: Channel) -> None:
        """A mention in a channel is told of by itself, beside the message."""
        app = self.workspace.app
        if channel.is_direct or app.user not in channel.members:
            return
        if f"<@{app.user}>" in message["text"]:
            event = {**objects.shown(message), "type": "app_mention", "event_ts": message["ts"]}
            self.happen({**event, "channel": channel.id}, "app_mention")

    def rewrite(self, person: Person, message: Message, text: str) -> None:
        """Change one's own message. Raises NotAllowed for somebody else's."""
        self.want_short(text)
        channel = self._own(person, message)
        edited = {"user": person.id, "ts": self.time.next_ts()}
        self.change(message, {"text": composed(text, self.workspace), "edited": edited}, channel)
        self.mention(message, channel)  # again, as Slack does; bolt-js issue 960

    def withdraw(self, person: Person, message: Message) -> None:
        """Delete one's own message. Raises NotAllowed for somebody else's."""
        self.take_away(message, self._own(person, message))

    def _own(self, person: Person, message: Message) -> Channel:
        channel = self.workspace.channels[message["channel"]]
        self.want_here(person, channel)
        if message["user"] != person.id:
            raise NotAllowed("not_yours")
        return channel

    def react(self, user: str, message: Message, name: str) -> None:
        """Put an emoji on a message, or take one's own off again. Raises NotAllowed."""
        reactions = message.get("reactions", [])
        new = not any(r["name"] == name for r in reactions)
        if not NAME.fullmatch(name) or (new and len(reactions) >= MOST_EMOJI) or "only" in message:
            raise NotAllowed("no_reaction")
        on = not any(r["name"] == name and user in r["users"] for r in reactions)
        where = (self.workspace.id, message["channel"], message["ts"])
        self.messages.react(*where, user, name, on=on, at=self.time.now())
        kind = "reaction_added" if on else "reaction_removed"
        item = {"type": "message", "channel": message["channel"], "ts": message["ts"]}
        event = {"type": kind, "user": user, "reaction": name, "item": item}
        if self.workspace.app.user in self.workspace.channels[message["channel"]].members:
            self.happen({**event, "item_user": message["user"]}, kind)
