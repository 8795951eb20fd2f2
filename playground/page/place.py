"""Where somebody is looking: as whom, in which channel, at which thread. It is in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from playground.messages import Messages
from playground.workspace import Channel, Person, Workspace

FIRST_PERSON = "U0ASSENS"  # whom a newcomer acts as, where the workspace has them
SHOWN = 100  # so many messages at first; more on request


@dataclass(frozen=True)
class Place:
    """Somebody's view of the workspace."""

    person: Person
    channel: Channel
    thread: str | None = None
    shown: int = SHOWN

    @property
    def link(self) -> str:
        return link(self.person.id, self.channel.id, self.thread, self.shown)

    def is_what_was(self, asked: Mapping[str, str]) -> bool:
        """Whether this is the very place asked for, and not the nearest there is."""
        here = {"som": self.person.id, "kanal": self.channel.id, "traad": self.thread}
        return all(asked.get(name) in (None, "", value) for name, value in here.items())

    def at_thread(self, thread: str | None) -> "Place":
        return replace(self, thread=thread)

    def further_back(self) -> "Place":
        return replace(self, shown=self.shown + SHOWN)


def link(person: str, channel: str = "", thread: str | None = None, shown: int = SHOWN) -> str:
    """The address of a view; what is left out is chosen for whoever follows it."""
    state = {"som": person, "kanal": channel, "traad": thread}
    if shown != SHOWN:
        state["vis"] = str(shown)
    return "/?" + urlencode({name: value for name, value in state.items() if value})


def conversations(workspace: Workspace, person: Person) -> Sequence[Channel]:
    """What a person takes part in: channels in their order, then the talk with the app."""
    joined = [c for c in workspace.channels.values() if person.id in c.members and not c.is_direct]
    return [*joined, workspace.direct(person)]


def find(workspace: Workspace, messages: Messages, asked: Mapping[str, str]) -> Place:
    """The place asked for, as far as there is one and that person may be there."""
    people = workspace.people
    default = people.get(FIRST_PERSON) or next(iter(people.values()))
    person = people.get(asked.get("som", ""), default)
    open_to_them = conversations(workspace, person)
    channel = next((c for c in open_to_them if c.id == asked.get("kanal")), open_to_them[0])
    thread = asked.get("traad")
    if thread and not messages.replies(workspace.id, channel.id, thread, person.id):
        thread = None
    shown = asked.get("vis", "")
    return Place(person, channel, thread or None, int(shown) if shown.isdecimal() else SHOWN)
