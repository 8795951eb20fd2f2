"""Saying hello, once: to somebody who opens their conversation with us, and in a channel."""

from dataclasses import dataclass

from bot.asking.occasion import TAKEN_OVER
from bot.clock import Clock
from storage import delivery, inbox
from storage.delivery import Wanted
from storage.engine import Begin, Session
from storage.inbox import ClaimedWork

# Kinds of work. Its payload says in which channel; and whose, where that is a person's own with us.
OPENED = "hello"
JOINED = "channel.joined"

# Kinds of message.
HELLO = "hello"
CHANNEL_HELLO = "channel_hello"
CHANNEL_HELLO_ELSEWHERE = "channel_hello_elsewhere"
KINDS = (HELLO, CHANNEL_HELLO, CHANNEL_HELLO_ELSEWHERE)


@dataclass(frozen=True)
class Hello:
    """Does the work of greeting. Each work's key is its message's occasion: never twice."""

    named_channels: frozenset[str]
    language: str

    async def conversation_opened(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """Say who we are, to somebody who has not met us."""
        return await self._say(HELLO, work, clock, begin)

    async def channel_joined(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """Say how to ask here; or that it is not here that we answer."""
        named = work.payload["channel"] in self.named_channels
        kind = CHANNEL_HELLO if named else CHANNEL_HELLO_ELSEWHERE
        return await self._say(kind, work, clock, begin)

    async def _say(self, kind: str, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        channel = work.payload["channel"]
        async with begin() as session:
            if not await inbox.hold(session, work):
                return TAKEN_OVER
            wanted = Wanted(
                workspace=work.workspace,
                occasion=work.key,
                recipient=work.payload.get("user", channel),
                kind=kind,
                language=self.language,
                due=clock.now(),
                channel=channel,
            )
            await delivery.want(session, wanted)
        return kind


async def give_up(session: Session, work: ClaimedWork, clock: Clock) -> None:
    """Nobody waits for a greeting, so nobody hears that it failed."""
