"""What would suit a municipality: how often it is asked, or somebody else who is."""

from dataclasses import dataclass, replace
from datetime import timedelta

from bot.clock import Clock
from bot.delivery.local_time import day_of
from bot.status.rounds.messages import RHYTHM
from bot.status.rounds.speaking import Press, Speaking, Told, redraw
from storage import absences, delivery, rounds
from storage.absences import Absence
from storage.engine import Begin, Session
from storage.inbox import ClaimedWork
from storage.rounds import Rhythm
from storage.tasks import Task, raise_task
from storage.terms import Cadence

# Kinds of work.
RHYTHM_CHOSEN = "status.rhythm_chosen"
AWAY_THIS_WEEK = "status.away_this_week"

ANOTHER = "another"  # is chosen where somebody else is to be asked
ANOTHER_WANTED = "status.another_wanted"  # kind of task
AWAY = "away"
SUNDAY = 6


@dataclass(frozen=True)
class Choosing:
    """Does the work."""

    speaking: Speaking

    async def chosen(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """Ask that often from now on; or let the secretariat find somebody else to ask."""
        press = Press.from_payload(work.payload)
        return await self.speaking.do(work, press, clock, begin, self._choose)

    async def away(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """Nothing unasked reaches them until the week is over."""
        press = Press.from_payload(work.payload)
        return await self.speaking.do(work, press, clock, begin, self._away)

    async def _choose(self, session: Session, told: Told) -> str:
        if told.press.about == ANOTHER:
            key, subject = f"{ANOTHER}:{told.own.code}", {"organisation": told.own.code}
            task = Task(told.work.workspace, key, ANOTHER_WANTED, subject)
            await raise_task(session, task, now=told.at)
        else:
            since = day_of(told.at, self.speaking.zone)
            await rounds.set_rhythm(session, told.own, Rhythm(Cadence(told.press.about), since))
        await self._say(session, told, told.press.about)
        last = await rounds.last_asked(session, told.person, told.own)
        if last is not None:
            await redraw(session, replace(told, period=last.period))
        return RHYTHM_CHOSEN

    async def _away(self, session: Session, told: Told) -> str:
        today = day_of(told.at, self.speaking.zone)
        sunday = today + timedelta(days=SUNDAY - today.weekday())
        await absences.be_away(session, told.person, Absence(today, sunday))
        await self._say(session, told, AWAY)
        return AWAY_THIS_WEEK

    async def _say(self, session: Session, told: Told, what: str) -> None:
        message = self.speaking.message(told.work, told.press, RHYTHM)
        await delivery.want(session, replace(message, occasion=f"{what}:{told.work.key}"))
