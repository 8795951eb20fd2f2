"""What people do in the workspace, told to the app as Slack tells it."""

import re
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from playground import payloads
from playground.clocks import SlackTime
from playground.deliveries import Deliveries
from playground.messages import Message, Messages
from playground.workspace import Channel, Person, Workspace

APP_IS_SILENT = "{command} virkede ikke: appen svarede ikke inden for 3 sekunder."
UNKNOWN_COMMAND = "{command} er ikke en kommando her."
ANSWERS = {"accepts_response_payload": True}


class NotAllowed(Exception):
    """The person is not in that channel."""


class Acts:
    """Everything a person can do in one workspace."""

    def __init__(
        self, workspace: Workspace, messages: Messages, deliveries: Deliveries, time: SlackTime
    ) -> None:
        self.workspace = workspace
        self.messages = messages
        self.deliveries = deliveries
        self.time = time

    def say(
        self, person: Person, text: str, channel: Channel, thread: str | None = None
    ) -> Message:
        """Write a message. `@Klimabot` in it becomes a mention, as Slack's composer does."""
        if person.id not in channel.members:
            raise NotAllowed(channel.name)
        message: Message = {
            "type": "message",
            "client_msg_id": str(uuid4()),
            "user": person.id,
            "text": self._composed(text),
            "ts": self.time.next_ts(),
            "team": self.workspace.id,
            "channel": channel.id,
        }
        if thread is not None:
            message["thread_ts"] = thread
        self.messages.post(self.workspace.id, message, at=self.time.now())
        self._tell(message, channel)
        return message

    def _composed(self, text: str) -> str:
        """What people type is escaped, and `@Klimabot` in it becomes a mention."""
        app = self.workspace.app
        plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return re.sub(rf"@{re.escape(app.name)}\b", f"<@{app.user}>", plain, flags=re.IGNORECASE)

    def _tell(self, message: Message, channel: Channel) -> None:
        event = {**message, "event_ts": message["ts"]}
        app = self.workspace.app
        if app.user not in channel.members:
            return
        if channel.is_direct:
            self.happen({**event, "channel_type": "im"}, "message.im")
            return
        self.happen({**event, "channel_type": "channel"}, "message.channels")
        if f"<@{app.user}>" in message["text"]:
            self.happen({**event, "type": "app_mention"}, "app_mention")

    def happen(self, event: Mapping[str, Any], subscription: str) -> None:
        """Tell the app of an event, if its manifest asks for that kind."""
        if subscription in self.workspace.app.events:
            self.deliveries.event(payloads.event(self.workspace, event, at=self.time.now()))

    async def command(self, person: Person, text: str, channel: Channel) -> None:
        """Give a slash command. What the app acknowledges with is shown to the person alone."""
        name, _, rest = text.partition(" ")
        if name not in self.workspace.app.commands:
            self.whisper(person, channel, {"text": UNKNOWN_COMMAND.format(command=name)})
            return
        given = payloads.command(self.workspace, person, channel, name, rest, self._trigger())
        try:
            reply = await self.deliveries.once("slash_commands", given, **ANSWERS)
        except TimeoutError:
            reply = {"text": APP_IS_SILENT.format(command=name)}
        if reply:
            self.whisper(person, channel, reply)

    def whisper(self, person: Person, channel: Channel, reply: Mapping[str, Any]) -> None:
        """Show something to one person in a channel; a reload of Slack would lose it."""
        message = {
            "type": "message",
            "subtype": "bot_message",
            "user": self.workspace.app.user,
            "bot_id": self.workspace.app.bot_id,
            "ts": self.time.next_ts(),
            "channel": channel.id,
            "only": person.id,
            **{name: reply[name] for name in ("text", "blocks") if name in reply},
        }
        self.messages.post(self.workspace.id, message, at=self.time.now())

    async def press(
        self, person: Person, message: Message, action_id: str, value: str = ""
    ) -> None:
        """Press a button in a message. Where several share an id, `value` says which."""
        details = payloads.press(message, action_id, value, self.time.next_ts())
        await self._interact(person, details)

    async def submit(self, person: Person, view: Mapping[str, Any]) -> Any:
        """Send a modal that the app opened. Gives what the app acknowledged with."""
        return await self._interact(person, {"type": "view_submission", "view": view})

    async def _interact(self, person: Person, details: Mapping[str, Any]) -> Any:
        payload = payloads.interaction(self.workspace, person, self._trigger(), details)
        try:
            return await self.deliveries.once("interactive", payload, **ANSWERS)
        except TimeoutError:
            return None

    def open_home(self, person: Person, tab: str = "home") -> None:
        """Look at the app's own page."""
        event = {
            "type": "app_home_opened",
            "user": person.id,
            "channel": person.direct_channel,
            "tab": tab,
            "event_ts": self.time.next_ts(),
        }
        self.happen(event, "app_home_opened")

    def upload(self, person: Person, name: str, content: bytes, channel: Channel) -> Message:
        """Share a file, with no words to it."""
        message: Message = {
            "type": "message",
            "subtype": "file_share",
            "user": person.id,
            "text": "",
            "ts": self.time.next_ts(),
            "team": self.workspace.id,
            "channel": channel.id,
            "files": [{"id": "F" + uuid4().hex[:10].upper(), "name": name, "size": len(content)}],
        }
        self.messages.post(self.workspace.id, message, at=self.time.now())
        self._tell(message, channel)
        return message

    def _trigger(self) -> str:
        return f"{self.time.next_ts()}.{self.workspace.id}.{uuid4().hex}"
