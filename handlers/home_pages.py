"""What stands on the bot's own page for one person, and putting it there."""

from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.asking.budget import Budget
from bot.asking.work import AskerUnknown, Who
from bot.clock import Clock
from handlers.views.admin import admin_lines
from handlers.views.blocks import Block
from handlers.views.home import home_page
from handlers.views.secretariat import unasked_pause
from handlers.views.spending import spending_lines
from handlers.views.votes import votes_lines
from storage import absences, alliance
from storage.engine import Begin
from storage.terms import Role
from storage.votes import votes

logger = structlog.get_logger()
RECENTLY = timedelta(days=30)
COMPLAINTS = 10  # that are shown


@dataclass(frozen=True)
class HomePages:
    """Draws the page as it is now."""

    clock: Clock
    begin: Begin
    who: Who
    zone: ZoneInfo
    language: str
    budget: Budget | None = None

    async def publish(self, client: AsyncWebClient, team: str, user: str) -> None:
        """Put it before somebody. Where that fails, the last one stays."""
        try:
            await client.views_publish(user_id=user, view=await self._page(team, user))
        except Exception:  # nobody asked for anything, so nobody is told
            logger.exception("home.not_drawn")

    async def _page(self, team: str, user: str) -> Block:
        try:
            person = await self.who(team, user, self.clock)
        except AskerUnknown:
            return home_page(None, [], self.language)
        async with self.begin(read_only=True) as session:
            organisations = await alliance.organisations(session, person)
            use = await self.budget.use(session, person, self.clock) if self.budget else None
            since = self.clock.now() - RECENTLY
            cast = await votes(session, person, since=since, most=COMPLAINTS)
            today = self.clock.now().astimezone(self.zone).date()
            away = await absences.absences_of(session, person, team, user, today)
            pause = await unasked_pause(session, person, team)
        page = home_page(person, organisations, self.language, away)
        if use:
            page["blocks"] += spending_lines(use, self.language)
        if person.role is Role.SECRETARIAT:
            page["blocks"] += admin_lines(pause, self.zone, self.language)
            page["blocks"] += votes_lines(cast, self.language)
        return page
