"""The work behind a status that was written in one's own words: it is read, shown, and sent."""

from dataclasses import asdict, dataclass, field, replace
from typing import Any, Self

from bot.asking.pages import of_version
from bot.clock import Clock
from bot.status.lines.publishing import Publishing
from bot.status.rounds.messages import ASKED, PROPOSED
from bot.status.rounds.speaking import Press, Speaking, Told, redraw
from bot.status.updates.filled import Filled, about_draft
from bot.status.updates.opening import opening
from bot.status.updates.reading import read_status
from bot.status.updates.sending import keep_lines
from storage import delivery, drafts, reports
from storage.engine import Begin, Session
from storage.inbox import ClaimedWork

# Kinds of work.
STATUS_SAID = "status.said"
PROPOSAL_SENT = "status.proposal_sent"
PROPOSAL_DROPPED = "status.proposal_dropped"

VERSION = 1


@dataclass(frozen=True)
class Said:
    """What somebody wrote."""

    user: str
    words: str = field(repr=False)
    language: str | None = None

    def to_payload(self) -> dict[str, Any]:
        return {"version": VERSION, **asdict(self)}

    @classmethod
    def from_payload(cls, payload: dict[str, Any]) -> Self:
        """Raises ValueError for a version that this code does not know."""
        return cls(**of_version(payload, VERSION))


@dataclass(frozen=True)
class Saying:
    """Does the work."""

    speaking: Speaking
    publishing: Publishing

    async def said(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """Read it, and show how it would be told; that there is nothing new is told at once."""
        said = Said.from_payload(work.payload)
        press = Press(said.user, language=said.language)

        async def read(session: Session, told: Told) -> str:
            where = session, told.person, told.own, self.speaking.language, told.at
            window = await opening(*where, self.speaking.zone)
            filled = read_status(said.words, window.choices)
            if filled is None:
                await reports.keep_report(session, told.report())
                await redraw(session, told)
            else:
                await _save(session, told, filled)
            kind = PROPOSED if filled else ASKED
            message = self.speaking.message(work, press, kind)
            await delivery.want(session, replace(message, occasion=told.about.again(work.key)))
            return kind

        return await self.speaking.do(work, press, clock, begin, read)

    async def sent(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """It was read right."""
        press = Press.from_payload(work.payload)

        async def send(session: Session, told: Told) -> str:
            draft = await drafts.find_draft(session, told.person, *_where(told))
            filled = Filled.from_json(draft) if draft else Filled()
            if filled.missing is None:
                await keep_lines(session, self.speaking, self.publishing, told, filled)
            return PROPOSAL_SENT

        return await self.speaking.do(work, press, clock, begin, send)

    async def dropped(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """It was no status, or not to be told."""
        press = Press.from_payload(work.payload)

        async def drop(session: Session, told: Told) -> str:
            await drafts.drop_draft(session, *_where(told))
            await redraw(session, told)
            return PROPOSAL_DROPPED

        return await self.speaking.do(work, press, clock, begin, drop)


async def _save(session: Session, told: Told, filled: Filled) -> None:
    await drafts.save_draft(session, *_where(told), filled.to_json())


def _where(told: Told) -> tuple[str, str, str]:
    return told.person.workspace, told.person.user, about_draft(told.own.code)
