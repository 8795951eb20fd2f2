"""What one view shows, as plain data for the templates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from playground.content.statuses import Status
from playground.content.views import Opened
from playground.page.author import Author
from playground.page.log import Day, Thread
from playground.page.place import Place
from playground.workspace import Channel, Workspace


@dataclass(frozen=True)
class Conversation:
    """A line of the sidebar."""

    channel: Channel
    link: str
    unread: int


@dataclass(frozen=True)
class Face:
    """A line of the menu 'Du er …'."""

    author: Author
    link: str
    unread: int  # of what the app wrote to them directly


@dataclass(frozen=True)
class Neighbour:
    """Another workspace, or this one, in the menu of them."""

    workspace: Workspace
    link: str


@dataclass(frozen=True)
class Shown:
    """A modal or App Home, drawn."""

    opened: Opened
    body: Markup


@dataclass(frozen=True)
class View:
    """All that the page shows."""

    workspace: Workspace
    place: Place
    me: Author
    neighbours: Sequence[Neighbour]
    conversations: Sequence[Conversation]
    faces: Sequence[Face]
    days: Sequence[Day]
    has_older: bool
    thread: Thread | None
    status: Status | None  # what the agent says it does in the open thread
    title: str  # what the agent called the open thread
    prompts: Mapping[str, object]
    home: Shown | None  # the app's own page for this person
    modal: Shown | None  # what stands open before this person
    depth: int  # how many modals lie under it
    is_connected: bool
    now: datetime  # on the alliance's clock
    today: datetime  # on Slack's, which dates the messages

    @property
    def unread(self) -> int:
        return sum(conversation.unread for conversation in self.conversations)
