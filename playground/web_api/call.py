"""One call of a Web API method: by which workspace's app, and with what."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from playground.acts import Acts
from playground.app import App
from playground.json_text import NotJson, read_json
from playground.refused import Refused
from playground.workspace import Channel, Person, Workspace

Arguments = Mapping[str, Any]
Answer = dict[str, Any]
LONGEST_NUMBER = 12  # digits; ours, longer is no number that Slack counts with


@dataclass(frozen=True)
class Call:
    """What a method is told, and what it may touch."""

    acts: Acts
    arguments: Arguments
    address: str  # this playground's own, without a trailing slash
    ticket: str = ""  # for one Socket Mode connection; only apps.connections.open gets one

    @property
    def workspace(self) -> Workspace:
        return self.acts.workspace

    @property
    def app(self) -> App:
        return self.acts.workspace.app

    def text(self, name: str) -> str:
        """An argument as text, '' without one. Raises Refused for a list or an object."""
        value = self.arguments.get(name)
        if isinstance(value, list | dict):
            raise Refused("invalid_array_arg")
        return "" if value is None else str(value)

    def need(self, name: str, error: str = "invalid_arguments") -> str:
        if not self.text(name):
            missing = f"[ERROR] missing required field: {name}"
            raise Refused(error, response_metadata={"messages": [missing]})
        return self.text(name)

    def flag(self, name: str) -> bool:
        return self.arguments.get(name) in (True, "true", "1", 1)

    def number(self, name: str, default: int, most: int, error: str = "invalid_limit") -> int:
        """A whole number from 1 to `most`."""
        given = self.text(name)
        if given in ("", "0"):
            return default
        if not given.isdecimal() or len(given) > LONGEST_NUMBER or int(given) > most:
            raise Refused(error)
        return int(given)

    def decoded(self, name: str, error: str = "invalid_arguments") -> Any:
        """An argument that may have travelled as JSON text."""
        value = self.arguments.get(name)
        if not isinstance(value, str) or not value:
            return None if value == "" else value
        try:
            return read_json(value)
        except NotJson:
            raise Refused(error) from None

    def channel(self, name: str = "channel") -> Channel:
        """The channel that is named, as far as the app can know of it."""
        channel = self.workspace.channels.get(self.need(name, "channel_not_found"))
        if channel is None or (channel.is_private and self.app.user not in channel.members):
            raise Refused("channel_not_found")
        return channel

    def joined(self, name: str = "channel") -> Channel:
        """The same, and the app is in it."""
        channel = self.channel(name)
        if self.app.user not in channel.members:
            raise Refused("not_in_channel")
        return channel

    def writable(self, name: str = "channel", *, by_name: bool = False) -> Channel:
        """A channel that the app may post to. A person's id stands for the talk with them.

        `by_name` takes '#alliancen' and 'alliancen' too, as chat.postMessage does.
        """
        person = self.workspace.people.get(self.text(name))
        named = self._called(self.text(name).removeprefix("#")) if by_name else None
        channel = self.workspace.direct(person) if person else named or self.joined(name)
        if channel.is_archived:
            raise Refused("is_archived")
        if channel.person is not None:
            self._want_open(self.workspace.people[channel.person.id])
        return channel

    def _called(self, name: str) -> Channel | None:
        joined = (c for c in self.workspace.channels.values() if self.app.user in c.members)
        return next((c for c in joined if c.name and c.name == name), None)

    def _want_open(self, person: Person) -> None:
        if person.deleted:
            raise Refused("is_inactive")
        if not self.app.has_messages:
            raise Refused("messages_tab_disabled")
