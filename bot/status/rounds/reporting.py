"""What somebody does below a prompt: it answers for their whole municipality."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.status.lines.publishing import Publishing
from bot.status.rounds.messages import ASKED, FAILED, LATER, SNOOZED, TOO_LATE
from bot.status.rounds.snooze import Until
from bot.status.rounds.speaking import Press, Speaking, Told, redraw
from bot.status.updates.filled import about_draft, filled_again
from storage import delivery, drafts, reports
from storage.engine import Begin, Session
from storage.inbox import ClaimedWork
from storage.reports import Report

# Kinds of work.
STATUS_ASKED = "status.asked"
NOTHING_NEW = "status.nothing_new"
TAKEN_BACK = "status.taken_back"
LATER_ASKED = "status.later_asked"

UNDO = timedelta(hours=1)


@dataclass(frozen=True)
class Reporting:
    """Does the work. `allowed` gives the first moment from one on at which somebody may be
    written to."""

    speaking: Speaking
    allowed: Callable[[datetime], datetime]
    publishing: Publishing

    async def asked(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """Show how far their municipality's round is."""
        return await self.speaking.do(work, _press(work), clock, begin, self._show)

    async def nothing_new(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """Their municipality has nothing new, which is an answer."""
        return await self.speaking.do(work, _press(work), clock, begin, self._nothing_new)

    async def taken_back(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """What was told counts no more, with what stands in it; within an hour."""
        return await self.speaking.do(work, _press(work), clock, begin, self._take_back)

    async def later(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """Ask them again when it suits them better."""
        return await self.speaking.do(work, _press(work), clock, begin, self._later)

    async def give_up(self, session: Session, work: ClaimedWork, clock: Clock) -> None:
        """Say that it did not work; nothing was kept."""
        await delivery.want(session, self.speaking.message(work, _press(work), FAILED))

    async def _show(self, session: Session, told: Told) -> str:
        message = self.speaking.message(told.work, told.press, ASKED)
        occasion = told.about.again(told.work.key)
        await delivery.want(session, replace(message, occasion=occasion))
        return ASKED

    async def _nothing_new(self, session: Session, told: Told) -> str:
        await reports.keep_report(session, told.report())
        await redraw(session, told)
        return NOTHING_NEW

    async def _take_back(self, session: Session, told: Told) -> str:
        found = await reports.find_report(session, told.person, told.press.about)
        if found is None or found.organisation != told.own:
            return TOO_LATE
        if told.at > found.told_at + UNDO:
            await delivery.want(session, self.speaking.message(told.work, told.press, TOO_LATE))
            return TOO_LATE
        await reports.take_back(session, told.person, found.id, now=told.at)
        about = {each.action for each in found.updates}
        await self.publishing.follow(session, told.own, about, told.at)
        await _as_a_draft(session, told, found)
        await redraw(session, replace(told, period=found.period), found.told_at)
        return TAKEN_BACK

    async def _later(self, session: Session, told: Told) -> str:
        until = Until(told.press.about).moment(told.at, self.speaking.zone, self.allowed)
        message = self.speaking.message(told.work, told.press, LATER)
        again = told.about.again(f"{told.work.key}|{until.isoformat()}")
        await delivery.want(session, replace(message, occasion=again, due=until))
        await delivery.want(session, replace(message.of_kind(SNOOZED), occasion=again))
        return LATER


def _press(work: ClaimedWork) -> Press:
    return Press.from_payload(work.payload)


async def _as_a_draft(session: Session, told: Told, report: Report) -> None:
    """Whoever takes it back finds it in the window."""
    if report.updates:
        content = filled_again(report.updates).to_json()
        where = told.person.workspace, told.person.user
        await drafts.save_draft(session, *where, about_draft(told.own.code), content)
