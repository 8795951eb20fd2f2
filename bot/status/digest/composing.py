"""The work of a week's end: the secretariat sees the digest on Thursday, the alliance on Friday."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.asking.occasion import TAKEN_OVER
from bot.clock import Clock
from bot.delivery.local_time import day_of, moment_of
from bot.delivery.recurrence import DAY
from bot.delivery.working_days import WorkingDays
from bot.status.digest.contents import AFTER_CUT, CUT, Reading
from bot.status.digest.messages import DIGEST, PREVIEW, occasion_of
from bot.status.rounds.asking import SYSTEM, Acquaint
from storage import delivery, digests, inbox
from storage.delivery import Wanted
from storage.engine import Begin, Session
from storage.inbox import ClaimedWork
from storage.terms import System

# Kinds of work.
PREVIEW_DUE = "status.preview_due"
DIGEST_DUE = "status.digest_due"

DAY_OFF, NOT_SEEN, HELD, NO_LINES = "day off", "not seen", "held back", "no lines"
WEEK = timedelta(days=7)
Secretariat = Callable[[Session, System, str], Awaitable[Sequence[str]]]


@dataclass(frozen=True)
class Composing:
    """Does it. `secretariat` says who belongs to it, `acquaint` looks who is in Slack."""

    secretariat: Secretariat
    acquaint: Acquaint
    channels: Collection[str]
    calendar: WorkingDays
    language: str
    told: Callable[[], None]

    @property
    def reading(self) -> Reading:
        return Reading(self.calendar.zone)

    async def preview_due(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """Show it to everybody of the secretariat, a day before."""
        zone, period = self.calendar.zone, work.payload["period"]
        day = day_of(work.due, zone) + DAY
        if not self.calendar.is_working(day):
            return DAY_OFF
        await self.acquaint(work.workspace, clock)
        cut = moment_of(day, CUT, zone)
        async with begin() as session:
            if not await inbox.hold(session, work):
                return TAKEN_OVER
            await digests.open_digest(session, work.workspace, period, cut, first=cut - WEEK)
            for user in await self.secretariat(session, SYSTEM, work.workspace):
                where = work.workspace, occasion_of(period), user, PREVIEW, self.language
                await delivery.want(session, Wanted(*where, clock.now(), until=cut + AFTER_CUT))
        self.told()
        return PREVIEW

    async def digest_due(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """Send it, unless it is held back. What nobody could see before is not sent: its lines
        wait."""
        async with begin() as session:
            if not await inbox.hold(session, work):
                return TAKEN_OVER
            done = await self._send(session, work, clock.now())
        self.told()
        return done

    async def _send(self, session: Session, work: ClaimedWork, now: datetime) -> str:
        workspace, period = work.workspace, work.payload["period"]
        found = await self.reading.contents(session, workspace, period, "")
        if found is None:
            cut = work.due - AFTER_CUT
            await digests.open_digest(session, workspace, period, cut, first=cut - WEEK)
            return NOT_SEEN
        await delivery.want_again(session, workspace, occasion_of(period), PREVIEW)
        if found.digest.held_at is not None:
            return HELD
        if not found.lines:
            return NO_LINES
        until = datetime.fromisoformat(work.payload["until"])
        for channel in sorted(self.channels):
            where = workspace, occasion_of(period), channel, DIGEST, self.language
            await delivery.want(session, Wanted(*where, now, channel=channel, until=until))
        return DIGEST
