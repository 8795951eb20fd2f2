"""The work of a message to many: the draft, each press on it, and the messages themselves."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from bot.alliance.acquainting import Acquaint
from bot.alliance.broadcast.rules import ROLES, STOPPABLE, UNDO, WINDOW, Act, Recipients, may
from bot.asking.occasion import TAKEN_OVER
from bot.clock import Clock
from storage import absences, broadcasts, delivery, inbox, recipients
from storage.broadcasts import Broadcast
from storage.delivery import Delivery, Wanted
from storage.engine import Begin, Session
from storage.inbox import ClaimedWork
from storage.terms import BroadcastAudience, BroadcastState, Person, Role, System

SYSTEM = System("broadcast")

# Kinds of work.
WRITTEN = "broadcast.written"
PRESSED = "broadcast.pressed"

# Kinds of message.
DRAFT = "broadcast.draft"  # to whoever wrote it: how it looks, whom it reaches, how far it is
APPROVAL = "broadcast.approval"  # the same to the others of the secretariat
TRIAL = "broadcast.trial"  # to whoever wrote it: exactly as the others would get it
BROADCAST = "broadcast"
NOT_YOURS = "broadcast.not_yours"  # notices
NOT_NOW = "broadcast.not_now"
FAILED = "broadcast.failed"
NOTICES = (NOT_YOURS, NOT_NOW, FAILED)

NOT_SECRETARIAT = "not the secretariat's"
Who = Callable[[str, str, Clock], Awaitable[Person]]
Secretariat = Callable[[Session, System, str], Awaitable[Sequence[str]]]


@dataclass(frozen=True)
class Written:
    """What somebody wrote in the window."""

    user: str
    words: str = field(repr=False)
    audience: BroadcastAudience
    language: str

    def to_payload(self) -> dict[str, Any]:
        return {"version": 1, **self.__dict__, "audience": self.audience.value}

    @classmethod
    def from_payload(cls, payload: Mapping[str, Any]) -> Self:
        audience = BroadcastAudience(payload["audience"])
        return cls(payload["user"], payload["words"], audience, payload["language"])


@dataclass(frozen=True)
class Pressed:
    """A press on a button below a draft."""

    user: str
    broadcast: str
    act: Act
    language: str

    def to_payload(self) -> dict[str, Any]:
        return {"version": 1, **self.__dict__, "act": self.act.value}

    @classmethod
    def from_payload(cls, payload: Mapping[str, Any]) -> Self:
        return cls(payload["user"], payload["broadcast"], Act(payload["act"]), payload["language"])


@dataclass(frozen=True)
class Broadcasting:
    """Does it. `secretariat` says who belongs to it, `acquaint` looks who is in Slack, `allowed`
    gives the first moment from one on at which something unasked may be said."""

    who: Who
    secretariat: Secretariat
    acquaint: Acquaint
    language: str
    zone: ZoneInfo
    allowed: Callable[[datetime], datetime]
    told: Callable[[], None]

    async def written(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """Keep the draft, and show whoever wrote it how it looks and whom it reaches."""
        said = Written.from_payload(work.payload)
        if not await self._may(work, said.user, clock):
            return await self._notice(work, said.user, said.language, NOT_YOURS, clock, begin)
        await self.acquaint(work.workspace, clock)
        now = clock.now()
        draft = Broadcast(
            work.key, work.workspace, said.user, now, words=said.words, audience=said.audience
        )
        async with begin() as session:
            if not await inbox.hold(session, work):
                return TAKEN_OVER
            await broadcasts.start(session, draft)
            await delivery.want(session, _message(draft, DRAFT, said.user, said.language, now))
        self.told()
        return DRAFT

    async def pressed(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """Do what was pressed, if it may be done by them and now."""
        press = Pressed.from_payload(work.payload)
        if not await self._may(work, press.user, clock):
            return await self._notice(work, press.user, press.language, NOT_YOURS, clock, begin)
        async with begin() as session:
            if not await inbox.hold(session, work):
                return TAKEN_OVER
            if not await self._done(session, work.workspace, press, clock.now()):
                await delivery.want(
                    session, _told(work, press.user, press.language, NOT_NOW, clock)
                )
        self.told()
        return press.act

    async def give_up(self, session: Session, work: ClaimedWork, clock: Clock) -> None:
        """Say that it did not work; nothing was sent to anybody."""
        user, language = work.payload["user"], work.payload["language"]
        await delivery.want(session, _told(work, user, language, FAILED, clock))

    async def _may(self, work: ClaimedWork, user: str, clock: Clock) -> bool:
        return (await self.who(work.workspace, user, clock)).role is Role.SECRETARIAT

    async def _notice(
        self, work: ClaimedWork, user: str, language: str, kind: str, clock: Clock, begin: Begin
    ) -> str:
        async with begin() as session:
            if await inbox.hold(session, work):
                await delivery.want(session, _told(work, user, language, kind, clock))
        self.told()
        return NOT_SECRETARIAT

    async def _done(self, session: Session, workspace: str, press: Pressed, now: datetime) -> bool:
        found = await broadcasts.find_broadcast(session, SYSTEM, workspace, press.broadcast)
        if found is None:
            return False
        others = [
            u for u in await self.secretariat(session, SYSTEM, workspace) if u != found.started_by
        ]
        if not may(press.act, found, press.user, others, now):
            return False
        match press.act:
            case Act.TRY:
                trial = _message(found, TRIAL, press.user, press.language, now)
                await delivery.want(session, trial)
                return True
            case Act.PROPOSE:
                return await self._propose(session, found, others, press, now)
            case Act.DROP | Act.REFUSE:
                return await _end(session, found, BroadcastState.DROPPED)
            case Act.APPROVE:
                return await self._approve(session, found, press.user, now)
            case Act.STOP:
                return await _end(session, found, BroadcastState.STOPPED)
            case Act.WITHDRAW:
                return await _end(session, found, BroadcastState.WITHDRAWN)

    async def _propose(
        self,
        session: Session,
        draft: Broadcast,
        others: Sequence[str],
        press: Pressed,
        now: datetime,
    ) -> bool:
        proposed = {"state": BroadcastState.PROPOSED, "proposed_at": now}
        if not await broadcasts.change(session, draft, [draft.state], **proposed):
            return False
        for other in others:
            await delivery.want(session, _message(draft, APPROVAL, other, press.language, now))
        await _redraw(session, draft)
        return True

    async def _approve(
        self, session: Session, proposed: Broadcast, user: str, now: datetime
    ) -> bool:
        due = self.allowed(now + STOPPABLE)
        approved = {
            "state": BroadcastState.APPROVED,
            "approved_by": user,
            "due": due,
            "undo_until": due + UNDO,
        }
        if not await broadcasts.change(session, proposed, [proposed.state], **approved):
            return False
        for recipient in (await reached(session, SYSTEM, proposed)).users:
            await delivery.want(session, _to(proposed, recipient, self.language, due))
        await _redraw(session, proposed)
        return True


async def approvers(
    session: Session, staff: Secretariat, broadcast: Broadcast, today: date
) -> Sequence[str]:
    """Who could approve it besides whoever wrote it: the others of the secretariat who are here."""
    staff_there = await staff(session, SYSTEM, broadcast.workspace)
    away = await absences.away_on(session, SYSTEM, broadcast.workspace, today)
    return [user for user in staff_there if user != broadcast.started_by and user not in away]


async def reached(session: Session, viewer: System, broadcast: Broadcast) -> Recipients:
    """Whom it reaches by now."""
    roles = ROLES[broadcast.audience]
    return Recipients(await recipients.recipients(session, viewer, broadcast.workspace, roles))


async def still_wanted(session: Session, message: Delivery) -> bool:
    """Whether the broadcast was neither stopped nor taken back."""
    id = message.occasion.removeprefix(f"{BROADCAST}:")
    found = await broadcasts.find_broadcast(session, SYSTEM, message.workspace, id)
    return found is not None and found.state is BroadcastState.APPROVED


async def _end(session: Session, broadcast: Broadcast, state: BroadcastState) -> bool:
    if not await broadcasts.change(session, broadcast, [broadcast.state], state=state):
        return False
    await _redraw(session, broadcast)
    await delivery.want_again(session, broadcast.workspace, occasion(broadcast), BROADCAST)
    return True


async def _redraw(session: Session, broadcast: Broadcast) -> None:
    for kind in (DRAFT, APPROVAL):
        await delivery.want_again(session, broadcast.workspace, occasion(broadcast), kind)


def occasion(broadcast: Broadcast) -> str:
    return f"{BROADCAST}:{broadcast.id}"


def _message(b: Broadcast, kind: str, user: str, language: str, now: datetime) -> Wanted:
    return Wanted(b.workspace, occasion(b), user, kind, language, now)


def _to(b: Broadcast, user: str, language: str, due: datetime) -> Wanted:
    return Wanted(b.workspace, occasion(b), user, BROADCAST, language, due, until=due + WINDOW)


def _told(work: ClaimedWork, user: str, language: str, kind: str, clock: Clock) -> Wanted:
    return Wanted(work.workspace, work.key, user, kind, language, clock.now())
