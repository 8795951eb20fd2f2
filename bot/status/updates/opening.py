"""What the window in which a status is written opens with."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.delivery.local_time import day_of
from bot.status.rounds.periods import names_month, told_period
from bot.status.updates.filled import WHOLE, Filled, Line, about_draft
from storage import actions, drafts, reports, rounds
from storage.actions import KeptAction
from storage.engine import Session
from storage.reports import KeptUpdate
from storage.terms import Organisation, Person, Phase, Progress

UNTOUCHED = timedelta(days=90)
AS_THE_PHASE = {
    Phase.IN_PROGRESS: Progress.ON_TRACK,
    Phase.DONE: Progress.DONE,
    Phase.PAUSED: Progress.PAUSED,
}


@dataclass(frozen=True)
class Choice:
    """An action that a line may be about, and what was said of it last."""

    action: KeptAction
    last: KeptUpdate | None
    is_due: bool

    @property
    def progress(self) -> str:
        """As it was, or as the catalogue has it."""
        if self.last is not None:
            return self.last.update.progress
        phase = self.action.action.phase
        return AS_THE_PHASE.get(phase, "") if phase else ""


@dataclass(frozen=True)
class Opening:
    """The window of one person. `choices` stand as their catalogue does."""

    own: Organisation
    period: str
    language: str
    choices: Sequence[Choice]
    filled: Filled
    is_draft: bool = False

    def choice(self, about: str) -> Choice | None:
        return next((one for one in self.choices if str(one.action.id) == about), None)

    def chosen(self, filled: Filled) -> Filled:
        """The line is about another action than before: how it goes is as it was said last."""
        choice = self.choice(filled.at.about)
        progress = choice.progress if choice else filled.at.progress
        return replace(filled, at=replace(filled.at, progress=progress, visibility=""))


async def opening(
    session: Session,
    person: Person,
    own: Organisation,
    language: str,
    now: datetime,
    zone: ZoneInfo,
) -> Opening:
    """As somebody left it."""
    today = day_of(now, zone)
    draft = await drafts.find_draft(
        session, person, person.workspace, person.user, about_draft(own.code)
    )
    last = await reports.newest_updates(session, person, own, today=today)
    said = {each.update.action: each for each in last}
    choices = [
        Choice(each, told := said.get(each.id), _is_due(each, told, now, today))
        for each in await actions.actions_of(session, person, own)
    ]
    period = told_period(await rounds.rhythm_of(session, person, own), today)
    empty = Filled(Line(about="" if choices else WHOLE))
    filled = Filled.from_json(draft) if draft else empty
    return Opening(own, period, language, choices, filled, is_draft=bool(draft))


def _is_due(action: KeptAction, last: KeptUpdate | None, now: datetime, today: date) -> bool:
    """Its timeline names this month, or nobody has said anything of it for long."""
    if last is None or now - last.told_at >= UNTOUCHED:
        return True
    return names_month(action.action.timeline, today)
