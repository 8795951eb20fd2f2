"""Answering with a model: it gets passages as material, and what it claims is checked by code."""

import asyncio
import json
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import AbstractAsyncContextManager, aclosing, nullcontext
from dataclasses import dataclass, field

import structlog

from bot.asking.answer import Verdict
from bot.asking.breaker import Breaker
from bot.asking.budget import Payer, most_of
from bot.asking.claims import Claim, weakness
from bot.asking.extract import Found
from bot.asking.written import SCHEMA, NotOurForm, Written
from bot.clock import Clock
from bot.hidden import without_hidden
from bot.llm import Message, Model, ModelFailed, Spent
from prompts import render
from storage.passages import FoundPassage

logger = structlog.get_logger()

MATERIAL = 6_000  # characters of the question and all passages: at most 2,000 tokens
PASSAGES = 8
MOST_CLAIMS = 4
MOST_TOKENS = 700  # that the model may write
LONGEST_CLAIM = 400  # characters
LANGUAGES = {"da": "Danish", "en": "English"}


@dataclass(frozen=True)
class Standing:
    """A claim that stands, and where."""

    claim: Claim
    found: FoundPassage


@dataclass(frozen=True)
class Draft:
    """What stands so far; the verdict is known at the end."""

    standing: tuple[Standing, ...] = ()
    verdict: Verdict | None = None


@dataclass(frozen=True)
class Writer:
    """A model by its name. `first` and `longest` are seconds: to the first claim, and for all."""

    model: Model
    name: str
    first: float
    longest: float
    breaker: Breaker = field(default_factory=Breaker)

    async def write(
        self,
        question: str,
        found: Sequence[Found],
        language: str,
        clock: Clock,
        payer: Payer | None = None,
    ) -> AsyncGenerator[Draft]:
        """A draft for each claim that stands, and one with the verdict at the end.

        Raises LimitReached, or ModelFailed: it is away or too slow, breaks off, or does not keep
        to the form.
        """
        if self.breaker.is_open(clock.now()):
            raise ModelFailed("left alone for a while")
        material = chosen([one.passage for one in found], MATERIAL - len(question))
        told = messages(question, material, language)
        async with charged(payer, told, clock) as spent:
            try:
                async with aclosing(self._drafts(told, material, spent)) as drafts:
                    async for draft in drafts:
                        yield draft
            except (ModelFailed, NotOurForm, TimeoutError) as error:
                self.breaker.failed(clock.now())
                raise ModelFailed(str(error) or type(error).__name__) from error
        self.breaker.answered()
        logger.info("model.wrote", prompt=spent.prompt, completion=spent.completion)

    async def _drafts(
        self, told: Sequence[Message], material: Sequence[FoundPassage], spent: Spent
    ) -> AsyncGenerator[Draft]:
        written, standing = Written(), list[Standing]()
        began = time.monotonic()
        pieces = self.model.write(self.name, told, SCHEMA, most_tokens=MOST_TOKENS, spent=spent)
        async with aclosing(pieces):
            while (piece := await self._next(pieces, began, bool(standing))) is not None:
                for claim in written.add(piece):
                    if (kept := checked(claim, material)) and len(standing) < MOST_CLAIMS:
                        standing.append(kept)
                        yield Draft(tuple(standing))
        yield Draft(tuple(standing), written.verdict())

    async def _next(self, pieces: AsyncGenerator[str], began: float, has_begun: bool) -> str | None:
        """The next piece, None at the end. Raises TimeoutError."""
        left = began + (self.longest if has_begun else self.first) - time.monotonic()
        async with asyncio.timeout(left):
            return await anext(pieces, None)


def charged(
    payer: Payer | None, told: Sequence[Message], clock: Clock
) -> AbstractAsyncContextManager[Spent]:
    """One call with what it costs. Raises LimitReached before it begins."""
    if payer is None:
        return nullcontext(Spent())
    return payer.charged(most_of(told, MOST_TOKENS), clock)


def chosen(passages: Sequence[FoundPassage], room: int = MATERIAL) -> Sequence[FoundPassage]:
    """The best passages, as many as there is room for, in characters; at least one."""
    kept, length = list[FoundPassage](), 0
    for number, found in enumerate(passages[:PASSAGES], 1):
        length += len(_told(number, found))
        if kept and length > room:
            break
        kept.append(found)
    return kept


def messages(
    question: str, material: Sequence[FoundPassage], language: str
) -> Sequence[dict[str, str]]:
    """What the model is told. Passages are JSON, so that none can end before it ends."""
    told = "\n".join(_told(number, found) for number, found in enumerate(material, 1))
    asked = render(
        "answer_question", passages=told, question=json.dumps(question, ensure_ascii=False)
    )
    return [
        {"role": "system", "content": render("answer_rules", language=LANGUAGES[language])},
        {"role": "user", "content": asked},
    ]


def _told(number: int, found: FoundPassage) -> str:
    passage = found.passage
    about = {
        "passage": number,
        "title": found.title,
        "heading": passage.heading,
        "owner": found.owner.name if found.owner else None,
        "date": passage.date,
        "text": passage.text,
    }
    return without_hidden(json.dumps({k: v for k, v in about.items() if v}, ensure_ascii=False))


def checked(claim: Claim, material: Sequence[FoundPassage]) -> Standing | None:
    """The claim with its passage, if it stands there."""
    if not 0 < claim.passage <= len(material) or len(claim.text) > LONGEST_CLAIM:
        logger.info("claim.dropped", reason="no such passage")
        return None
    found = material[claim.passage - 1]
    if reason := weakness(claim, found):
        logger.info("claim.dropped", reason=reason.name.lower())
        return None
    return Standing(claim, found)
