"""What an earlier run did to the workspaces and the clock stays so."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from playground.clocks import AllianceClock, SlackTime
from playground.ledger import Entry
from playground.workspace import Channel, Workspace


def replay(
    entries: Iterable[Entry],
    workspaces: Mapping[str, Workspace],
    time: SlackTime,
    clock: AllianceClock,
) -> None:
    """Timestamps given out, direct conversations, channels, people, the clock."""
    for entry in entries:
        with suppress(KeyError, TypeError, ValueError):  # of what is no longer in the seed
            if entry["what"] == "clock":
                clock.keep(timedelta(seconds=entry["ahead"]))
            workspace = workspaces.get(entry.get("workspace", ""))
            if workspace is not None:
                _apply(entry, workspace, time)


def _apply(entry: Entry, workspace: Workspace, time: SlackTime) -> None:
    match entry["what"]:
        case "posted":
            time.not_before(entry["message"]["ts"])
            _open_direct(workspace, entry["message"]["channel"])
        case "channel":
            id_, name, private = entry["id"], entry["name"], entry["is_private"]
            new = Channel(id_, name, members={workspace.app.user}, is_private=private)
            workspace.channels.setdefault(id_, new)
        case "joined" | "left" | "archived" | "unarchived" | "renamed":
            _change(entry, workspace.channels[entry["channel"]])
        case "deactivated" | "reactivated":
            gone = entry["what"] == "deactivated"
            person = workspace.people[entry["user"]]
            workspace.people[person.id] = replace(person, deleted=gone)
        case "guests":
            workspace.guests_give_commands = bool(entry["allowed"])
        case "revoked" | "restored":
            workspace.token_error = entry.get("error", "")


def _change(entry: Entry, channel: Channel) -> None:
    match entry["what"]:
        case "joined":
            channel.members.add(entry["user"])
        case "left":
            channel.members.discard(entry["user"])
        case "renamed":
            channel.name = entry["name"]
        case what:
            channel.is_archived = what == "archived"


def _open_direct(workspace: Workspace, channel: str) -> None:
    for person in workspace.people.values():
        if person.direct_channel == channel:
            workspace.direct(person)
