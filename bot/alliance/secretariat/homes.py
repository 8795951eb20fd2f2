"""What the secretariat reads on the bot's own page has changed: it is shown anew to all of them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.alliance.people import People
from bot.clock import Clock
from storage import inbox
from storage.engine import Begin, Session
from storage.inbox import ClaimedWork, Work
from storage.terms import System

HOMES_OUTDATED = "secretariat.homes_outdated"  # a kind of work
SHOWN = "shown"
SYSTEM = System("homes")

Show = Callable[[str, str], Awaitable[None]]  # workspace, user; where that fails the last one stays


async def outdate_homes(session: Session, cause: ClaimedWork, clock: Clock) -> None:
    """Write down that the pages are to be shown anew, in the transaction of what changed them."""
    key = f"{cause.key}:homes"
    work = Work(HOMES_OUTDATED, key, cause.workspace, clock.now(), {"version": 1})
    await inbox.record(session, work)


@dataclass(frozen=True)
class Homes:
    """Does the work."""

    people: People
    show: Show

    async def outdated(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """Show it to everybody of the secretariat whom we know."""
        async with begin(read_only=True) as session:
            users = await self.people.secretariat(session, SYSTEM, work.workspace)
        for user in users:
            await self.show(work.workspace, user)
        return SHOWN
