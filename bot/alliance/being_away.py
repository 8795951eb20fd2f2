"""Somebody is away, or wants to hear nothing unasked for a while; a colleague may stand in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self
from zoneinfo import ZoneInfo

from bot.alliance.people import People
from bot.asking.occasion import TAKEN_OVER
from bot.asking.work import AskerUnknown
from bot.clock import Clock
from storage import absences, delivery, inbox
from storage.absences import Absence
from storage.delivery import Wanted
from storage.engine import Begin, Session
from storage.inbox import ClaimedWork

# Kinds of work.
AWAY_TOLD = "away.told"
BACK_TOLD = "back.told"

# Kinds of message.
AWAY = "away"  # its occasion says from when until when, and who stands in
BACK, AWAY_FAILED, NO_STAND_IN = "back", "away_failed", "no_stand_in"
NOTICES = (BACK, AWAY_FAILED, NO_STAND_IN)


@dataclass(frozen=True)
class Told:
    """What somebody said of their absence."""

    user: str
    first_day: date
    last_day: date
    stand_in: str | None
    language: str

    def to_payload(self) -> dict[str, Any]:
        days = {"first_day": self.first_day.isoformat(), "last_day": self.last_day.isoformat()}
        return {"version": 1, **self.__dict__, **days}

    @classmethod
    def from_payload(cls, payload: Mapping[str, Any]) -> Self:
        first, last = (date.fromisoformat(payload[name]) for name in ("first_day", "last_day"))
        return cls(payload["user"], first, last, payload["stand_in"], payload["language"])

    def occasion(self, key: str) -> str:
        return f"{self.first_day}:{self.last_day}:{self.stand_in or ''}:{key}"


@dataclass(frozen=True)
class BeingAway:
    """Keeps it. A stand-in must be of the same organisation."""

    people: People
    zone: ZoneInfo
    told: Callable[[], None]

    async def away(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """Keep an absence, and say what follows."""
        said = Told.from_payload(work.payload)
        person = await self.people.who(work.workspace, said.user, clock)
        is_ours = said.stand_in is None or await self._is_colleague(work, said, clock)
        async with begin() as session:
            if not await inbox.hold(session, work):
                return TAKEN_OVER
            if is_ours:
                await absences.be_away(
                    session, person, Absence(said.first_day, said.last_day, said.stand_in)
                )
            kind = AWAY if is_ours else NO_STAND_IN
            await delivery.want(session, _message(work, said, kind, clock))
        self.told()
        return kind

    async def back(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """They are here again from today on."""
        said = Told.from_payload(work.payload)
        person = await self.people.who(work.workspace, said.user, clock)
        async with begin() as session:
            if not await inbox.hold(session, work):
                return TAKEN_OVER
            today = clock.now().astimezone(self.zone).date()
            await absences.come_back(session, person, today)
            await delivery.want(session, _message(work, said, BACK, clock))
        self.told()
        return BACK

    async def give_up(self, session: Session, work: ClaimedWork, clock: Clock) -> None:
        """Say that it was not kept."""
        said = Told.from_payload(work.payload)
        await delivery.want(session, _message(work, said, AWAY_FAILED, clock))

    async def _is_colleague(self, work: ClaimedWork, said: Told, clock: Clock) -> bool:
        try:
            own = await self.people.who(work.workspace, said.user, clock)
            other = await self.people.who(work.workspace, said.stand_in or "", clock)
        except AskerUnknown:
            return False
        return own.organisation is not None and own.organisation == other.organisation


def _message(work: ClaimedWork, said: Told, kind: str, clock: Clock) -> Wanted:
    where = work.workspace, said.occasion(work.key), said.user
    return Wanted(*where, kind, said.language, clock.now())
