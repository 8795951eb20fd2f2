"""The occasion of an answer: a piece of work, the question in it, and what may be said of it."""

from dataclasses import dataclass
from datetime import datetime

from bot.asking.question import Question
from storage import asking, delivery, inbox
from storage.asking import AnswerState
from storage.delivery import Wanted
from storage.engine import Session
from storage.inbox import ClaimedWork
from storage.terms import System

SYSTEM = System("question")
ANSWER = "answer"  # a kind of message
TAKEN_OVER = "taken over"  # how work may end


@dataclass(frozen=True)
class Occasion:
    """A question that was changed has the occasion of what it was."""

    work: ClaimedWork
    question: Question
    language: str

    @property
    def key(self) -> str:
        return self.question.edits or self.work.key

    @property
    def workspace(self) -> str:
        return self.work.workspace

    @property
    def is_new(self) -> bool:
        """Somebody asked us by name, and nothing is answered yet."""
        return not (self.question.unasked or self.question.edits)

    def message(self, kind: str, due: datetime) -> Wanted:
        """A message in the place where the question was asked."""
        question = self.question
        alone = question.private or question.channel is None
        return Wanted(
            workspace=self.workspace,
            occasion=self.key,
            recipient=question.user if alone else str(question.channel),
            kind=kind,
            language=self.language,
            due=due,
            channel=question.channel,
            thread=question.thread,
        )

    async def may_speak(self, session: Session, kind: str | None = None) -> bool:
        """The work is still ours, and nothing has been said on its occasion yet, or not of the
        given kind."""
        if not await inbox.hold(session, self.work):
            return False
        return await self.is_silent(session, kind)

    async def is_silent(self, session: Session, kind: str | None = None) -> bool:
        """Nothing has been said on the occasion, or not of the given kind."""
        return not await delivery.is_wanted(session, SYSTEM, self.workspace, self.key, kind)

    async def may_answer(self, session: Session) -> bool:
        """As `may_speak`; an answer that broke off, or whose question changed, is written anew.

        What became a question by a change is answered beside what was said.
        """
        if await self.may_speak(session, ANSWER if self.question.edits else None):
            return True
        state = await asking.answer_state(session, SYSTEM, self.key)
        return state is AnswerState.WRITING and await inbox.hold(session, self.work)
