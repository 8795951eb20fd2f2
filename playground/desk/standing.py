"""How things stand in a workspace, as far as they can go wrong."""

from collections.abc import Sequence
from dataclasses import dataclass

from playground.acts import Acts
from playground.delivery.socket_mode import SocketMode
from playground.workspace import Channel, Person, Workspace


@dataclass(frozen=True)
class Standing:
    """What the fault desk shows of one workspace. Talks with the app are no channels here."""

    workspace: Workspace
    connections: int | None  # None: over HTTP, where there are none
    twice: int  # so many of the next events come twice
    to_shuffle: int  # so many more are held back before they come in another order
    open: Sequence[Channel]
    archived: Sequence[Channel]
    with_app: Sequence[Channel]
    without_app: Sequence[Channel]
    active: Sequence[Person]
    deactivated: Sequence[Person]


def standing(acts: Acts) -> Standing:
    """At this moment. The app comes and goes in open channels only, as in Slack."""
    workspace, deliveries = acts.workspace, acts.deliveries
    transport = deliveries.transport
    channels = [c for c in workspace.channels.values() if not c.is_direct]
    still_open = [c for c in channels if not c.is_archived]
    app, people = workspace.app.user, workspace.people.values()
    return Standing(
        workspace=workspace,
        connections=transport.connections if isinstance(transport, SocketMode) else None,
        twice=deliveries.disorder.twice,
        to_shuffle=deliveries.disorder.to_shuffle,
        open=still_open,
        archived=[c for c in channels if c.is_archived],
        with_app=[c for c in still_open if app in c.members],
        without_app=[c for c in still_open if app not in c.members],
        active=[p for p in people if not p.deleted],
        deactivated=[p for p in people if p.deleted],
    )
