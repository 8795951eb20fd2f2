"""Makes views: what somebody sees at a place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from playground.acts import Acts
from playground.clocks import COPENHAGEN
from playground.content.views import Opened
from playground.page import author, blocks
from playground.page.log import Drawing
from playground.page.place import Place, conversations, link
from playground.page.unread import Marks
from playground.page.view import Conversation, Face, Neighbour, Shown, View
from playground.workspace import Channel, Person, Workspace
from playground.world import World

Where = Literal["message", "modal", "home"]


@dataclass(frozen=True)
class Viewer:
    """Makes views of the workspaces, and remembers how far each person has read."""

    world: World
    marks: Marks

    def view(self, place: Place, address: str, *, looking: bool) -> View:
        """The view of a place. `looking`: somebody sees it, so that it counts as read."""
        workspace, person, channel = place.workspace, place.person, place.channel
        acts, messages = self.world.acts[workspace.id], self.world.messages
        conversation = messages.conversation(workspace.id, channel.id)
        if looking:
            self.marks.read(person, channel.id, conversation)
        today = datetime.fromtimestamp(self.world.time.now(), COPENHAGEN)
        drawing = Drawing(
            workspace,
            person,
            conversation,
            surface(place, address, today),
            acts.chosen,
            acts.time.now(),
        )
        newest = messages.latest(workspace.id, channel.id, person.id, place.shown + 1)
        thread = place.thread
        return View(
            workspace=workspace,
            place=place,
            me=author.of(person),
            neighbours=[Neighbour(w, f"/?rum={w.id}") for w in self.world.workspaces.values()],
            conversations=self._conversations(place),
            faces=[self._face(someone, place) for someone in workspace.people.values()],
            days=drawing.days(newest[-place.shown :]),
            has_older=len(newest) > place.shown,
            thread=drawing.thread(thread) if thread else None,
            status=acts.statuses.find(channel.id, thread) if thread else None,
            title=acts.statuses.titles.get((channel.id, thread), "") if thread else "",
            prompts=_prompts(acts, channel),
            home=_shown(acts.views.home(person.id), place, address, today),
            modal=_shown(acts.views.top(person.id), place, address, today),
            depth=len(acts.views.stack(person.id)) - 1,
            is_connected=self.world.deliveries[workspace.id].connected.is_set(),
            now=self.world.clock.now().astimezone(COPENHAGEN),
            today=today,
        )

    def _unread(self, workspace: Workspace, person: Person, channel: str) -> int:
        conversation = self.world.messages.conversation(workspace.id, channel)
        return self.marks.unread(person, channel, conversation)

    def _conversations(self, place: Place) -> Sequence[Conversation]:
        workspace, person = place.workspace, place.person
        return [
            Conversation(c, link(place.room, person, c.id), self._unread(workspace, person, c.id))
            for c in conversations(workspace, person)
        ]

    def _face(self, person: Person, place: Place) -> Face:
        """The same place in this person's eyes, if they may be there."""
        workspace = place.workspace
        unread = self._unread(workspace, person, person.direct_channel)
        if place.channel.is_direct:
            there = link(place.room, person, person.direct_channel)
        elif person.id in place.channel.members:
            there = link(place.room, person, place.channel.id, place.thread)
        else:
            there = link(place.room, person)
        return Face(author.of(person), there, unread)


def surface(
    place: Place,
    address: str,
    now: datetime,
    where: Where = "message",
    opened: Opened | None = None,
) -> blocks.Surface:
    """What a drawing needs to know of this place, and of the view it is part of."""
    workspace = place.workspace
    people = {person.id: person.name for person in workspace.people.values()}
    channels = {c.id: c.name for c in workspace.channels.values() if not c.is_direct}
    mine = conversations(workspace, place.person)
    return blocks.Surface(
        names={**people, **channels, workspace.app.user: workspace.app.name},
        address=address,
        people={p.id: p.name for p in workspace.people.values() if not p.deleted},
        channels={channel.id: channel.name for channel in mine if channel.name},
        values=opened.view["state"]["values"] if opened else {},
        errors=opened.errors if opened else {},
        where=where,
        prefix=f"{opened.id}-" if opened else "",
        viewer=place.person.id,
        now=now,
    )


def _prompts(acts: Acts, channel: Channel) -> Mapping[str, object]:
    """What to ask: as the app suggested last, or else as its manifest does."""
    if not channel.is_direct:
        return {"title": "", "prompts": []}
    manifest = {"title": "", "prompts": acts.workspace.app.prompts}
    return acts.statuses.prompts.get(channel.id, manifest)


def _shown(opened: Opened | None, place: Place, address: str, now: datetime) -> Shown | None:
    if opened is None:
        return None
    where: Where = "home" if opened.view["type"] == "home" else "modal"
    on = surface(place, address, now, where, opened)
    return Shown(opened, blocks.draw(opened.view["blocks"], on))
