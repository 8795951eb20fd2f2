"""Somebody does something for their municipality: who they are, and which period it is about."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from bot.asking.occasion import TAKEN_OVER
from bot.asking.pages import of_version
from bot.asking.work import NOT_ADMITTED, Who
from bot.clock import Clock
from bot.delivery.local_time import day_of
from bot.status.digest import contents as digest
from bot.status.rounds.messages import NOT_YOURS, About
from bot.status.rounds.periods import told_period
from storage import delivery, inbox, rounds
from storage.alliance import speaks_for
from storage.delivery import Wanted
from storage.engine import Begin, Session
from storage.inbox import ClaimedWork
from storage.reports import Report, Update
from storage.terms import Organisation, Person

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

    def report(self, *updates: Update) -> Report:
        """What is told by it; without updates, that there is nothing new."""
        person, role = self.person, self.person.role
        if role is None:
            raise ValueError("somebody without a role speaks for nobody")
        where = person.workspace, person.user
        return Report(self.work.key, self.own, self.period, *where, role, self.at, updates)


Does = Callable[[Session, Told], Awaitable[str]]


@dataclass(frozen=True)
class Speaking:
    """Lets them, in one transaction. `told` is called when there may be something to send."""

    who: Who
    zone: ZoneInfo
    language: str
    told: Callable[[], None]

    async def do(
        self, work: ClaimedWork, press: Press, clock: Clock, begin: Begin, does: Does
    ) -> str:
        """How it ended, in a word. Who speaks for no municipality is told so."""
        person = await self.who(work.workspace, press.user, clock)
        async with begin() as session:
            if not await inbox.hold(session, work):
                return TAKEN_OVER
            own = speaks_for(person)
            if own is None:
                kind = NOT_YOURS if person.scopes else NOT_ADMITTED
                await delivery.want(session, self.message(work, press, kind))
                return kind
            day = day_of(work.due, self.zone)
            period = told_period(await rounds.rhythm_of(session, person, own), day)
            result = await does(session, Told(work, press, person, own, period, work.due))
        self.told()
        return result

    def message(self, work: ClaimedWork, press: Press, kind: str) -> Wanted:
        """To whoever pressed."""
        language = press.language or self.language
        return Wanted(work.workspace, work.key, press.user, kind, language, work.due)


async def redraw(session: Session, told: Told, told_at: datetime | None = None) -> None:
    """Everybody's messages of the round show how it stands now, and so does the digest of what
    was told at that moment; without one, now."""
    await delivery.want_all_again(session, told.work.workspace, told.about.occasion)
    await digest.redraw(session, told.work.workspace, told_at or told.at)
