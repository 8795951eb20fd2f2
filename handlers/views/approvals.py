"""What approvals' messages are drawn from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.alliance.broadcast.rules import Recipients
from bot.alliance.secretariat.approving import (
    ALREADY,
    ANEW,
    PREVIEW,
    TRIAL,
    Recurring,
    about,
)
from bot.clock import Clock
from bot.delivery.approval import ToMany
from bot.delivery.planner import Schedule, still_open
from handlers.views.approval import (
    Preview,
    already_message,
    approved_lines,
    preview_message,
    shown_only,
)
from handlers.views.blocks import Block, Message
from handlers.views.drawing import View
from storage import approvals, inbox
from storage.delivery import Delivery
from storage.engine import Session
from storage.terms import System, Viewer


@dataclass(frozen=True)
class ApprovalViews:
    """`all_views` draws what is shown, as it draws it for those who get it."""

    recurring: Recurring
    all_views: Mapping[str, View]
    clock: Clock
    zone: ZoneInfo

    def by_kind(self) -> Mapping[str, View]:
        return {
            PREVIEW: self.preview,
            ANEW: self.preview,
            TRIAL: self.trial,
            ALREADY: self.already,
        }

    async def preview(self, session: Session, viewer: System, delivery: Delivery) -> Message:
        each, to_many, looks = self._of(delivery)
        workspace, now = delivery.workspace, self.clock.now()
        recipients = to_many.rule.recipients
        next_time = self.recurring.next_time(each, workspace, now)
        preview = Preview(
            each,
            to_many,
            looks,
            await self._drawn(session, viewer, delivery),
            Recipients(await recipients(session, viewer, workspace)) if recipients else None,
            next_time.due if next_time else None,
            await self._missed(session, viewer, each, workspace, now),
            await approvals.find_approval(session, viewer, workspace, each.name, looks),
            self.zone,
        )
        return preview_message(preview, delivery.language, anew=delivery.kind == ANEW)

    async def trial(self, session: Session, viewer: System, delivery: Delivery) -> Message:
        drawn = await self._drawn(session, viewer, delivery)
        if drawn is None:
            raise LookupError("a trial of what has another look by now")
        return shown_only(drawn)

    async def already(self, session: Session, viewer: System, delivery: Delivery) -> Message:
        schedule, looks = about(delivery.occasion)
        where = delivery.workspace, schedule, looks
        approval = await approvals.find_approval(session, viewer, *where)
        if approval is None:
            raise LookupError("an approval that is not there")
        return already_message(approval, self.zone, delivery.language)

    def _of(self, delivery: Delivery) -> tuple[Schedule, ToMany, str]:
        name, looks = about(delivery.occasion)
        found = self.recurring.to_many(name)
        if found is None:
            raise LookupError("a preview without its schedule")
        return *found, looks

    async def _drawn(self, session: Session, viewer: System, delivery: Delivery) -> Message | None:
        """As it comes the next time, in the language that it comes in."""
        each, to_many, looks = self._of(delivery)
        if to_many.fingerprint != looks:
            return None
        work = self.recurring.next_time(each, delivery.workspace, self.clock.now())
        would_come = replace(
            delivery,
            kind=to_many.message,
            occasion=work.key if work else each.name,
            language=self.recurring.language,
        )
        return await self.all_views[to_many.message](session, viewer, would_come)

    async def _missed(
        self, session: Session, viewer: System, each: Schedule, workspace: str, now: datetime
    ) -> datetime | None:
        """When the last was due that is sent once it is approved."""
        due = None
        for work in still_open(each, self.recurring.calendar, workspace, now):
            if await inbox.is_known(session, viewer, work.key):
                due = work.due
        return due


async def approved_that_day(
    session: Session,
    viewer: Viewer,
    recurring: Recurring,
    workspace: str,
    day: tuple[datetime, datetime],
    language: str,
) -> Sequence[Block]:
    """In the day's list: what was approved, and by whom."""
    found = await approvals.approved_between(session, viewer, workspace, *day)
    named = [
        (to_many[1].message if (to_many := recurring.to_many(one.schedule)) else one.schedule, one)
        for one in found
    ]
    return approved_lines(named, recurring.calendar.zone, language)
