"""Who and what is in a workspace. Seeds are YAML files in `seeds/`."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from playground.app import App

SEEDS = Path(__file__).parent / "seeds"


@dataclass(frozen=True)
class Person:
    """Somebody in the workspace. `name` is a role ('Klimakoordinator, Assens'), never a person."""

    id: str
    name: str
    email: str
    organisation: str
    is_restricted: bool = False  # a guest
    team: str | None = None  # their own workspace, when they are here through Slack Connect
    locale: str = "da-DK"
    deleted: bool = False  # deactivated

    @property
    def direct_channel(self) -> str:
        """Where this person and the app write to each other."""
        return "D" + self.id[1:]

    @property
    def is_external(self) -> bool:
        return self.team is not None


@dataclass
class Channel:
    id: str
    name: str
    topic: str = ""
    members: set[str] = field(default_factory=set)
    person: Person | None = None  # whose direct messages these are
    is_private: bool = False
    is_archived: bool = False
    is_ext_shared: bool = False  # with another workspace, through Slack Connect

    @property
    def is_direct(self) -> bool:
        return self.person is not None

    @property
    def type(self) -> str:
        """What events call it."""
        if self.is_direct:
            return "im"
        return "group" if self.is_private else "channel"


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
    guests_give_commands: bool = True  # a setting of real workspaces, too; deno-slack-sdk issue 234
    token_error: str = ""  # why the app's token no longer works, when it does not

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
    data = deepcopy(_read(path, path.stat().st_mtime))
    people = {entry["id"]: _person(entry) for entry in data["people"]}
    app = App(manifest=manifest, **data["app"])
    workspace = Workspace(**data["workspace"], app=app, people=people, channels={})
    for entry in data["channels"]:
        members = {p["id"] for p in data["people"] if entry["name"] in p.get("channels", [])}
        if entry.pop("app", True):
            members.add(app.user)
        workspace.channels[entry["id"]] = Channel(**entry, members=members)
    return workspace


@cache
def _read(path: Path, _changed_at: float) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return data


def _person(entry: Mapping[str, Any]) -> Person:
    return Person(**{name: value for name, value in entry.items() if name != "channels"})
