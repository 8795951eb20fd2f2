"""The actions that are there before any municipality has read in its own."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from storage import actions, alliance
from storage.actions import Action
from storage.engine import Session
from storage.terms import Phase, Track, Viewer

LIST = Path(__file__).parent / "starter.yaml"
MUNICIPALITY = "municipality"


async def keep_starter_actions(session: Session, viewer: Viewer, *, now: datetime) -> int:
    """Add those of municipalities that have no catalogue yet; how many."""
    await actions.hold_actions(session)
    kept = [
        *await actions.actions_of(session, viewer),
        *await actions.closed_actions(session, viewer),
    ]
    begun = {one.organisation.code for one in kept}
    new = [entry for entry in _listed() if entry[MUNICIPALITY] not in begun]
    for entry in new:
        owner = await alliance.get_organisation(session, viewer, entry[MUNICIPALITY])
        await actions.add_action(session, owner, _action(entry), now=now)
    return len(new)


def _action(entry: Mapping[str, str]) -> Action:
    told: dict[str, Any] = {name: entry[name] for name in entry if name != MUNICIPALITY}
    for name, kind in (("track", Track), ("phase", Phase)):
        if name in told:
            told[name] = kind(told[name])
    return Action(**told)


@cache
def _listed() -> Sequence[Mapping[str, str]]:
    listed: Sequence[Mapping[str, str]] = yaml.safe_load(LIST.read_text("utf-8"))
    return listed
