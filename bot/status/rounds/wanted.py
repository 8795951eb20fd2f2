"""Whether a message of a round is still wanted."""

from collections.abc import Awaitable, Callable
from zoneinfo import ZoneInfo

from bot.status.rounds import whom
from bot.status.rounds.asking import SYSTEM
from bot.status.rounds.messages import LATER, NUDGE, PROMPT, SNOOZED, About
from storage import reports, voice
from storage.delivery import Delivery
from storage.engine import Session


def still_wanted(zone: ZoneInfo) -> Callable[[Session, Delivery], Awaitable[bool]]:
    """Until it is told, and while somebody is the one to ask. What stands in Slack stays, and
    shows what became of it; only that they will be asked again goes when they will not."""

    async def wanted(session: Session, message: Delivery) -> bool:
        about = About.of(message.occasion)
        if about is None or (message.ts is not None and message.kind != SNOOZED):
            return True
        if (about.code, about.period) in await reports.answered(session, SYSTEM, [about.period]):
            return False
        if message.kind == NUDGE:
            return not await voice.is_promised(session, SYSTEM, message, LATER, now=message.due)
        if message.kind != PROMPT:
            return True
        day = message.due.astimezone(zone).date()
        people = await whom.asked(session, SYSTEM, message.workspace, day)
        return message.recipient in people.get(about.code, ())

    return wanted
