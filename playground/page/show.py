"""What one view shows, as plain data for the templates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from playground.messages import Message, is_reply
from playground.page import author, blocks
from playground.page.author import Author
from playground.page.log import COPENHAGEN, Day, Drawing, Thread
from playground.page.place import Place, conversations, link
from playground.page.unread import Marks
from playground.workspace import Channel, Person, Workspace
from playground.world import World


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
class View:
    """All that the page shows."""

    workspace: Workspace
    place: Place
    me: Author
    conversations: Sequence[Conversation]
    faces: Sequence[Face]
    days: Sequence[Day]
    has_older: bool
    thread: Thread | None
    is_connected: bool
    now: datetime  # on the alliance's clock
    today: datetime  # on Slack's, which dates the messages

    @property
    def unread(self) -> int:
        return sum(conversation.unread for conversation in self.conversations)


@dataclass(frozen=True)
class Viewer:
    """Makes views of one workspace, and remembers how far each person has read."""

    world: World
    workspace: Workspace
    marks: Marks

    def view(self, place: Place, address: str, *, looking: bool) -> View:
        """The view of a place. `looking`: somebody sees it, so that it counts as read."""
        messages = self._messages(place.person, place.channel.id)
        if looking:
            self.marks.read(place.person, place.channel.id, messages)
        drawing = Drawing(self.workspace, blocks.Surface(self._names(), address))
        return View(
            workspace=self.workspace,
            place=place,
            me=author.of(place.person),
            conversations=self._conversations(place.person),
            faces=[self._face(person, place) for person in self.workspace.people.values()],
            days=drawing.days(messages, place.shown),
            has_older=sum(not is_reply(message) for message in messages) > place.shown,
            thread=drawing.thread(messages, place.thread) if place.thread else None,
            is_connected=self.world.deliveries[self.workspace.id].connected.is_set(),
            now=self.world.clock.now().astimezone(COPENHAGEN),
            today=datetime.fromtimestamp(self.world.time.now(), COPENHAGEN),
        )

    def _messages(self, person: Person, channel: str) -> Sequence[Message]:
        return self.world.messages.all(self.workspace.id, channel, person.id)

    def _unread(self, person: Person, channel: str) -> int:
        return self.marks.unread(person, channel, self._messages(person, channel))

    def _names(self) -> Mapping[str, str]:
        workspace, app = self.workspace, self.workspace.app
        people = {person.id: person.name for person in workspace.people.values()}
        channels = {channel.id: channel.name for channel in workspace.channels.values()}
        return {**people, **channels, app.user: app.name}

    def _conversations(self, person: Person) -> Sequence[Conversation]:
        return [
            Conversation(c, link(person.id, c.id), self._unread(person, c.id))
            for c in conversations(self.workspace, person)
        ]

    def _face(self, person: Person, place: Place) -> Face:
        """The same place in this person's eyes, if they may be there."""
        unread = self._unread(person, person.direct_channel)
        if place.channel.is_direct:
            there = link(person.id, person.direct_channel)
        elif person.id in place.channel.members:
            there = link(person.id, place.channel.id, place.thread)
        else:
            there = link(person.id)
        return Face(author.of(person), there, unread)
