"""Opening a window on an action, with what could not be kept the last time still in it."""

from dataclasses import dataclass, replace
from typing import Any

from bot.asking.occasion import TAKEN_OVER
from bot.clock import Clock
from bot.status.catalogue.filling import CLOSED, NEW, Filled, as_it_is, digest
from bot.status.catalogue.told import draft_about
from storage import actions, drafts, inbox
from storage.engine import Begin, Session
from storage.inbox import ClaimedWork
from storage.terms import Person

DRAFT_DROPPED = "draft.dropped"  # kind of work
DROPPED = "dropped"


@dataclass(frozen=True)
class Opening:
    """What a window opens with. `is_draft`: it says what was written before."""

    filled: Filled
    is_draft: bool


async def to_fill_in(
    session: Session,
    person: Person,
    municipality: str,
    about: str,
    language: str,
    *,
    anew: bool = False,
) -> Opening | None:
    """None where the municipality has no such action. `anew`: without what was written before."""
    kept = None if about == NEW else await actions.find_action(session, person, int(about))
    if about != NEW and (kept is None or kept.organisation.code != municipality):
        return None
    as_now = as_it_is(kept, municipality, language)
    where = person.workspace, person.user, draft_about(about)
    content = await drafts.find_draft(session, person, *where)
    draft = Filled.from_json(content) if content else None
    if anew or draft is None or draft.municipality != municipality:
        return Opening(as_now, is_draft=False)
    return Opening(_brought_up_to_date(draft, as_now), is_draft=True)


def _brought_up_to_date(draft: Filled, now: Filled) -> Filled:
    """That somebody closed the action meanwhile is shown, so that it can be opened again."""
    if not now.wants_closed:
        return draft
    seen = {CLOSED: digest(CLOSED)}
    return replace(draft, words={**draft.words, CLOSED: CLOSED}, before={**draft.before, **seen})


def dropped(user: str, about: str) -> dict[str, Any]:
    """The payload of the work that forgets a draft."""
    return {"version": 1, "user": user, "about": about}


async def drop(work: ClaimedWork, clock: Clock, begin: Begin) -> str:
    """Somebody begins anew: what they wrote before is not offered again."""
    user, about = work.payload["user"], work.payload["about"]
    async with begin() as session:
        if not await inbox.hold(session, work):
            return TAKEN_OVER
        await drafts.drop_draft(session, work.workspace, user, draft_about(about))
    return DROPPED
