"""The work behind `/klima indsatser`: a municipality's actions, to the asker alone."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from bot.asking.occasion import TAKEN_OVER
from bot.asking.pages import Page, Wish
from bot.asking.work import NOT_ADMITTED, Who
from bot.clock import Clock
from storage import delivery, inbox
from storage.delivery import Wanted
from storage.engine import Begin, Session
from storage.inbox import ClaimedWork
from storage.terms import Organisation, Person, System

ACTIONS_ASKED = "actions.asked"  # kind of work

# Kinds of message.
ACTIONS = "actions"
ACTIONS_OF_WHOM = "actions_of_whom"
ACTIONS_FAILED = "actions_failed"
NOTICES = (ACTIONS_OF_WHOM, ACTIONS_FAILED)

OfWhom = Callable[[Session, Person, Wish], Awaitable[Organisation | None]]


@dataclass(frozen=True)
class Showing:
    """Does the work. `of_whom` says which municipality a wish is about."""

    who: Who
    of_whom: OfWhom
    default_language: str

    async def actions_asked(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """Show one page of a municipality's actions."""
        wish = Wish.from_payload(work.payload)
        person = await self.who(work.workspace, wish.user, clock)
        async with begin() as session:
            if not await inbox.hold(session, work):
                return TAKEN_OVER
            wanted = self._message(work, wish, clock)
            about = await self.of_whom(session, person, wish)
            if not person.scopes:
                wanted = wanted.of_kind(NOT_ADMITTED)
            elif about is None:
                wanted = wanted.of_kind(ACTIONS_OF_WHOM)
            else:
                page = Page(about.code, wish.page, work.key)
                wanted = replace(wanted, occasion=page.occasion)
            await delivery.want(session, wanted)
        return wanted.kind

    async def give_up(self, session: Session, work: ClaimedWork, clock: Clock) -> None:
        """Say that it did not work, so that somebody can try again."""
        wish = Wish.from_payload(work.payload)
        await delivery.want(session, self._message(work, wish, clock).of_kind(ACTIONS_FAILED))

    def _message(self, work: ClaimedWork, wish: Wish, clock: Clock) -> Wanted:
        return Wanted(
            workspace=work.workspace,
            occasion=work.key,
            recipient=wish.user,
            kind=ACTIONS,
            language=wish.language or self.default_language,
            due=clock.now(),
        )


async def wish_of(session: Session, viewer: System, key: str) -> Wish:
    """What was wished for by that piece of work; everything, where it is forgotten since."""
    payload = await inbox.payload_of(session, viewer, key)
    return Wish.from_payload(payload) if payload else Wish("")
