"""The work behind the window on an action: keep what was changed, and say what came of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.asking.occasion import TAKEN_OVER
from bot.asking.work import Who
from bot.clock import Clock
from bot.status.catalogue.cells import FIELDS
from bot.status.catalogue.filling import BY_NAME, CLOSED, NEW, Filled, as_it_is, digest, shown
from bot.status.catalogue.told import Outcome, Told, draft_about, note_about
from bot.status.lines.publishing import Publishing
from storage import actions, alliance, delivery, drafts, inbox
from storage.actions import Action, KeptAction
from storage.delivery import Wanted
from storage.engine import Begin, Session
from storage.inbox import ClaimedWork
from storage.terms import Person, System

ACTION_WRITTEN = "action.written"  # kind of work
ACTION_TOLD = "action_told"  # kind of message
TOLD_BEFORE = "told before"
SYSTEM = System("catalogue")

MaySpeak = Callable[[Person, str], bool]


def handed_in(user: str, filled: Filled) -> dict[str, Any]:
    """The work's payload."""
    return {"user": user, **filled.to_json()}


@dataclass(frozen=True)
class Writing:
    """Does the work. `may_speak` says whether somebody may for the municipality of that code."""

    who: Who
    may_speak: MaySpeak
    publishing: Publishing

    async def written(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """Keep what somebody changed, or say why not; what could not be kept stays a draft."""
        user, filled = _read(work.payload)
        person = await self.who(work.workspace, user, clock)
        async with begin() as session:
            if not await inbox.hold(session, work):
                return TAKEN_OVER
            if await drafts.find_draft(session, person, *_note(work, user)):
                return TOLD_BEFORE
            told = await self._keep(session, person, filled, clock.now())
            await _say(session, work, user, filled, told, clock)
        return told.outcome

    async def give_up(self, session: Session, work: ClaimedWork, clock: Clock) -> None:
        """Say that it did not work; what was written can be handed in again. Not where it was kept
        and only could not be settled."""
        user, filled = _read(work.payload)
        if await drafts.find_draft(session, SYSTEM, *_note(work, user)):
            return
        told = Told(Outcome.FAILED, filled.about, filled.municipality)
        await _say(session, work, user, filled, told, clock)

    async def _keep(self, session: Session, person: Person, filled: Filled, now: datetime) -> Told:
        refused = Told(Outcome.NOT_YOURS, filled.about, filled.municipality)
        if not self.may_speak(person, filled.municipality):
            return refused
        await actions.hold_actions(session)
        if filled.about == NEW:
            return await _add(session, person, filled, now)
        kept = await actions.find_action(session, person, int(filled.about))
        if kept is None or kept.organisation.code != filled.municipality:
            return replace(refused, outcome=Outcome.GONE, about=NEW)
        if kept.closed_at and not filled.wants_closed and CLOSED not in filled.changed:
            return replace(refused, outcome=Outcome.CLOSED_SINCE, name=kept.action.name)
        told = await _change(session, person, kept, filled, now)
        await self.publishing.follow_actions(session, [kept], now)
        return told


async def _add(session: Session, person: Person, filled: Filled, now: datetime) -> Told:
    owner = await alliance.get_organisation(session, person, filled.municipality)
    action = Action(**filled.values)
    told = Told(Outcome.ADDED, NEW, owner.code, action.name, visibility=action.visibility)
    if other := await _that_has(session, person, owner.code, action.number):
        return replace(told, outcome=Outcome.TAKEN, other=other.action.name)
    id = await actions.add_action(session, owner, action, now=now)
    return replace(told, about=str(id))


async def _change(
    session: Session, person: Person, kept: KeptAction, filled: Filled, now: datetime
) -> Told:
    action = replace(kept.action, **filled.values)
    told = Told(Outcome.CHANGED, filled.about, filled.municipality, action.name)
    if action.number != kept.action.number and (
        other := await _that_has(session, person, filled.municipality, action.number)
    ):
        return replace(told, outcome=Outcome.TAKEN, other=other.action.name)
    fields = [name for name in BY_NAME if getattr(action, name) != getattr(kept.action, name)]
    was_closed = kept.closed_at is not None
    is_closed = filled.wants_closed if CLOSED in filled.changed else was_closed
    if not fields and is_closed == was_closed:
        return replace(told, outcome=Outcome.UNCHANGED)
    if not await actions.change_action(session, kept, action, now=now, is_closed=is_closed):
        raise RuntimeError("an action was changed by somebody who does not hold the actions")
    seen = action.visibility if "visibility" in fields else ""
    closed = is_closed if is_closed != was_closed else None
    was = _overwritten(kept, filled, fields)
    return replace(told, fields=fields, is_closed=closed, was=was, visibility=seen)


async def _that_has(session: Session, person: Person, code: str, number: str) -> KeptAction | None:
    """The municipality's action with that number, closed or not."""
    owner = await alliance.get_organisation(session, person, code)
    own = [
        *await actions.actions_of(session, person, owner),
        *await actions.closed_actions(session, person, owner),
    ]
    return next((one for one in own if number and one.action.number == number), None)


def _overwritten(kept: KeptAction, filled: Filled, fields: Sequence[str]) -> Mapping[str, str]:
    """What a colleague wrote while the window stood open, where it is written over now."""
    by_now = shown(kept, filled.language)
    return {
        each.name: each.show(kept.action, filled.language) if each.words else by_now[each.name]
        for each in FIELDS
        if each.name in fields and by_now[each.name]
        if digest(by_now[each.name]) != filled.before.get(each.name)
    }


async def _say(
    session: Session, work: ClaimedWork, user: str, filled: Filled, told: Told, clock: Clock
) -> None:
    await drafts.drop_draft(session, work.workspace, user, draft_about(filled.about))
    if not told.is_kept:
        draft = _as_new(filled) if told.outcome is Outcome.GONE else filled
        where = work.workspace, user, draft_about(draft.about)
        await drafts.save_draft(session, *where, draft.to_json())
    await drafts.save_draft(session, *_note(work, user), told.to_json())
    for part in range(len(told.parts)):
        occasion = f"{part}:{work.key}"
        await delivery.want(
            session,
            Wanted(work.workspace, occasion, user, ACTION_TOLD, filled.language, clock.now()),
        )


def _as_new(filled: Filled) -> Filled:
    """Of an action that is there no more: everything counts as written anew."""
    fresh = as_it_is(None, filled.municipality, filled.language)
    return replace(fresh, words={**filled.words, CLOSED: ""})


def _note(work: ClaimedWork, user: str) -> tuple[str, str, str]:
    return work.workspace, user, note_about(work.key)


def _read(payload: Mapping[str, Any]) -> tuple[str, Filled]:
    rest = dict(payload)
    return rest.pop("user"), Filled.from_json(rest)
