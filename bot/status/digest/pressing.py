"""What the secretariat does below a preview: hold the digest back, or leave a line out."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Self

from bot.asking.occasion import TAKEN_OVER
from bot.asking.pages import of_version
from bot.asking.work import Who
from bot.clock import Clock
from bot.status.digest.contents import Contents, Reading, draw_again, may_be_held
from bot.status.digest.messages import FAILED, LEFT_OUT, NOT_YOURS, TOO_LATE, left_out_occasion
from bot.status.rounds.asking import SYSTEM
from storage import delivery, digests, inbox, reports
from storage.delivery import Wanted
from storage.engine import Begin, Session
from storage.inbox import ClaimedWork
from storage.terms import may_administer

DIGEST_PRESSED = "status.digest_pressed"  # kind of work
VERSION = 1


class Act(StrEnum):
    """What is pressed."""

    HOLD = "hold"
    SEND = "send"  # after all
    LEAVE_OUT = "leave_out"


@dataclass(frozen=True)
class Press:
    """Somebody presses below the preview of a period; `update` is the line that is left out."""

    user: str
    act: Act
    period: str
    language: str
    update: int = 0

    def to_payload(self) -> dict[str, Any]:
        return {"version": VERSION, **asdict(self)}

    @classmethod
    def from_payload(cls, payload: Mapping[str, Any]) -> Self:
        """Raises ValueError for a version that this code does not know."""
        told = of_version(dict(payload), VERSION)
        return cls(**{**told, "act": Act(told["act"])})


@dataclass(frozen=True)
class Pressing:
    """Does it. `told` is called when there may be something to send."""

    who: Who
    reading: Reading
    told: Callable[[], None]

    async def pressed(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """Do it for the secretariat; everybody's preview shows what came of it."""
        press = Press.from_payload(work.payload)
        person = await self.who(work.workspace, press.user, clock)
        async with begin() as session:
            if not await inbox.hold(session, work):
                return TAKEN_OVER
            kind = await self._done(session, work, press) if may_administer(person) else NOT_YOURS
            if kind is not None:
                await delivery.want(session, _message(work, press, kind))
        self.told()
        return kind or press.act

    async def give_up(self, session: Session, work: ClaimedWork, clock: Clock) -> None:
        """Say that it did not work; all is as it was."""
        await delivery.want(session, _message(work, Press.from_payload(work.payload), FAILED))

    async def _done(self, session: Session, work: ClaimedWork, press: Press) -> str | None:
        """The kind of notice that tells what came of it, if one is needed."""
        found = await self.reading.contents(session, work.workspace, press.period, press.user)
        if found is None or not await DOES[press.act](session, work, press, found):
            return TOO_LATE
        await draw_again(session, found.digest)
        return None


async def _hold(session: Session, work: ClaimedWork, press: Press, found: Contents) -> bool:
    if not may_be_held(found.digest, work.due):
        return False
    await digests.hold_back(session, found.digest, press.user, now=work.due)
    return True


async def _send(session: Session, work: ClaimedWork, press: Press, found: Contents) -> bool:
    if not may_be_held(found.digest, work.due):
        return False
    await digests.let_go(session, found.digest)
    return True


async def _leave_out(session: Session, work: ClaimedWork, press: Press, found: Contents) -> bool:
    """Whoever told it is told so; that it is gone already is well, too."""
    if press.update not in [each.id for each in found.lines]:
        return True
    if await digests.leave_out(session, press.update, press.user, now=work.due):
        teller = await reports.teller_of(session, SYSTEM, press.update)
        if teller is not None:
            occasion = left_out_occasion(press.update)
            where = work.workspace, occasion, teller, LEFT_OUT, press.language
            await delivery.want(session, Wanted(*where, work.due))
    return True


Does = Callable[[Session, ClaimedWork, Press, Contents], Awaitable[bool]]
DOES: Mapping[Act, Does] = {Act.HOLD: _hold, Act.SEND: _send, Act.LEAVE_OUT: _leave_out}


def _message(work: ClaimedWork, press: Press, kind: str) -> Wanted:
    return Wanted(work.workspace, work.key, press.user, kind, press.language, work.due)
