"""What the secretariat's messages are drawn from. Whoever reads them decides what is in them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.alliance.secretariat import daily, messages
from bot.alliance.secretariat.approving import Recurring
from bot.alliance.secretariat.entries import entries
from bot.alliance.secretariat.log import Page
from handlers.views.admin import help_message, member_message, organisations_message
from handlers.views.approvals import approved_that_day
from handlers.views.blocks import Message
from handlers.views.delivery_log import LINES, DeliveryLog, log_message
from handlers.views.drawing import KnownAs, Pause, View
from handlers.views.tasks import TaskList, list_message
from storage import absences, alliance, delivery_log, stops, tasks
from storage.delivery import Delivery
from storage.engine import Session
from storage.terms import Role, StopScope, System, Viewer


@dataclass(frozen=True)
class SecretariatViews:
    """The alliance's zone is that of every moment that is shown."""

    known_as: KnownAs
    zone: ZoneInfo
    recurring: Recurring

    def by_kind(self) -> Mapping[str, View]:
        return {
            messages.LIST: self.tasks,
            messages.LIST_ASKED: self.tasks,
            messages.LOG: self.log,
            messages.HELP: self.help,
            messages.MEMBER: self.member,
            messages.MEMBER_WHERE: self.organisations,
        }

    async def tasks(self, session: Session, viewer: System, delivery: Delivery) -> Message:
        reader = await self.known_as(session, delivery.workspace, delivery.recipient)
        day = daily.day_of(delivery.occasion)
        shown = TaskList(
            day,
            await tasks.open_tasks(session, reader, delivery.workspace),
            await absences.away_on(session, reader, delivery.workspace, date.fromisoformat(day)),
            await unasked_pause(session, reader, delivery.workspace),
            self.zone,
            {each.code: each.name for each in await alliance.organisations(session, viewer)},
            daily.page_of(delivery.occasion),
        )
        hours = self._day(datetime.combine(date.fromisoformat(day), time(12), self.zone))
        where = self.recurring, delivery.workspace, hours, delivery.language
        approved = await approved_that_day(session, reader, *where)
        listed = list_message(shown, delivery.language)
        return replace(listed, blocks=(*listed.blocks, *approved))

    async def log(self, session: Session, viewer: System, delivery: Delivery) -> Message:
        reader = await self.known_as(session, delivery.workspace, delivery.recipient)
        page, where = Page.of(delivery.occasion), delivery.workspace
        found = await delivery_log.logged(
            session, reader, where, page.filter, before=page.place, most=LINES + 2
        )
        others = [each for each in found if each.id != delivery.id][: LINES + 1]
        since, until = self._day(page.at)
        today = await delivery_log.counts(session, reader, where, since, until)
        pause = await unasked_pause(session, reader, where)
        return log_message(DeliveryLog(page, others, today, pause, self.zone), delivery.language)

    def _day(self, at: datetime) -> tuple[datetime, datetime]:
        """From midnight to midnight, by the alliance's clocks on the wall."""
        day = at.astimezone(self.zone).date()
        after = day + timedelta(days=1)
        return (
            datetime.combine(day, time(), self.zone),
            datetime.combine(after, time(), self.zone),
        )

    async def help(self, session: Session, viewer: System, delivery: Delivery) -> Message:
        reader = await self.known_as(session, delivery.workspace, delivery.recipient)
        open_tasks = await tasks.open_tasks(session, reader, delivery.workspace)
        pause = await unasked_pause(session, reader, delivery.workspace)
        return help_message(len(entries(open_tasks)), pause, self.zone, delivery.language)

    async def member(self, session: Session, viewer: System, delivery: Delivery) -> Message:
        user, code, role, _ = delivery.occasion.split(":", 3)
        organisation = await alliance.get_organisation(session, viewer, code)
        return member_message(user, organisation, Role(role), delivery.language)

    async def organisations(self, session: Session, viewer: System, delivery: Delivery) -> Message:
        known = await alliance.organisations(session, viewer)
        return organisations_message(known, delivery.language)


async def unasked_pause(session: Session, viewer: Viewer, workspace: str) -> Pause | None:
    """Who has stopped what nobody asked for, if somebody has."""
    stopped = (await stops.stops(session, viewer, workspace)).get(StopScope.UNASKED)
    return Pause(*stopped) if stopped else None
