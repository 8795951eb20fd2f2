"""The work behind *Send*: the lines are kept, and answer for the municipality."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from bot.asking.pages import of_version
from bot.clock import Clock
from bot.status.lines.publishing import Publishing
from bot.status.rounds.messages import KEPT, NOT_KEPT, NOT_YOURS
from bot.status.rounds.speaking import Press, Speaking, Told, redraw
from bot.status.updates.filled import Filled, about_draft
from storage import delivery, drafts, reports
from storage.engine import Begin, Session
from storage.inbox import ClaimedWork

STATUS_SENT = "status.sent"  # kind of work
VERSION = 1


@dataclass(frozen=True)
class Sent:
    """What somebody sent for a municipality, by its code."""

    user: str
    code: str
    filled: Filled = field(repr=False)
    language: str

    def to_payload(self) -> dict[str, Any]:
        told = {"user": self.user, "code": self.code, "language": self.language}
        return {"version": VERSION, **told, "filled": self.filled.to_json()}

    @classmethod
    def from_payload(cls, payload: Mapping[str, Any]) -> Self:
        """Raises ValueError for a version that this code does not know."""
        told = of_version(dict(payload), VERSION)
        return cls(**{**told, "filled": Filled.from_json(told["filled"])})


@dataclass(frozen=True)
class Sending:
    """Does it."""

    speaking: Speaking
    publishing: Publishing

    async def sent(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """Keep the lines for others to find, and show whoever wrote them what stands and who sees
        it."""
        sent = Sent.from_payload(work.payload)
        press = Press(sent.user, language=sent.language)

        async def keep(session: Session, told: Told) -> str:
            if told.own.code != sent.code:  # they have another municipality by now
                await delivery.want(session, self.speaking.message(work, press, NOT_YOURS))
                return NOT_YOURS
            await keep_lines(session, self.speaking, self.publishing, told, sent.filled)
            return STATUS_SENT

        return await self.speaking.do(work, press, clock, begin, keep)

    async def give_up(self, session: Session, work: ClaimedWork, clock: Clock) -> None:
        """Say that it was not sent, and keep what was written."""
        sent = Sent.from_payload(work.payload)
        about = about_draft(sent.code)
        await drafts.save_draft(session, work.workspace, sent.user, about, sent.filled.to_json())
        press = Press(sent.user, language=sent.language)
        await delivery.want(session, self.speaking.message(work, press, NOT_KEPT))


async def keep_lines(
    session: Session, speaking: Speaking, publishing: Publishing, told: Told, filled: Filled
) -> None:
    """They are the municipality's status from now on; whoever told them sees how they stand."""
    updates = [line.to_update() for line in filled.lines]
    await reports.keep_report(session, told.report(*updates))
    await publishing.told(session, told.work.workspace, told.own, updates, told.at)
    where = told.person.workspace, told.person.user
    await drafts.drop_draft(session, *where, about_draft(told.own.code))
    message = speaking.message(told.work, told.press, KEPT)
    await delivery.want(session, replace(message, occasion=told.about.again(told.work.key)))
    await redraw(session, told)
