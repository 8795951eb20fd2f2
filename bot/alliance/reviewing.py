"""The work behind 'what Klimabot says of you': show it, and keep what the municipality says."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.alliance.account import Act, Verdict, may_review, own_municipality
from bot.alliance.founding import municipality_named
from bot.asking.extract import MISSING
from bot.asking.occasion import TAKEN_OVER
from bot.asking.pages import Page, Wish
from bot.asking.register import KOMMUNE
from bot.asking.work import NOT_ADMITTED, Who
from bot.clock import Clock
from bot.knowledge.corrections import publish_correction
from prompts import text
from storage import alliance, delivery, inbox, knowledge, reviews
from storage.delivery import Wanted
from storage.engine import Begin, Session
from storage.inbox import ClaimedWork
from storage.reviews import Claim, correction_slug
from storage.terms import (
    Organisation,
    OrganisationKind,
    OrganisationUnknown,
    Person,
    ReviewVerdict,
)

# Kinds of work.
ACCOUNT_ASKED = "account.asked"
CLAIM_REVIEWED = "claim.reviewed"

# Kinds of message.
ACCOUNT = "account"
ACCOUNT_OF_WHOM = "account_of_whom"
ACCOUNT_FAILED = "account_failed"
NOT_YOURS_TO_REVIEW = "not_yours_to_review"
NOTICES = (ACCOUNT_OF_WHOM, ACCOUNT_FAILED, NOT_YOURS_TO_REVIEW)

NO_SUCH_CLAIM = "no such claim"
VERDICTS = {
    Act.CONFIRM: ReviewVerdict.CONFIRMED,
    Act.MEND: ReviewVerdict.HIDDEN,
    Act.HIDE: ReviewVerdict.HIDDEN,
    Act.SHOW: None,
}


@dataclass(frozen=True)
class Reviewing:
    """Does the work. `told` is called when there is something to send."""

    who: Who
    default_language: str
    told: Callable[[], None]

    async def account_asked(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """Show what we say of a municipality, to the asker alone."""
        wish = Wish.from_payload(work.payload)
        person = await self.who(work.workspace, wish.user, clock)
        async with begin() as session:
            if not await inbox.hold(session, work):
                return TAKEN_OVER
            wanted = self._message(work, wish, clock)
            about = await municipality_meant(session, person, wish)
            if not person.scopes:
                wanted = wanted.of_kind(NOT_ADMITTED)
            elif about is None:
                wanted = wanted.of_kind(ACCOUNT_OF_WHOM)
            else:
                page = Page(about.code, wish.page, work.key)
                wanted = replace(wanted, occasion=page.occasion)
            await delivery.want(session, wanted)
        return wanted.kind

    async def claim_reviewed(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """Keep what a municipality says of a claim, and show it in the message it was said in."""
        said = Verdict.from_payload(work.payload)
        page = Page.of(said.occasion)
        person = await self.who(work.workspace, said.user, clock)
        async with begin() as session:
            if not await inbox.hold(session, work):
                return TAKEN_OVER
            about = person.organisation
            if about is None or not may_review(person, page.code):
                await self._say(NOT_YOURS_TO_REVIEW, session, work, clock)
                return NOT_YOURS_TO_REVIEW
            claim = await reviews.find_claim(session, person, about, said.claim)
            if claim is None:
                return NO_SUCH_CLAIM
            await self._follow(session, person, about, claim, said, clock)
            await delivery.want_again(session, work.workspace, said.occasion, ACCOUNT)
        self.told()
        return said.act

    async def _follow(
        self,
        session: Session,
        person: Person,
        about: Organisation,
        claim: Claim,
        said: Verdict,
        clock: Clock,
    ) -> None:
        """Do with a claim what its municipality says; what is hidden by now fits nobody."""
        if said.act is Act.CONFIRM and claim.is_hidden:  # pressed in a message of before
            return
        if said.act is Act.MEND:
            title = _title(about, claim, self.default_language)
            await publish_correction(session, about, said.claim, title, said.words, clock)
        elif said.act is Act.SHOW:
            await knowledge.withdraw(session, correction_slug(about, said.claim))
        verdict = VERDICTS[said.act]
        await reviews.review(session, person, about, said.claim, verdict, now=clock.now())

    async def give_up(self, session: Session, work: ClaimedWork, clock: Clock) -> None:
        """Say that it did not work, so that somebody can try again."""
        await self._say(ACCOUNT_FAILED, session, work, clock)

    async def _say(self, kind: str, session: Session, work: ClaimedWork, clock: Clock) -> None:
        """To whoever pressed or asked."""
        wish = Wish(work.payload["user"], language=work.payload["language"])
        await delivery.want(session, self._message(work, wish, clock).of_kind(kind))

    def _message(self, work: ClaimedWork, wish: Wish, clock: Clock) -> Wanted:
        return Wanted(
            workspace=work.workspace,
            occasion=work.key,
            recipient=wish.user,
            kind=ACCOUNT,
            language=wish.language or self.default_language,
            due=clock.now(),
        )


async def municipality_meant(session: Session, person: Person, wish: Wish) -> Organisation | None:
    """The municipality that is meant; None where there is none of that name, or no own."""
    if not wish.name:
        return own_municipality(person)
    try:
        name = municipality_named(wish.name) or wish.name
        found = await alliance.get_organisation(session, person, name)
    except OrganisationUnknown:
        return None
    return found if found.kind is OrganisationKind.MUNICIPALITY else None


def _title(about: Organisation, claim: Claim, language: str) -> str:
    """What a correction is called; that our sources are silent is no heading of theirs."""
    name, heading = about.name.removesuffix(KOMMUNE), claim.found.passage.heading
    if heading == MISSING:
        return text("account.correction", language, municipality=name)
    return text("account.correction_of", language, municipality=name, heading=heading)
