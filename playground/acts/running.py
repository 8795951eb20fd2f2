"""Coming, going and changing: people, channels, and the app's own page."""

from dataclasses import replace
from typing import Any

from playground.acts.actor import Actor
from playground.delivery import objects
from playground.workspace import Channel, Person


class Running(Actor):
    """What happens to a workspace over time."""

    def open_home(self, person: Person, tab: str = "home") -> None:
        """Look at the app's own page, or at the messages with it."""
        event: dict[str, Any] = {
            "type": "app_home_opened",
            "user": person.id,
            "channel": self.workspace.direct(person).id,
            "tab": tab,
        }
        home = self.views.home(person.id)
        if home is not None and tab == "home":
            event["view"] = home.view
        self.happen(event, "app_home_opened")

    def join(self, user: str, channel: Channel) -> None:
        """A person, or the app itself, comes into a channel."""
        if user in channel.members:
            return
        channel.members.add(user)
        self._note("joined", user=user, channel=channel.id)
        self._passage("member_joined_channel", user, channel)

    def leave(self, user: str, channel: Channel) -> None:
        """A person, or the app itself, goes out of a channel."""
        if user not in channel.members:
            return
        self._passage("member_left_channel", user, channel)
        channel.members.discard(user)
        self._note("left", user=user, channel=channel.id)

    def _passage(self, kind: str, user: str, channel: Channel) -> None:
        if self.workspace.app.user in channel.members:
            letter = "G" if channel.is_private else "C"
            event = {"type": kind, "user": user, "channel": channel.id, "channel_type": letter}
            self.happen({**event, "team": self.workspace.id}, kind)

    def archive(self, channel: Channel, *, archived: bool = True) -> None:
        """Close a channel for good, or open it again."""
        channel.is_archived = archived
        self._note("archived" if archived else "unarchived", channel=channel.id)
        kind = "archive" if archived else "unarchive"
        by = next(iter(sorted(channel.members - {self.workspace.app.user})), "")
        self._of_channel(kind, channel, {"channel": channel.id, "user": by})

    def rename(self, channel: Channel, name: str) -> None:
        channel.name = name
        self._note("renamed", channel=channel.id, name=name)
        about = {"id": channel.id, "name": name, "is_channel": not channel.is_private}
        self._of_channel("rename", channel, {"channel": about})

    def _of_channel(self, kind: str, channel: Channel, details: dict[str, Any]) -> None:
        """Private ones have events of their own, and only for who is in them."""
        event = f"group_{kind}" if channel.is_private else f"channel_{kind}"
        if not channel.is_private or self.workspace.app.user in channel.members:
            self.happen({"type": event, **details}, event)

    def add_channel(self, channel: Channel) -> None:
        """A new channel; the app is told of public ones."""
        self.workspace.channels[channel.id] = channel
        about = objects.channel(self.workspace, channel)
        about.pop("is_member")
        self._note("channel", id=channel.id, name=channel.name, is_private=channel.is_private)
        if not channel.is_private:
            self.happen({"type": "channel_created", "channel": about}, "channel_created")

    def arrive(self, person: Person) -> None:
        """Somebody new in the workspace."""
        self.workspace.people[person.id] = person
        about = objects.user(self.workspace, person)
        self.happen({"type": "team_join", "user": about}, "team_join")

    def deactivate(self, person: Person, *, deleted: bool = True) -> None:
        """Somebody can no longer come in, or can again."""
        self.alter(person, deleted=deleted)
        self._note("deactivated" if deleted else "reactivated", user=person.id)

    def alter(self, person: Person, **changes: Any) -> Person:
        """Something about a person is different from now on."""
        altered = replace(self.workspace.people[person.id], **changes)
        self.workspace.people[person.id] = altered
        about = objects.user(self.workspace, altered)
        self.happen({"type": "user_change", "user": about}, "user_change")
        return altered

    def revoke(self, error: str = "token_revoked") -> None:
        """The app's token stops working; Slack says so, if it is the token alone."""
        tokens = {"oauth": [], "bot": [self.workspace.app.user]}
        self.happen({"type": "tokens_revoked", "tokens": tokens}, "tokens_revoked")
        self.workspace.token_error = error
        self._note("revoked", error=error)

    def let_guests_command(self, *, allowed: bool) -> None:
        """The workspace's setting for guests and slash commands."""
        self.workspace.guests_give_commands = allowed
        self._note("guests", allowed=allowed)

    def restore(self) -> None:
        """The token works again, as after a new installation."""
        self.workspace.token_error = ""
        self._note("restored")

    def _note(self, what: str, **details: Any) -> None:
        self.messages.ledger.write(what, workspace=self.workspace.id, **details)
