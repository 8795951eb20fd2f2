"""The work of a Thursday: whoever has not told their status is reminded, once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.asking.occasion import TAKEN_OVER
from bot.clock import Clock
from bot.delivery.ladder import Said, Step, Whom
from bot.delivery.local_time import moment_of
from bot.delivery.working_days import WorkingDays
from bot.status.rounds import whom
from bot.status.rounds.asking import SYSTEM
from bot.status.rounds.messages import LATER, NUDGE, About
from bot.status.rounds.periods import period_of
from bot.status.rounds.silence import ladder_after, silent_rounds
from storage import delivery, inbox, reports, rounds, voice
from storage.delivery import Wanted
from storage.engine import Begin, Session
from storage.inbox import ClaimedWork

NUDGE_DUE = "status.nudge_due"  # kind of work
CUT = time(8)  # on Friday: what is told later waits for the next digest
THIS_WEEK = timedelta(days=6)


@dataclass(frozen=True)
class Nudging:
    """Does it."""

    calendar: WorkingDays
    language: str
    told: Callable[[], None]

    async def nudge_due(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """Remind one of each municipality that was asked this week and has told nothing."""
        now = clock.now()
        async with begin() as session:
            if not await inbox.hold(session, work):
                return TAKEN_OVER
            deadline = moment_of(
                self.calendar.day_of(work.due) + timedelta(days=1), CUT, self.calendar.zone
            )
            nudges = await self._nudges(session, work, deadline, now)
            await delivery.want_all(session, nudges)
        self.told()
        return NUDGE

    async def _nudges(
        self, session: Session, work: ClaimedWork, deadline: datetime, now: datetime
    ) -> Sequence[Wanted]:
        day = self.calendar.day_of(work.due)
        people = {
            Whom.COORDINATOR: await whom.asked(session, SYSTEM, work.workspace, day),
            Whom.DEPUTY: await whom.deputies(session, SYSTEM, work.workspace, day),
        }
        silent = await silent_rounds(session, SYSTEM, now)
        wanted = list[Wanted]()
        for about in await self._open(session, work, day):
            before = silent.get(about.code, 1) - 1
            said = Said(unanswered=before)
            step = ladder_after(before).next_word(deadline, said, now, self.calendar)
            if not isinstance(step, Step):
                continue
            for user in _reached(people, step, about.code):
                where = work.workspace, about.occasion, user, NUDGE
                nudge = Wanted(*where, self.language, now, until=deadline)
                if not await voice.is_promised(session, SYSTEM, nudge, LATER, now=now):
                    wanted.append(nudge)
        return wanted

    async def _open(self, session: Session, work: ClaimedWork, day: date) -> Sequence[About]:
        """The rounds that were opened this week and are not answered."""
        asked = await rounds.asked_since(session, SYSTEM, work.due - THIS_WEEK)
        rhythms = {of.code: rhythm for of, rhythm in await rounds.rhythms(session, SYSTEM)}
        told = await reports.answered(session, SYSTEM, {each.period for each in asked})
        open_ones = [About(each.period, each.organisation.code) for each in asked]
        return [
            about
            for about in open_ones
            if (about.code, about.period) not in told
            and about.period == period_of(rhythms[about.code], day)
        ]


def _reached(
    people: Mapping[Whom, Mapping[str, Sequence[str]]], step: Step, code: str
) -> Sequence[str]:
    """The deputies where it is their turn, or who is asked where there is none."""
    return people[step.to].get(code) or people[Whom.COORDINATOR].get(code, ())
