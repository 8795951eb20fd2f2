"""An entry of the ledger as a line for people: when, what, who, where, and first words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from playground.clocks import COPENHAGEN
from playground.desk.kinds import kind
from playground.desk.wording import first_words, readable
from playground.ledger import Entry
from playground.workspace import Workspace
from playground.world import World

SHARED = ("channels", "groups", "ims")  # where a file says that it is


@dataclass(frozen=True)
class Line:
    """`number` is the entry's place in the ledger, from 0; `at` is on Slack's clock."""

    number: int
    what: str
    at: datetime | None  # None: an older playground did not say
    who: str
    where: str
    words: str


class Lines:
    """Makes lines, and remembers what was posted: a deleted message is in the ledger alone."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._posted: dict[tuple[str, str, str], Mapping[str, Any]] = {}
        self._read = 0

    def line(self, number: int, entry: Entry) -> Line:
        """The line of one entry."""
        self._catch_up()
        what, at = kind(entry["what"]), entry.get("at")
        workspace = self._world.workspaces.get(_workspace(entry))
        message = self._message(entry)
        user = _user(entry, message)
        words = (message.get("text") or "") if entry["what"] == "deleted" else what.words(entry)
        return Line(
            number=number,
            what=what.label,
            at=None if at is None else datetime.fromtimestamp(at, COPENHAGEN),
            who=_names(workspace).get(user, user),
            where=", ".join(self._places(workspace, entry)),
            words=first_words(readable(words, _names(workspace))),
        )

    def _catch_up(self) -> None:
        entries = self._world.ledger.entries
        for entry in entries[self._read :]:
            if entry["what"] == "posted":
                message = entry["message"]
                self._posted[entry["workspace"], message["channel"], message["ts"]] = message
        self._read = len(entries)

    def _message(self, entry: Entry) -> Mapping[str, Any]:
        place = (entry.get("workspace", ""), entry.get("channel", ""), entry.get("ts", ""))
        return self._posted.get(place, {})

    def _places(self, workspace: Workspace | None, entry: Entry) -> Sequence[str]:
        """The channels, and where there are several workspaces, which."""
        if workspace is None:
            return []
        places = [_channel(workspace, id_) for id_ in _channels(entry)]
        return places if len(self._world.workspaces) == 1 else [*places, workspace.name]


def _workspace(entry: Entry) -> str:
    return str(entry.get("workspace") or entry.get("file", {}).get("user_team", ""))


def _channels(entry: Entry) -> Sequence[str]:
    if "file" in entry:
        return [id_ for shared in SHARED for id_ in entry["file"].get(shared, [])]
    channel = entry.get("channel") or entry.get("message", {}).get("channel")
    return [channel] if channel else []


def _user(entry: Entry, message: Mapping[str, Any]) -> str:
    """Whoever did it, or else wrote the message that it happened to."""
    about = entry.get("message") or entry.get("file") or entry
    return str(about.get("user") or about.get("person") or message.get("user", ""))


def _names(workspace: Workspace | None) -> Mapping[str, str]:
    """Those of people and the app, by id."""
    if workspace is None:
        return {}
    app = workspace.app
    return {app.user: app.name} | {p.id: p.name for p in workspace.people.values()}


def _channel(workspace: Workspace, id_: str) -> str:
    channel = workspace.channels.get(id_)
    if channel is None:
        return id_
    if channel.person is not None:
        return f"direkte med {channel.person.name}"
    return f"#{channel.name}"
