"""Finding those members in Slack who have not said anything yet."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

import structlog

from bot.alliance.people import ProfileUnavailable
from bot.clock import Clock
from storage import alliance, recipients
from storage.engine import Begin
from storage.terms import System

logger = structlog.get_logger()
SYSTEM = System("acquainting")

Everybody = Callable[[str], AsyncIterator[tuple[str, str]]]  # workspace -> (user, e-mail)
Acquaint = Callable[[str, Clock], Awaitable[None]]


@dataclass(frozen=True)
class Acquainting:
    """Looks through the workspace. Where Slack does not say, those known already are known."""

    begin: Begin
    everybody: Everybody

    async def __call__(self, workspace: str, clock: Clock) -> None:
        """Keep every member who is in the workspace as somebody one can write to."""
        async with self.begin(read_only=True) as session:
            wanted = await recipients.not_met(session, SYSTEM, workspace)
        if not wanted:
            return
        try:
            found = [u async for u in self.everybody(workspace) if u[1].lower() in wanted]
        except ProfileUnavailable:
            logger.warning("people.not_listed", workspace=workspace)
            return
        async with self.begin() as session:
            for user, email in found:
                await alliance.save_person(session, workspace, user, email, now=clock.now())
