"""Where somebody is looking: as whom, in which channel, at which thread. It is in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from playground.content.messages import Messages
from playground.workspace import Channel, Person, Workspace

FIRST_PERSON = "U0ASSENS"  # whom a newcomer acts as, where the workspace has them
SHOWN = 100  # so many messages at first; more on request
HOME = "hjem"
LONGEST_NUMBER = 7  # digits


@dataclass(frozen=True)
class Place:
    """Somebody's view of a workspace."""

    workspace: Workspace
    person: Person
    channel: Channel
    thread: str | None = None
    shown: int = SHOWN
    tab: str = ""  # HOME: the app's own page instead of the messages with it
    editing: str = ""  # the message that is being changed
    room: str = ""  # the workspace's id, unless it is the first

    @property
    def state(self) -> Mapping[str, str]:
        """What the address says of it, and every form on the page."""
        state = {
            "rum": self.room,
            "som": self.person.id,
            "kanal": self.channel.id,
            "traad": self.thread or "",
            "fane": self.tab,
            "ret": self.editing,
            "vis": str(self.shown) if self.shown != SHOWN else "",
        }
        return {name: value for name, value in state.items() if value}

    @property
    def link(self) -> str:
        return "/?" + urlencode(self.state)

    def is_what_was(self, asked: Mapping[str, str]) -> bool:
        """Whether this is the very place asked for, and not the nearest there is."""
        names = ("rum", "som", "kanal", "traad", "fane")
        return all(asked.get(name) in (None, "", self.state.get(name)) for name in names)

    def at_thread(self, thread: str | None) -> "Place":
        return replace(self, thread=thread, editing="")

    def further_back(self) -> "Place":
        return replace(self, shown=self.shown + SHOWN)

    def at_home(self) -> "Place":
        return replace(self, tab=HOME, thread=None)

    def at_messages(self) -> "Place":
        return replace(self, tab="")

    def changing(self, ts: str) -> "Place":
        return replace(self, editing=ts)


def link(room: str, person: Person, channel: str = "", thread: str | None = None) -> str:
    """The address of a view; what is left out is chosen for whoever follows it."""
    state = {"rum": room, "som": person.id, "kanal": channel, "traad": thread}
    return "/?" + urlencode({name: value for name, value in state.items() if value})


def conversations(workspace: Workspace, person: Person) -> Sequence[Channel]:
    """What a person takes part in: channels in their order, then the talk with the app."""
    joined = [c for c in workspace.channels.values() if person.id in c.members and not c.is_direct]
    return [*joined, workspace.direct(person)]


def find(
    workspaces: Mapping[str, Workspace], messages: Messages, asked: Mapping[str, str]
) -> Place:
    """The place asked for, as far as there is one and that person may be there."""
    workspace = workspaces.get(asked.get("rum", ""), next(iter(workspaces.values())))
    people = workspace.people
    default = people.get(FIRST_PERSON) or next(iter(people.values()))
    person = people.get(asked.get("som", ""), default)
    open_to_them = conversations(workspace, person)
    channel = next((c for c in open_to_them if c.id == asked.get("kanal")), open_to_them[0])
    thread = asked.get("traad")
    if thread and not messages.replies(workspace.id, channel.id, thread, person.id):
        thread = None
    shown = asked.get("vis", "")
    at_home = channel.is_direct and workspace.app.has_home and asked.get("fane") == HOME
    return Place(
        workspace,
        person,
        channel,
        thread or None,
        int(shown) if shown.isdecimal() and len(shown) < LONGEST_NUMBER else SHOWN,
        HOME if at_home else "",
        asked.get("ret", ""),
        "" if workspace is next(iter(workspaces.values())) else workspace.id,
    )
