"""The work behind sharing a private answer with one of the alliance's channels."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.asking.answer import Answer, Mode
from bot.asking.occasion import SYSTEM, TAKEN_OVER
from bot.asking.question import Question
from bot.clock import Clock
from storage import asking, delivery, inbox
from storage.asking import AnswerState
from storage.delivery import Delivery, Wanted
from storage.engine import Begin, Session
from storage.inbox import ClaimedWork
from storage.terms import Person, Visibility

ANSWER_SHARED = "answer.shared"  # a kind of work

ALLIANCE = frozenset({Visibility.ALLIANCE.value})

# Kinds of message. How each looks, handlers know.
SHARED = "shared_answer"
NOT_SHARED = "answer_not_shared"


def may_be_shared(answer: Answer) -> bool:
    """Whether everybody in the alliance's channels may see all that it rests on.

    What the register says is not shared: it may name people, who are named to the confirmed alone.
    """
    return answer.answered and answer.mode is not Mode.REGISTER and answer.scopes <= ALLIANCE


@dataclass(frozen=True)
class Sharing:
    """`named_channels` are the alliance's own; `told` is called when there is something to send."""

    named_channels: frozenset[str]
    default_language: str
    told: Callable[[], None]

    async def answer_shared(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """Post one's own answer in a channel, as it is now; or say that it cannot be."""
        question = Question.from_payload(work.payload)
        async with begin() as session:
            if not await inbox.hold(session, work):
                return TAKEN_OVER
            wanted = await self._wanted(session, work, question, clock)
            await delivery.want_anew(session, wanted)
        self.told()
        return wanted.kind

    async def _wanted(
        self, session: Session, work: ClaimedWork, question: Question, clock: Clock
    ) -> Wanted:
        channel, key = question.channel or "", question.edits or ""
        asker = Person(work.workspace, question.user)
        found = await asking.find_answer(session, asker, key)
        language, may = question.language or self.default_language, False
        if found and found.state is AnswerState.READY:
            may = may_be_shared(Answer.from_json(found.content))
        if may and channel in self.named_channels:
            return Wanted(
                work.workspace, key, channel, SHARED, language, clock.now(), channel=channel
            )
        return _not_shared(work, question, language, clock)

    async def give_up(self, session: Session, work: ClaimedWork, clock: Clock) -> None:
        """Say that it is not shared."""
        question = Question.from_payload(work.payload)
        language = question.language or self.default_language
        await delivery.want(session, _not_shared(work, question, language, clock))


def _not_shared(work: ClaimedWork, question: Question, language: str, clock: Clock) -> Wanted:
    return Wanted(work.workspace, work.key, question.user, NOT_SHARED, language, clock.now())


async def shared_still_wanted(session: Session, message: Delivery) -> bool:
    """Whether the answer stands and may be shared as it is now: it may have been written anew."""
    found = await asking.find_answer(session, SYSTEM, message.occasion)
    if found is None or found.state is not AnswerState.READY:
        return False
    return may_be_shared(Answer.from_json(found.content))
