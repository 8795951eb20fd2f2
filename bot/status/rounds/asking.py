"""The work of a Monday: every municipality that is not ahead of it is asked how it goes."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.asking.occasion import TAKEN_OVER
from bot.clock import Clock
from bot.status.rounds import whom
from bot.status.rounds.messages import PROMPT, SUITS, About
from bot.status.rounds.periods import names_month, period_of
from bot.status.rounds.silence import PATIENCE, silent_rounds
from storage import actions, delivery, inbox, reports, rounds
from storage.delivery import Wanted
from storage.engine import Begin, Session
from storage.inbox import ClaimedWork
from storage.rounds import Rhythm
from storage.terms import Cadence, Organisation, System

SYSTEM = System("status")
ROUND_DUE = "status.round_due"  # kind of work
Acquaint = Callable[[str, Clock], Awaitable[None]]


@dataclass(frozen=True)
class Asking:
    """Does it. `acquaint` looks who is in Slack."""

    acquaint: Acquaint
    zone: ZoneInfo
    language: str
    told: Callable[[], None]

    async def round_due(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """Ask each municipality in its period, once; the prompts of the one before close. Who was
        silent for long is asked what would suit, once, and then left alone."""
        await self.acquaint(work.workspace, clock)
        async with begin() as session:
            if not await inbox.hold(session, work):
                return TAKEN_OVER
            day = work.due.astimezone(self.zone).date()
            people = await whom.asked(session, SYSTEM, work.workspace, day)
            silent = await silent_rounds(session, SYSTEM, clock.now(), but=work.key)
            periods = await _periods(session, day)
            left = [code for code, count in silent.items() if count >= PATIENCE]
            asked = {code: period for code, period in periods.items() if code not in left}
            await rounds.ask(session, work.key, asked, now=clock.now())
            prompts = await self._prompts(session, work, people, clock.now())
            suits = await self._suits(session, work, people, periods.keys() & left, clock.now())
            await delivery.want_all(session, [*prompts, *suits])
        self.told()
        return PROMPT

    async def _prompts(
        self,
        session: Session,
        work: ClaimedWork,
        people: Mapping[str, Sequence[str]],
        now: datetime,
    ) -> Sequence[Wanted]:
        until = datetime.fromisoformat(work.payload["until"])
        prompts = list[Wanted]()
        for each in await rounds.asked_on(session, SYSTEM, work.key):
            own = each.organisation
            before = await rounds.last_asked(session, SYSTEM, own, before=each.period)
            if before:
                closed = About(before.period, own.code)
                await delivery.want_all_again(session, work.workspace, closed.occasion)
            occasion = About(each.period, own.code).occasion
            for user in people.get(own.code, ()):
                where = work.workspace, occasion, user, PROMPT
                prompts.append(Wanted(*where, self.language, now, until=until))
        return prompts

    async def _suits(
        self,
        session: Session,
        work: ClaimedWork,
        people: Mapping[str, Sequence[str]],
        codes: Collection[str],
        now: datetime,
    ) -> Sequence[Wanted]:
        every = [of for of, _ in await rounds.rhythms(session, SYSTEM) if of.code in codes]
        wanted = list[Wanted]()
        for own in every:
            last = await rounds.last_asked(session, SYSTEM, own)
            if last is None:
                continue
            occasion = About(last.period, own.code).occasion
            for user in people.get(own.code, ()):
                where = work.workspace, occasion, user, SUITS
                wanted.append(Wanted(*where, self.language, now))
        return wanted


async def _periods(session: Session, day: date) -> Mapping[str, str]:
    """Whom to ask about which period: those who have not told their status in theirs."""
    every = await rounds.rhythms(session, SYSTEM)
    periods = {
        of.code: period
        for of, rhythm in every
        if (period := period_of(rhythm, day)) and await _counts(session, of, rhythm, day)
    }
    done = await reports.answered(session, SYSTEM, set(periods.values()))
    return {code: period for code, period in periods.items() if (code, period) not in done}


async def _counts(session: Session, of: Organisation, rhythm: Rhythm, day: date) -> bool:
    """For one that wants it at its actions' milestones: whether a timeline names this month."""
    if rhythm.cadence is not Cadence.MILESTONES:
        return True
    own = await actions.actions_of(session, SYSTEM, of)
    return any(names_month(each.action.timeline, day) for each in own)
