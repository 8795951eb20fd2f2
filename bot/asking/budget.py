"""What answers may cost: set aside before the model is called, settled after it."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

import structlog

from bot.asking.answer import Note
from bot.clock import Clock
from bot.llm import Message, Spent
from bot.settings import Settings
from storage import spending
from storage.engine import DATABASE_ERRORS, Begin, Session
from storage.spending import Allowed, Limit, Limits
from storage.terms import Organisation, Person, Viewer

logger = structlog.get_logger()

CHARACTERS = 3  # in a token, at least: Danish words are cut smaller than English ones
INSTEAD: Mapping[Limit, Note] = {
    Limit.PERSON_AT_ONCE: Note.PERSON_BUSY,
    Limit.PERSON_TOKENS: Note.PERSON_SPENT,
    Limit.ORGANISATION_AT_ONCE: Note.ORGANISATION_BUSY,
    Limit.ORGANISATION_TOKENS: Note.ORGANISATION_SPENT,
}


@dataclass(frozen=True)
class Use:
    """A month's tokens as far as somebody may know them, and the limits."""

    own: int
    by_organisation: Sequence[tuple[Organisation | None, int]]
    limits: Limits


@dataclass(frozen=True)
class Budget:
    """The limits. Months begin in `zone`; `longest` is how long one answer may take."""

    begin: Begin
    limits: Limits
    zone: ZoneInfo
    longest: timedelta

    def month(self, clock: Clock) -> str:
        return clock.now().astimezone(self.zone).strftime("%Y-%m")

    async def use(self, session: Session, viewer: Viewer, clock: Clock) -> Use:
        """This month's, for the viewer."""
        month = self.month(clock)
        own = await spending.own_spending(session, viewer, month)
        by_organisation = await spending.spent_by_organisation(session, viewer, month)
        return Use(own, by_organisation, self.limits)


@dataclass(frozen=True)
class Payer:
    """Somebody who asks, and is charged for what the model does for them."""

    budget: Budget
    person: Person

    @asynccontextmanager
    async def charged(self, most: int, clock: Clock) -> AsyncIterator[Spent]:
        """One call, which costs so many tokens at most. Raises LimitReached before it begins."""
        reserved = await self._reserve(most, clock)
        spent = Spent()
        try:
            yield spent
        finally:
            await self._settle(reserved, spent)

    async def _reserve(self, most: int, clock: Clock) -> int:
        budget = self.budget
        limits, month = budget.limits, budget.month(clock)
        async with budget.begin() as session:
            return await spending.reserve(
                session, self.person, month, most, limits=limits, longest=budget.longest
            )

    async def _settle(self, reserved: int, spent: Spent) -> None:
        """What cannot be settled stays set aside; the answer does not suffer from it."""
        try:
            async with self.budget.begin() as session:
                await spending.settle(session, reserved, spent.tokens)
        except DATABASE_ERRORS as error:
            logger.warning("spending.not_settled", error=type(error).__name__)


def most_of(told: Sequence[Message], written: int) -> int:
    """The tokens of what the model is told, reckoned high, and of what it may write."""
    characters = sum(len(message["content"]) for message in told)
    return -(-characters // CHARACTERS) + written


def budget(settings: Settings, begin: Begin) -> Budget:
    """The limits as they are set."""
    limits = Limits(
        Allowed(settings.klimabot_questions_per_person, settings.klimabot_tokens_per_person),
        Allowed(
            settings.klimabot_questions_per_municipality, settings.klimabot_tokens_per_municipality
        ),
    )
    longest = timedelta(seconds=settings.klimabot_answer_longest_seconds)
    return Budget(begin, limits, ZoneInfo(settings.klimabot_timezone), longest)
