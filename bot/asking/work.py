"""The work behind a question: who asks, what may they see, the answer, and its message."""

from collections.abc import Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace

from bot.asking.answer import Answer, Note
from bot.asking.answering import Answering
from bot.asking.language import language_of
from bot.asking.occasion import ANSWER, SYSTEM, TAKEN_OVER, Occasion
from bot.asking.question import Question
from bot.asking.sign import Sign, given
from bot.asking.understanding import is_said_to_us, is_short, understood
from bot.clock import Clock
from bot.delivery.sender import Sent
from storage import asking, delivery, inbox, threads
from storage.asking import Answered, AnswerState, Asked
from storage.delivery import Delivery
from storage.engine import Begin, Session
from storage.inbox import ClaimedWork
from storage.terms import Audience, OrganisationKind, Person, Viewer

# Kinds of work.
QUESTION_ASKED = "question.asked"
QUESTION_EDITED = "question.edited"
QUESTION_DELETED = "question.deleted"
ANSWER_STOPPED = "answer.stopped"
HELP_ASKED = "help.asked"
THANKED = "thanked"

# Kinds of message, beside ANSWER. How each looks, handlers know.
APOLOGY = "apology"
CHANNEL_NOT_NAMED = "channel_not_named"
FORGOTTEN = "forgotten"
HELP = "help"
NOT_ADMITTED = "not_admitted"
WELCOME = "welcome"

# How work may end, beside the kinds of message and the verdicts.
LEFT_ALONE = "left alone"
TAKEN_BACK = "taken back"

PATIENCE = 3  # tries at finding out who asks


class AskerUnknown(Exception):
    """Slack does not say who somebody is, for now. Never shown."""


Who = Callable[[str, str, Clock], Awaitable[Person]]


@dataclass(frozen=True)
class Asking:
    """Does the work of questions.

    `who` says who a Slack user is; `told` is called when there is something to send; `sign` shows
    that a question is being worked on.
    """

    answering: Answering
    who: Who
    named_channels: frozenset[str]
    default_language: str
    told: Callable[[], None]
    sign: Sign

    async def question_asked(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """Answer a question, or say why not here. Done twice, it is answered once."""
        asked = await self._in_its_words(Question.from_payload(work.payload), begin)
        occasion = self._occasion(work, asked)
        if asked.again is not None:
            return await self._say(FORGOTTEN, occasion, clock, begin)
        if asked.unasked and not is_said_to_us(asked.text):
            return LEFT_ALONE
        if not asked.text:
            return await self._say(HELP, occasion, clock, begin)
        return await self._answer(occasion, clock, begin)

    async def question_edited(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """Answer what the question is now, in the place of the answer to what it was."""
        question = Question.from_payload(work.payload)
        if not question.text:
            return await self.question_deleted(work, clock, begin)
        occasion = self._occasion(work, question)
        asker, key = Person(work.workspace, question.user), occasion.key
        async with begin() as session:
            if not await inbox.hold(session, work):
                return TAKEN_OVER
            is_ours = await asking.answer_state(session, SYSTEM, key) is not None
            if question.unasked and not is_ours and not is_said_to_us(question.text):
                return LEFT_ALONE
            if not await asking.reword(session, asker, _asked(occasion, clock)):
                await inbox.forget_words(session, work)
                return LEFT_ALONE
        return await self._answer(occasion, clock, begin)

    async def question_deleted(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """Take the answer back with its question, and forget both."""
        occasion = self._occasion(work, Question.from_payload(work.payload))
        asked = Asked(
            occasion.key, work.workspace, occasion.question.user, "", clock.now(), text=""
        )
        asker = Person(work.workspace, asked.user)
        async with begin() as session:
            if not await inbox.hold(session, work):
                return TAKEN_OVER
            if not await asking.is_askers(session, asker, occasion.key):
                return LEFT_ALONE
            await inbox.forget(session, occasion.key)  # first, as all who lock both do
            await asking.forget_question(session, asker, asked)
            await delivery.want_all_again(session, work.workspace, occasion.key)
        self.told()
        return TAKEN_BACK

    async def answer_stopped(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """Whoever asked has read enough: what is written stays, and says so."""
        question = Question.from_payload(work.payload)
        asker, key = Person(work.workspace, question.user), question.edits or work.key
        async with begin() as session:
            held = await inbox.hold(session, work)
            if not held or not await asking.break_off(session, asker, key, Note.STOPPED):
                return LEFT_ALONE
            await delivery.want_again(session, work.workspace, key, ANSWER)
        self.told()
        return Note.STOPPED

    async def help_asked(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """Say what the bot can do."""
        occasion = self._occasion(work, Question.from_payload(work.payload))
        return await self._say(HELP, occasion, clock, begin)

    async def thanked(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """Take a thank-you as a colleague does."""
        occasion = self._occasion(work, Question.from_payload(work.payload))
        return await self._say(WELCOME, occasion, clock, begin)

    async def give_up(self, session: Session, work: ClaimedWork, clock: Clock) -> None:
        """Apologise, once, in the place where the answer would have come.

        An answer that broke off stays as it is, and says so.
        """
        occasion = self._occasion(work, Question.from_payload(work.payload))
        if occasion.question.unasked:
            return
        state = await asking.answer_state(session, SYSTEM, occasion.key)
        if await asking.break_off(session, SYSTEM, occasion.key, Note.CUT):
            await delivery.want_again(session, work.workspace, occasion.key, ANSWER)
        elif state is AnswerState.WRITING or await occasion.is_silent(session):
            await delivery.want(session, occasion.message(APOLOGY, clock.now()))

    def _occasion(self, work: ClaimedWork, question: Question) -> Occasion:
        told = question.language or language_of(question.text, self.default_language)
        return Occasion(work, question, told)

    async def _in_its_words(self, question: Question, begin: Begin) -> Question:
        """A question that is asked again is the first asker's, in its newest words.

        `again` stays where those are forgotten.
        """
        while question.again is not None:
            first = question.again
            async with begin(read_only=True) as session:
                payload = await inbox.payload_of(session, SYSTEM, first)
                worded = await asking.newest_wording(session, SYSTEM, first)
            if not payload:
                break
            said = Question.from_payload(payload)
            question = replace(
                question,
                user=said.user,
                text=worded.text if worded else said.text,
                language=said.language or question.language,
                again=said.again,
            )
        return question

    async def _answer(self, occasion: Occasion, clock: Clock, begin: Begin) -> str:
        question = occasion.question
        asker = await self._asker(occasion, clock)
        viewer = self._reader(asker, question)
        if question.unasked and (viewer is None or not asker.scopes):
            return LEFT_ALONE
        if not asker.scopes:
            return await self._say(NOT_ADMITTED, occasion, clock, begin)
        if viewer is None:
            return await self._say(CHANNEL_NOT_NAMED, occasion, clock, begin)
        searched = await self._searched(occasion, asker, viewer, begin)
        answers = self.answering.answers(viewer, searched, occasion.language, clock, asker)
        signs = given(self.sign if occasion.is_new else _no_sign, occasion)
        async with aclosing(answers), signs as sign:
            async for found in answers:
                await sign.over()
                if question.unasked and not found.answered and not is_short(question.text):
                    return LEFT_ALONE  # people among themselves, more likely
                if not await self._tell(occasion, searched, found, clock, begin):
                    return TAKEN_OVER
        return found.verdict

    async def _searched(
        self, occasion: Occasion, asker: Person, viewer: Viewer, begin: Begin
    ) -> str:
        """The question as it is meant: 'we' is the asker's municipality, a thread goes on."""
        question, us, before = occasion.question, None, None
        if asker.organisation and asker.organisation.kind is OrganisationKind.MUNICIPALITY:
            us = asker.organisation.name.removesuffix(" Kommune")
        if question.channel and question.thread:
            where = occasion.workspace, question.channel, question.thread, occasion.key
            async with begin(read_only=True) as session:
                before = await threads.asked_before(session, viewer, *where)
        return understood(question.text, us, before)

    async def _tell(
        self, occasion: Occasion, searched: str, found: Answer, clock: Clock, begin: Begin
    ) -> bool:
        """The answer as far as it is. False when nobody waits for it any more."""
        async with begin() as session:
            if not await occasion.may_answer(session):
                return False
            if not await _save(session, occasion, searched, found, clock):
                return False
            if not await delivery.want(session, occasion.message(ANSWER, clock.now())):
                await delivery.want_again(session, occasion.workspace, occasion.key, ANSWER)
        self.told()
        return True

    async def _asker(self, occasion: Occasion, clock: Clock) -> Person:
        """Who asks; with the least rights when that cannot be found out after some tries."""
        try:
            return await self.who(occasion.workspace, occasion.question.user, clock)
        except AskerUnknown:
            if occasion.work.attempt < PATIENCE:
                raise
            return Person(occasion.workspace, occasion.question.user)

    def _reader(self, asker: Person, question: Question) -> Viewer | None:
        """Who will read the answer, and so decides what may be searched; None: not known."""
        if question.private or question.channel is None:
            return asker
        if question.channel in self.named_channels:
            return Audience(asker.workspace, question.channel)
        return None

    async def _say(self, kind: str, occasion: Occasion, clock: Clock, begin: Begin) -> str:
        async with begin() as session:
            if not await occasion.may_speak(session):
                return TAKEN_OVER
            await delivery.want(session, occasion.message(kind, clock.now()))
        return kind


async def _no_sign(occasion: Occasion) -> None:
    """Who asked nothing by name, or has an answer already, needs none."""


def _asked(occasion: Occasion, clock: Clock) -> Asked:
    question = occasion.question
    return Asked(
        key=occasion.key,
        workspace=occasion.workspace,
        user=question.user,
        language=occasion.language,
        asked_at=clock.now(),
        text=question.text,
        revision=question.edited_at,
    )


async def _save(
    session: Session, occasion: Occasion, searched: str, found: Answer, clock: Clock
) -> bool:
    question = occasion.question
    asked = replace(
        _asked(occasion, clock),
        language=found.language,
        searched=None if searched == question.text else searched,
    )
    answered = Answered(
        key=occasion.key,
        mode=found.mode,
        verdict=found.verdict,
        channel=question.channel,
        thread=question.thread,
        content=found.kept(),
        state=AnswerState.WRITING if found.note is Note.WRITING else AnswerState.READY,
    )
    return await asking.save_answer(session, asked, answered)


async def answer_sent(session: Session, message: Delivery, sent: Sent) -> None:
    """Remember where the answer stands."""
    await asking.answer_posted(session, message.occasion, channel=sent.channel, ts=sent.ts)


async def answer_still_wanted(session: Session, message: Delivery) -> bool:
    """Whether its question has not been taken back."""
    state = await asking.answer_state(session, SYSTEM, message.occasion)
    return state is not AnswerState.WITHDRAWN
