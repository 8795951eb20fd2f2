"""What somebody does below a prompt: it answers for their whole municipality."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from bot.asking.occasion import TAKEN_OVER
from bot.asking.pages import of_version
from bot.asking.work import NOT_ADMITTED, Who
from bot.clock import Clock
from bot.delivery.local_time import day_of
from bot.status.rounds.messages import (
    ASKED,
    FAILED,
    LATER,
    NOT_YOURS,
    SNOOZED,
    TOO_LATE,
    About,
)
from bot.status.rounds.periods import told_period
from bot.status.rounds.snooze import Until
from storage import delivery, inbox, reports, rounds
from storage.alliance import speaks_for
from storage.delivery import Wanted
from storage.engine import Begin, Session
from storage.inbox import ClaimedWork
from storage.reports import Report
from storage.terms import Organisation, Person

# Kinds of work.
STATUS_ASKED = "status.asked"
NOTHING_NEW = "status.nothing_new"
TAKEN_BACK = "status.taken_back"
LATER_ASKED = "status.later_asked"

UNDO = timedelta(hours=1)
VERSION = 1


@dataclass(frozen=True)
class Press:
    """Somebody asks for their municipality's round, or presses below it. `about` is what the
    button said beside that: a report's id, or until when to wait."""

    user: str
    about: str = ""
    language: str | None = None

    def to_payload(self) -> dict[str, Any]:
        return {"version": VERSION, **asdict(self)}

    @classmethod
    def from_payload(cls, payload: dict[str, Any]) -> Self:
        """Raises ValueError for a version that this code does not know."""
        return cls(**of_version(payload, VERSION))


@dataclass(frozen=True)
class Told:
    """A press by somebody who may speak for a municipality, when it was made."""

    work: ClaimedWork
    press: Press
    person: Person
    own: Organisation
    period: str
    at: datetime

    @property
    def about(self) -> About:
        return About(self.period, self.own.code)


@dataclass(frozen=True)
class Reporting:
    """Does the work. `allowed` gives the first moment from one on at which somebody may be
    written to."""

    who: Who
    zone: ZoneInfo
    language: str
    allowed: Callable[[datetime], datetime]
    told: Callable[[], None]

    async def asked(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """Show how far their municipality's round is."""
        return await self._do(work, clock, begin, self._show)

    async def nothing_new(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """Their municipality has nothing new, which is an answer."""
        return await self._do(work, clock, begin, self._nothing_new)

    async def taken_back(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """What was told counts no more, with what stands in it; within an hour."""
        return await self._do(work, clock, begin, self._take_back)

    async def later(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """Ask them again when it suits them better."""
        return await self._do(work, clock, begin, self._later)

    async def give_up(self, session: Session, work: ClaimedWork, clock: Clock) -> None:
        """Say that it did not work; nothing was kept."""
        press = Press.from_payload(work.payload)
        await delivery.want(session, self._message(work, press, FAILED))

    async def _do(self, work: ClaimedWork, clock: Clock, begin: Begin, does: Any) -> str:
        press = Press.from_payload(work.payload)
        person = await self.who(work.workspace, press.user, clock)
        async with begin() as session:
            if not await inbox.hold(session, work):
                return TAKEN_OVER
            own = speaks_for(person)
            if own is None:
                kind = NOT_YOURS if person.scopes else NOT_ADMITTED
                await delivery.want(session, self._message(work, press, kind))
                return kind
            day = day_of(work.due, self.zone)
            period = told_period(await rounds.rhythm_of(session, person, own), day)
            result = await does(session, Told(work, press, person, own, period, work.due))
        self.told()
        return str(result)

    async def _show(self, session: Session, told: Told) -> str:
        message = self._message(told.work, told.press, ASKED)
        occasion = told.about.again(told.work.key)
        await delivery.want(session, replace(message, occasion=occasion))
        return ASKED

    async def _nothing_new(self, session: Session, told: Told) -> str:
        await reports.keep_report(session, report_of(told))
        await redraw(session, told)
        return NOTHING_NEW

    async def _take_back(self, session: Session, told: Told) -> str:
        found = await reports.find_report(session, told.person, told.press.about)
        if found is None or found.organisation != told.own:
            return TOO_LATE
        if told.at > found.told_at + UNDO:
            await delivery.want(session, self._message(told.work, told.press, TOO_LATE))
            return TOO_LATE
        await reports.take_back(session, told.person, found.id, now=told.at)
        await redraw(session, replace(told, period=found.period))
        return TAKEN_BACK

    async def _later(self, session: Session, told: Told) -> str:
        until = Until(told.press.about).moment(told.at, self.zone, self.allowed)
        message = self._message(told.work, told.press, LATER)
        again = told.about.again(f"{told.work.key}|{until.isoformat()}")
        await delivery.want(session, replace(message, occasion=again, due=until))
        await delivery.want(session, replace(message.of_kind(SNOOZED), occasion=again))
        return LATER

    def _message(self, work: ClaimedWork, press: Press, kind: str) -> Wanted:
        language = press.language or self.language
        return Wanted(work.workspace, work.key, press.user, kind, language, work.due)


def report_of(told: Told) -> Report:
    """That there is nothing new; what there is may be added."""
    person, role = told.person, told.person.role
    if role is None:
        raise ValueError("somebody without a role speaks for nobody")
    where = person.workspace, person.user
    return Report(told.work.key, told.own, told.period, *where, role, told.at)


async def redraw(session: Session, told: Told) -> None:
    """Everybody's messages of the round show how it stands now."""
    await delivery.want_all_again(session, told.work.workspace, told.about.occasion)
