"""Slash commands and shortcuts."""

from collections.abc import Mapping
from typing import Any

from playground.acts.actor import Actor, NotAllowed
from playground.content.conversation import Message
from playground.delivery import objects, payloads
from playground.delivery.envelope import Kind, NotAcknowledged
from playground.kit import Invalid, check_message
from playground.kit.naming import named
from playground.refused import Refused
from playground.workspace import Channel, Person

APP_IS_SILENT = "{command} virkede ikke: appen svarede ikke inden for 3 sekunder."
UNKNOWN_COMMAND = "{command} er ikke en kommando her."
NOT_FOR_GUESTS = "{command} kan ikke bruges af gæster her. Skriv til appen eller nævn den i stedet."
BAD_ANSWER = "{command} virkede ikke: appen svarede med noget, Slack ikke kan vise."


class Commanding(Actor):
    """What people start the app with."""

    async def command(self, person: Person, text: str, channel: Channel) -> None:
        """Give a slash command. What the app acknowledges with is shown to the person alone."""
        self.want_here(person, channel)
        name, _, rest = text.partition(" ")
        refusal = self._refusal(person, name)
        if refusal:
            self.whisper(person, channel, {"text": refusal.format(command=name)})
            return
        trigger = self.triggers.give(person.id)
        url = self.responses.give(self.workspace.id, channel.id, person.id, None)
        given = payloads.command(self.workspace, person, channel, name, rest, trigger, url)
        try:
            reply = await self.deliveries.once(Kind.COMMAND, given)
            self._answer(person, channel, reply)
        except NotAcknowledged:
            self.whisper(person, channel, {"text": APP_IS_SILENT.format(command=name)})
        except (Invalid, Refused):
            self.whisper(person, channel, {"text": BAD_ANSWER.format(command=name)})

    def _refusal(self, person: Person, name: str) -> str:
        """What Slack says instead of sending a command on, if it does not."""
        if name not in self.workspace.app.commands:
            return UNKNOWN_COMMAND
        guest = person.is_restricted and not self.workspace.guests_give_commands
        return NOT_FOR_GUESTS if guest or person.is_external else ""

    def _answer(self, person: Person, channel: Channel, reply: Any) -> None:
        answer = {"text": reply} if isinstance(reply, str) else reply
        if not answer:
            return
        if not isinstance(answer, dict):
            raise Invalid("invalid_arguments")
        if answer.get("response_type") == "in_channel":
            self.post(self.from_app(channel, answer), channel)
        else:
            self.whisper(person, channel, answer)

    def whisper(self, person: Person, channel: Channel, reply: Mapping[str, Any]) -> Message:
        """Show something to one person in a channel; a reload of Slack would lose it."""
        return self.post(self.from_app(channel, reply) | {"only": person.id}, channel)

    def from_app(self, channel: Channel, reply: Mapping[str, Any]) -> Message:
        """A message of the app's, not yet posted. Raises Invalid, Refused."""
        if reply.get("blocks"):
            check_message(reply["blocks"])
        message = self.app_message(channel) | {"text": str(reply.get("text") or "")}
        if reply.get("blocks"):
            message["blocks"] = named(reply["blocks"])
        if reply.get("attachments"):
            message["attachments"] = reply["attachments"]
        if reply.get("thread_ts"):
            message |= self.in_thread(str(reply["thread_ts"]), channel)
        return message

    async def shortcut(
        self, person: Person, callback_id: str, message: Message | None = None
    ) -> None:
        """Take a shortcut: on a message, or from anywhere. Raises NotAllowed, NotAcknowledged."""
        self.want_active(person)
        kind = "message" if message else "global"
        known = [(s["callback_id"], s["type"]) for s in self.workspace.app.shortcuts]
        if (callback_id, kind) not in known:
            raise NotAllowed("no_such_shortcut")
        details = {
            "type": "message_action" if message else "shortcut",
            "callback_id": callback_id,
            "trigger_id": self.triggers.give(person.id),
            "action_ts": self.time.next_ts(),
        }
        if message is not None:
            details |= self._on(message, person)
        given = payloads.interaction(self.workspace, person, details)
        await self.deliveries.once(Kind.INTERACTION, given)

    def _on(self, message: Message, person: Person) -> dict[str, Any]:
        channel = self.workspace.channels[message["channel"]]
        self.want_here(person, channel)
        url = self.responses.give(self.workspace.id, channel.id, person.id, message)
        return {
            "channel": {"id": channel.id, "name": objects.called(channel)},
            "message_ts": message["ts"],
            "message": objects.shown(message),
            "response_url": url,
        }
