"""The work behind 'get it as a sheet': a municipality's actions as a file, to its own people."""

from dataclasses import dataclass

from bot.asking.occasion import TAKEN_OVER
from bot.asking.pages import Page, Wish
from bot.asking.work import NOT_ADMITTED, Who
from bot.clock import Clock
from bot.status.catalogue.showing import ACTIONS_OF_WHOM, OfWhom
from storage import delivery, inbox
from storage.delivery import Wanted
from storage.engine import Begin, Session
from storage.inbox import ClaimedWork

SHEET_ASKED = "sheet.asked"  # kind of work

# Kinds of message.
ACTIONS_SHEET = "actions_sheet"
ACTIONS_SHEET_FAILED = "actions_sheet_failed"


@dataclass(frozen=True)
class HandingOut:
    """Does the work. The file is made when it is sent, of what whoever gets it may see."""

    who: Who
    of_whom: OfWhom
    default_language: str

    async def sheet_asked(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """Send one's own municipality's actions, or the empty form of them, as a sheet."""
        wish = Wish.from_payload(work.payload)
        person = await self.who(work.workspace, wish.user, clock)
        async with begin() as session:
            if not await inbox.hold(session, work):
                return TAKEN_OVER
            about = await self.of_whom(session, person, Wish(wish.user))
            if not person.scopes:
                kind, occasion = NOT_ADMITTED, work.key
            elif about is None:
                kind, occasion = ACTIONS_OF_WHOM, work.key
            else:
                kind, occasion = ACTIONS_SHEET, Page(about.code, 1, work.key).occasion
            await delivery.want(session, self._message(work, wish, kind, occasion, clock))
        return kind

    async def give_up(self, session: Session, work: ClaimedWork, clock: Clock) -> None:
        """Say that it did not work, so that somebody can try again."""
        wish = Wish.from_payload(work.payload)
        failed = self._message(work, wish, ACTIONS_SHEET_FAILED, work.key, clock)
        await delivery.want(session, failed)

    def _message(
        self, work: ClaimedWork, wish: Wish, kind: str, occasion: str, clock: Clock
    ) -> Wanted:
        language = wish.language or self.default_language
        return Wanted(work.workspace, occasion, wish.user, kind, language, clock.now())
