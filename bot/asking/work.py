"""The work behind a question: who asks, what may they see, the answer, and its message."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from bot.asking.answer import Answer
from bot.asking.find import answer
from bot.asking.language import language_of
from bot.asking.question import Question
from bot.asking.register import from_register
from bot.clock import Clock
from bot.delivery.sender import Sent
from bot.knowledge.index.following import Index
from storage import asking, delivery, inbox
from storage.asking import Answered, Asked
from storage.delivery import Delivery, Wanted
from storage.engine import Begin, Session
from storage.inbox import ClaimedWork
from storage.terms import Audience, Person, System, Viewer

# Kinds of work.
QUESTION_ASKED = "question.asked"
HELP_ASKED = "help.asked"
THANKED = "thanked"

# Kinds of message. How each looks, handlers know.
ANSWER = "answer"
APOLOGY = "apology"
CHANNEL_NOT_NAMED = "channel_not_named"
FORGOTTEN = "forgotten"
HELP = "help"
NOT_ADMITTED = "not_admitted"
WELCOME = "welcome"

SYSTEM = System("question")
TAKEN_OVER = "taken over"

PATIENCE = 3  # tries at finding out who asks


class AskerUnknown(Exception):
    """Slack does not say who somebody is, for now. Never shown."""


Who = Callable[[str, str, Clock], Awaitable[Person]]


@dataclass(frozen=True)
class Asking:
    """Does the work of questions. `who` says who a Slack user is."""

    index: Index
    who: Who
    named_channels: frozenset[str]
    default_language: str

    async def question_asked(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """Answer a question, or say why not here. Done twice, it is answered once."""
        question = await self._in_its_words(Question.from_payload(work.payload), begin)
        if question.again is not None:
            return await self._say(FORGOTTEN, work, question, clock, begin)
        if not question.text:
            return await self._say(HELP, work, question, clock, begin)
        return await self._answer(work, question, clock, begin)

    async def _in_its_words(self, question: Question, begin: Begin) -> Question:
        """A question that is asked again gets the first one's words; `again` stays: forgotten."""
        while question.again is not None:
            async with begin(read_only=True) as session:
                first = await inbox.payload_of(session, SYSTEM, question.again)
            if not first:
                break
            said = Question.from_payload(first)
            question = replace(
                question,
                text=said.text,
                language=said.language or question.language,
                again=said.again,
            )
        return question

    async def help_asked(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """Say what the bot can do."""
        return await self._say(HELP, work, Question.from_payload(work.payload), clock, begin)

    async def thanked(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """Take a thank-you as a colleague does."""
        return await self._say(WELCOME, work, Question.from_payload(work.payload), clock, begin)

    async def give_up(self, session: Session, work: ClaimedWork, clock: Clock) -> None:
        """Apologise, once, in the place where the answer would have come."""
        if not await delivery.is_wanted(session, SYSTEM, work.workspace, work.key):
            question = Question.from_payload(work.payload)
            await delivery.want(session, self._message(APOLOGY, work, question, clock))

    async def _answer(
        self, work: ClaimedWork, question: Question, clock: Clock, begin: Begin
    ) -> str:
        asker = await self._asker(work, question, clock)
        if not asker.scopes:
            return await self._say(NOT_ADMITTED, work, question, clock, begin)
        viewer = self._reader(asker, question)
        if viewer is None:
            return await self._say(CHANNEL_NOT_NAMED, work, question, clock, begin)
        language = self._language(question)
        found = await self._found(viewer, question.text, language, begin)
        async with begin() as session:
            if not await _may_speak(session, work):
                return TAKEN_OVER
            await _save(session, work, question, found, clock)
            await delivery.want(session, self._message(ANSWER, work, question, clock))
        return found.verdict

    async def _found(self, viewer: Viewer, text: str, language: str, begin: Begin) -> Answer:
        """What the register knows stands in the database; the rest is searched for."""
        async with begin(read_only=True) as session:
            found = await from_register(session, viewer, text, language)
        return found or await answer(self.index, begin, viewer, text, language)

    async def _asker(self, work: ClaimedWork, question: Question, clock: Clock) -> Person:
        """Who asks; with the least rights when that cannot be found out after some tries."""
        try:
            return await self.who(work.workspace, question.user, clock)
        except AskerUnknown:
            if work.attempt < PATIENCE:
                raise
            return Person(work.workspace, question.user)

    def _reader(self, asker: Person, question: Question) -> Viewer | None:
        """Who will read the answer, and so decides what may be searched; None: not known."""
        if question.private or question.channel is None:
            return asker
        if question.channel in self.named_channels:
            return Audience(asker.workspace, question.channel)
        return None

    async def _say(
        self, kind: str, work: ClaimedWork, question: Question, clock: Clock, begin: Begin
    ) -> str:
        async with begin() as session:
            if not await _may_speak(session, work):
                return TAKEN_OVER
            await delivery.want(session, self._message(kind, work, question, clock))
        return kind

    def _message(self, kind: str, work: ClaimedWork, question: Question, clock: Clock) -> Wanted:
        return Wanted(
            workspace=work.workspace,
            occasion=work.key,
            recipient=question.channel or question.user,
            kind=kind,
            language=self._language(question),
            due=clock.now(),
            channel=question.channel,
            thread=question.thread,
        )

    def _language(self, question: Question) -> str:
        return question.language or language_of(question.text, self.default_language)


async def _may_speak(session: Session, work: ClaimedWork) -> bool:
    """The work is still ours, and nothing has been said on its occasion yet."""
    if not await inbox.hold(session, work):
        return False
    return not await delivery.is_wanted(session, SYSTEM, work.workspace, work.key)


async def _save(
    session: Session, work: ClaimedWork, question: Question, found: Answer, clock: Clock
) -> None:
    asked = Asked(
        key=work.key,
        workspace=work.workspace,
        user=question.user,
        language=found.language,
        asked_at=clock.now(),
        text=question.text,
    )
    answered = Answered(
        key=work.key,
        mode=found.mode,
        verdict=found.verdict,
        channel=question.channel,
        thread=question.thread,
        content=found.to_json(),
    )
    await asking.save_answer(session, asked, answered)


async def answer_sent(session: Session, message: Delivery, sent: Sent) -> None:
    """Remember where the answer stands."""
    await asking.answer_posted(session, message.occasion, channel=sent.channel, ts=sent.ts)
