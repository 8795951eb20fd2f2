"""From a question to its answer: found, and written by a model or taken from the passages."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Self

import structlog

from bot.asking.aging import as_of
from bot.asking.answer import Answer, Note
from bot.asking.budget import INSTEAD, Budget, Payer
from bot.asking.closest import closest
from bot.asking.compose import composed, cut_short
from bot.asking.extract import MOST_NEAR, Found, extract
from bot.asking.find import find
from bot.asking.register import from_register
from bot.asking.writing import Draft, Writer
from bot.clock import Clock
from bot.knowledge.index.following import Index
from bot.llm import ModelFailed
from storage.engine import Begin
from storage.spending import LimitReached
from storage.terms import Organisation, Person, Viewer

logger = structlog.get_logger()


@dataclass(frozen=True)
class Read:
    """What the passages say by themselves, and which municipality is closest to the subject."""

    extracts: Answer
    closest: str | None

    @classmethod
    def of(
        cls, question: str, found: Sequence[Found], language: str, asker: Organisation | None
    ) -> Self:
        whom = closest(question, found, asker)
        name = whom.name.removesuffix(" Kommune") if whom else None
        extracted = extract(question, found, language)
        return cls(replace(extracted, closest=None if extracted.answered else name), name)

    def beside(self, answer: Answer) -> Answer:
        """Where a model finds nothing, what comes near is what the search found."""
        if answer.answered:
            return answer
        near = self.extracts.near or self.extracts.citations[:MOST_NEAR]
        return replace(answer, near=near, closest=self.closest)


@dataclass(frozen=True)
class Answering:
    """What answers questions. Without a writer the passages' own sentences are the answer.

    Without a budget the model costs nobody anything.
    """

    index: Index
    begin: Begin
    writer: Writer | None = None
    budget: Budget | None = None

    async def answer(self, viewer: Viewer, text: str, language: str, clock: Clock) -> Answer:
        """The whole answer, from what the viewer may see."""
        return [found async for found in self.answers(viewer, text, language, clock)][-1]

    async def answers(
        self, viewer: Viewer, text: str, language: str, clock: Clock, asker: Person | None = None
    ) -> AsyncGenerator[Answer]:
        """The answer; with a model first as far as it is written, noted `writing`.

        What the register knows stands in the database; the rest is searched for. The asker is
        charged for the model; None: nobody is, and there are no limits.
        """
        async with self.begin(read_only=True) as session:
            known = await from_register(session, viewer, text, language, clock.now())
        if known is not None:
            yield known
            return
        found = as_of(clock.now(), await find(self.index, self.begin, viewer, text))
        who = asker or viewer
        own = who.organisation if isinstance(who, Person) else None
        read = await asyncio.to_thread(Read.of, text, found, language, own)  # it may be long
        if self.writer is None or not found:
            yield read.extracts
            return
        payer = Payer(self.budget, asker) if self.budget and asker else None
        draft = Draft()
        try:
            async with aclosing(self.writer.write(text, found, language, clock, payer)) as drafts:
                async for draft in drafts:
                    yield read.beside(composed(draft, language))
        except LimitReached as reached:
            logger.info("limit.reached", limit=reached.limit)
            yield replace(read.extracts, note=INSTEAD[reached.limit])
        except ModelFailed as error:
            logger.warning("model.failed", reason=str(error))
            broken = cut_short(draft, language, Note.CUT) if draft.standing else None
            yield broken or replace(read.extracts, note=Note.MODEL_AWAY)
