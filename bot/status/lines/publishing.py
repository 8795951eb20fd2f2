"""The documents of what was told of actions follow what stands: the newest line of each that
counts, and none where there is none."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.asking.occasion import TAKEN_OVER
from bot.asking.pages import of_version
from bot.clock import Clock
from bot.delivery.local_time import day_of, moment_of
from bot.status.lines.document import document_of, slug_of
from storage import actions, alliance, inbox, knowledge, reports
from storage.actions import KeptAction
from storage.changes import KNOWLEDGE, one_at_a_time
from storage.engine import Begin, Session
from storage.inbox import ClaimedWork, Work
from storage.knowledge import Document
from storage.reports import KeptUpdate, Update
from storage.terms import Organisation, System, Visibility

SYSTEM = System("status")
STATUS_SHOWN = "status.shown"  # kind of work: the day is over that a line was held back for
VERSION = 1
NEXT, MIDNIGHT = timedelta(days=1), time(0)


@dataclass(frozen=True)
class Publishing:
    """Does it, by the days of a place."""

    zone: ZoneInfo

    async def told(
        self,
        session: Session,
        workspace: str,
        own: Organisation,
        updates: Iterable[Update],
        now: datetime,
    ) -> None:
        """What was told of the actions has changed; what is held back is shown in its time."""
        told = list(updates)
        for each in told:
            if each.hold_until is not None and each.visibility is not Visibility.OWN:
                shown = self._shown(workspace, own, each.action, each.hold_until)
                await inbox.record(session, shown)
        await self.follow(session, own, {each.action for each in told}, now)

    async def follow_actions(
        self, session: Session, changed: Iterable[KeptAction], now: datetime
    ) -> None:
        """Actions have changed: what they are called, who may see them, whether they are open."""
        own: dict[Organisation, set[int | None]] = {}
        for each in changed:
            own.setdefault(each.organisation, set()).add(each.id)
        for organisation, about in own.items():
            await self.follow(session, organisation, about, now)

    async def follow(
        self, session: Session, own: Organisation, about: Collection[int | None], now: datetime
    ) -> None:
        """What others find of the actions is what stands now; doing it twice changes nothing."""
        await one_at_a_time(session, KNOWLEDGE)  # what stands stays so until this is published
        newest = await reports.newest_updates(session, SYSTEM, own, today=day_of(now, self.zone))
        stands = {each.update.action: each for each in newest}
        for action in sorted(about, key=str):
            document = await self._document(session, stands.get(action), now)
            if document is None:
                await knowledge.withdraw(session, slug_of(own, action))
            else:
                await knowledge.publish(session, document, now=now)

    async def shown(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """The day is over; if its line still stands, those it is for find it."""
        told = of_version(work.payload, VERSION)
        async with begin() as session:
            if not await inbox.hold(session, work):
                return TAKEN_OVER
            own = await alliance.get_organisation(session, SYSTEM, told["code"])
            await self.follow(session, own, [told["action"]], clock.now())
        return STATUS_SHOWN

    async def _document(
        self, session: Session, told: KeptUpdate | None, now: datetime
    ) -> Document | None:
        """None where nothing stands, or its action is closed or another's."""
        if told is None:
            return None
        today, id = day_of(now, self.zone), told.update.action
        if id is None:
            return document_of(told, None, self.zone, today)
        kept = await actions.find_action(session, SYSTEM, id)
        if kept is None or kept.closed_at is not None or kept.organisation != told.organisation:
            return None
        return document_of(told, kept.action, self.zone, today)

    def _shown(self, workspace: str, own: Organisation, action: int | None, day: date) -> Work:
        """Once for each action and day: whatever stands then is shown."""
        due = moment_of(day + NEXT, MIDNIGHT, self.zone)
        key = f"{STATUS_SHOWN}:{slug_of(own, action)}:{day.isoformat()}"
        payload = {"version": VERSION, "code": own.code, "action": action}
        return Work(STATUS_SHOWN, key, workspace, due, payload)
