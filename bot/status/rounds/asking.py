"""The work of a Monday: every municipality that is not ahead of it is asked how it goes."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.asking.occasion import TAKEN_OVER
from bot.clock import Clock
from bot.status.rounds import whom
from bot.status.rounds.messages import PROMPT, About
from bot.status.rounds.periods import period_of
from storage import delivery, inbox, reports, rounds
from storage.delivery import Delivery, Wanted
from storage.engine import Begin, Session
from storage.inbox import ClaimedWork
from storage.terms import System

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
        """Ask each municipality in its period, once; the prompts of the one before close."""
        await self.acquaint(work.workspace, clock)
        async with begin() as session:
            if not await inbox.hold(session, work):
                return TAKEN_OVER
            day = work.due.astimezone(self.zone).date()
            await rounds.ask(session, work.key, await _periods(session, day), now=clock.now())
            await self._want(session, work, day, clock.now())
        self.told()
        return PROMPT

    async def _want(self, session: Session, work: ClaimedWork, day: date, now: datetime) -> None:
        people = await whom.asked(session, SYSTEM, work.workspace, day)
        until = datetime.fromisoformat(work.payload["until"])
        prompts = list[Wanted]()
        for each in await rounds.asked_on(session, SYSTEM, work.key):
            own, about = each.organisation, About(each.period, each.organisation.code)
            await _close(session, work.workspace, own.code, await _before(session, each))
            prompts += [
                Wanted(
                    work.workspace, about.occasion, user, PROMPT, self.language, now, until=until
                )
                for user in people.get(own.code, ())
            ]
        await delivery.want_all(session, prompts)


async def _periods(session: Session, day: date) -> Mapping[str, str]:
    """Whom to ask about which period: those who have not told their status in theirs."""
    every = await rounds.rhythms(session, SYSTEM)
    periods = {of.code: p for of, rhythm in every if (p := period_of(rhythm, day))}
    done = await reports.answered(session, SYSTEM, set(periods.values()))
    return {code: period for code, period in periods.items() if (code, period) not in done}


async def _before(session: Session, each: rounds.Round) -> str | None:
    return await rounds.last_asked(session, SYSTEM, each.organisation, before=each.period)


async def _close(session: Session, workspace: str, code: str, period: str | None) -> None:
    """The messages of that round show that it is over."""
    if period:
        await delivery.want_all_again(session, workspace, About(period, code).occasion)


def still_wanted(zone: ZoneInfo) -> Callable[[Session, Delivery], Awaitable[bool]]:
    """Whether somebody is still asked. What stands in Slack stays, and shows what became of it."""

    async def wanted(session: Session, message: Delivery) -> bool:
        about = About.of(message.occasion)
        if message.ts is not None or about is None:
            return True
        if (about.code, about.period) in await reports.answered(session, SYSTEM, [about.period]):
            return False
        if message.kind != PROMPT:
            return True
        day = message.due.astimezone(zone).date()
        people = await whom.asked(session, SYSTEM, message.workspace, day)
        return message.recipient in people.get(about.code, ())

    return wanted
