"""What goes to many again and again is looked at by one of the secretariat, and approved."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Self

from bot.alliance.acquainting import Acquaint
from bot.alliance.secretariat.daily import Daily
from bot.alliance.secretariat.messages import NOT_SECRETARIAT
from bot.asking.occasion import TAKEN_OVER
from bot.clock import Clock
from bot.delivery.approval import ToMany, waits_no_longer
from bot.delivery.planner import Schedule, owed, put_back, work_of
from bot.delivery.working_days import WorkingDays
from storage import approvals, delivery, inbox
from storage.delivery import Wanted
from storage.engine import Begin, Session
from storage.inbox import ClaimedWork, Work
from storage.terms import AGAIN, Person, may_administer

PRESSED = "approval.pressed"  # kind of work

# Kinds of message.
PREVIEW = "approval.preview"
ANEW = "approval.anew"  # the same, to somebody who pressed below what has changed since
TRIAL = "approval.trial"  # exactly as others get it
ALREADY = "approval.already"  # somebody else was first
GONE = "approval.gone"  # a notice
PREVIEWS = (PREVIEW, ANEW)

VERSION = 1
A_YEAR = timedelta(days=366)


class Act(StrEnum):
    """What is pressed."""

    SEE = "see"
    TRY = "try"
    APPROVE = "approve"


@dataclass(frozen=True)
class Press:
    """Somebody presses in the list, or below what they saw: `looks` is its fingerprint."""

    user: str
    act: Act
    schedule: str
    looks: str
    language: str

    def to_payload(self) -> dict[str, Any]:
        return {"version": VERSION, **asdict(self)}

    @classmethod
    def from_payload(cls, payload: Mapping[str, Any]) -> Self:
        told = {name: payload[name] for name in cls.__dataclass_fields__}
        return cls(**{**told, "act": Act(told["act"])})


@dataclass(frozen=True)
class Recurring:
    """What recurs, by the alliance's calendar and in its language."""

    schedules: Sequence[Schedule]
    calendar: WorkingDays
    language: str

    def to_many(self, name: str) -> tuple[Schedule, ToMany] | None:
        """The schedule of that name, if there is one and it goes to many."""
        for each in self.schedules:
            if each.name == name and each.to_many is not None:
                return each, each.to_many
        return None

    def next_time(self, each: Schedule, workspace: str, now: datetime) -> Work | None:
        """What is to be done next, within a year."""
        for one in owed(each, self.calendar, now, now + A_YEAR):
            if one.skipped is None:
                return work_of(each, workspace, one.occasion)
        return None


def occasion_of(kind: str, schedule: str, looks: str, key: str = "") -> str:
    """Of every message of a kind about one look; with the key of a press, of its own."""
    about = f"{kind}:{schedule}:{looks}"
    return f"{about}{AGAIN}{key}" if key else about


def about(occasion: str) -> tuple[str, str]:
    """The schedule and the look."""
    _, schedule, looks = occasion.partition(AGAIN)[0].split(":")
    return schedule, looks


@dataclass(frozen=True)
class Approving:
    """Does the work. `acquaint` looks who is in Slack, before one sees whom it reaches."""

    daily: Daily
    recurring: Recurring
    acquaint: Acquaint

    async def pressed(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """Show it, try it or approve it, and tell whoever pressed."""
        press = Press.from_payload(work.payload)
        person = await self.daily.people.who(work.workspace, press.user, clock)
        if press.act is Act.SEE and may_administer(person):
            await self.acquaint(work.workspace, clock)
        async with begin() as session:
            if not await inbox.hold(session, work):
                return TAKEN_OVER
            kind, looks = await self._done(session, person, press, clock)
            if kind is not None:
                key = occasion_of(kind, press.schedule, looks, work.key)
                whom = (work.workspace, key, press.user, kind, press.language)
                await delivery.want(session, Wanted(*whom, due=clock.now()))
        self.daily.told()
        return kind or press.act

    async def _done(
        self, session: Session, person: Person, press: Press, clock: Clock
    ) -> tuple[str | None, str]:
        """The kind of message that tells what came of it, if one is needed, and of which look."""
        if not may_administer(person):
            return NOT_SECRETARIAT, press.looks
        found = self.recurring.to_many(press.schedule)
        if found is None:
            await self._off_the_list(session, person.workspace, press.schedule, clock)
            return GONE, press.looks
        each, to_many = found
        looks = to_many.fingerprint
        if press.act is Act.SEE:
            return PREVIEW, looks
        if press.looks != looks:
            await _redraw(session, person.workspace, press)
            return ANEW, looks
        if press.act is Act.TRY:
            return TRIAL, looks
        return (
            None if await self._approved(session, person, press, each, clock) else ALREADY
        ), looks

    async def _approved(
        self, session: Session, person: Person, press: Press, each: Schedule, clock: Clock
    ) -> bool:
        """Approve it, unless somebody did before; what waited for that is done now."""
        now, where = clock.now(), person.workspace
        if not await approvals.approve(session, person, each.name, press.looks, now=now):
            return False
        await put_back(session, each, self.recurring.calendar, where, now)
        await self._off_the_list(session, where, each.name, clock)
        await _redraw(session, where, press)
        return True

    async def _off_the_list(
        self, session: Session, workspace: str, schedule: str, clock: Clock
    ) -> None:
        await waits_no_longer(session, workspace, schedule)
        await self.daily.redraw(session, workspace, clock)


async def _redraw(session: Session, workspace: str, press: Press) -> None:
    """Everybody's previews of this look."""
    for kind in PREVIEWS:
        about = occasion_of(kind, press.schedule, press.looks)
        await delivery.want_all_again(session, workspace, about)
