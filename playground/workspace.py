"""Who and what is in a workspace. Seeds are YAML files in `seeds/`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

SEEDS = Path(__file__).parent / "seeds"


@dataclass(frozen=True)
class Person:
    """Somebody in the workspace. `name` is a role ('Klimakoordinator, Assens'), never a person."""

    id: str
    name: str
    email: str
    organisation: str
    is_restricted: bool = False  # a guest
    is_stranger: bool = False  # reached through Slack Connect
    locale: str = "da-DK"

    @property
    def direct_channel(self) -> str:
        """Where this person and the app write to each other."""
        return "D" + self.id[1:]


@dataclass
class Channel:
    id: str
    name: str
    topic: str = ""
    members: set[str] = field(default_factory=set)
    person: Person | None = None  # whose direct messages these are

    @property
    def is_direct(self) -> bool:
        return self.person is not None


@dataclass(frozen=True)
class App:
    """The one installed app: its ids, tokens and manifest, which says what it may do."""

    id: str
    user: str
    bot_id: str
    name: str
    bot_token: str
    app_token: str
    manifest: Mapping[str, Any]

    @property
    def scopes(self) -> frozenset[str]:
        return frozenset(self.manifest["oauth_config"]["scopes"]["bot"])

    @property
    def events(self) -> frozenset[str]:
        return frozenset(self.manifest["settings"]["event_subscriptions"]["bot_events"])

    @property
    def commands(self) -> Mapping[str, Mapping[str, Any]]:
        return {c["command"]: c for c in self.manifest["features"].get("slash_commands", [])}


class UnknownName(LookupError):
    """Nobody and nothing here, or more than one, has that name."""


@dataclass
class Workspace:
    id: str
    name: str
    domain: str
    app: App
    people: dict[str, Person]
    channels: dict[str, Channel]

    def person(self, name: str) -> Person:
        """Somebody by id, or by a part of their name that only one has."""
        if name in self.people:
            return self.people[name]
        found = [p for p in self.people.values() if name.casefold() in p.name.casefold()]
        if len(found) != 1:
            raise UnknownName(f"{len(found)} people are called {name}")
        return found[0]

    def channel(self, name: str) -> Channel:
        """A channel by id or name."""
        for channel in self.channels.values():
            if name.removeprefix("#") in (channel.id, channel.name):
                return channel
        raise UnknownName(f"no channel {name}")

    def direct(self, person: Person) -> Channel:
        """The person's conversation with the app, opened if it was not."""
        members = {person.id, self.app.user}
        new = Channel(person.direct_channel, "", members=members, person=person)
        return self.channels.setdefault(new.id, new)


def load(seed: str | Path, manifest: Mapping[str, Any]) -> Workspace:
    """Read a workspace from a seed: a path, or the name of one of ours."""
    path = Path(seed) if Path(seed).suffix else SEEDS / f"{seed}.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    people = {entry["id"]: _person(entry) for entry in data["people"]}
    app = App(manifest=manifest, **data["app"])
    workspace = Workspace(**data["workspace"], app=app, people=people, channels={})
    for entry in data["channels"]:
        members = {p["id"] for p in data["people"] if entry["name"] in p.get("channels", [])}
        if entry.pop("app", True):
            members.add(app.user)
        workspace.channels[entry["id"]] = Channel(**entry, members=members)
    return workspace


def _person(entry: Mapping[str, Any]) -> Person:
    return Person(**{name: value for name, value in entry.items() if name != "channels"})
