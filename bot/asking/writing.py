"""Answering with a model: it gets passages as material, and what it claims is checked by code."""

import asyncio
import json
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import AbstractAsyncContextManager, aclosing, nullcontext
from dataclasses import dataclass, field, replace

from bot.asking.account import Account, Tell, log
from bot.asking.answer import Verdict
from bot.asking.breaker import Breaker
from bot.asking.budget import Payer, most_of
from bot.asking.claims import Claim, Weakness, literal, weakness
from bot.asking.extract import Found
from bot.asking.focus import Focus
from bot.asking.written import SCHEMA, NotOurForm, Written
from bot.clock import Clock
from bot.hidden import without_hidden
from bot.llm import Message, Model, ModelFailed, Spent
from prompts import render
from storage.passages import FoundPassage

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
    """A model by its name. `first` and `longest` are seconds: to the first claim, and for all.

    `tell` hears what each answer took.
    """

    model: Model
    name: str
    first: float
    longest: float
    breaker: Breaker = field(default_factory=Breaker)
    tell: Tell = log

    async def write(
        self,
        question: str,
        found: Sequence[Found],
        language: str,
        clock: Clock,
        payer: Payer | None = None,
    ) -> AsyncGenerator[Draft]:
        """A draft for each claim that stands, and one with the verdict at the end.

        Where nothing found is of the place that is asked about, the model is not asked. Raises
        LimitReached, or ModelFailed: it is away or too slow, breaks off, or does not keep to the
        form.
        """
        if self.breaker.is_open(clock.now()):
            raise ModelFailed("left alone for a while")
        of_the_place = [one.passage for one in found if one.is_of(Focus(question))]
        material = chosen(of_the_place, MATERIAL - len(question))
        if not material:
            yield Draft(verdict=Verdict.NOT_FOUND)
            return
        told = messages(question, material, language)
        async with charged(payer, told, clock) as spent:
            account = Account(spent)
            try:
                async with aclosing(self._drafts(told, material, account)) as drafts:
                    async for draft in drafts:
                        yield draft
            except (ModelFailed, NotOurForm, TimeoutError) as error:
                self.breaker.failed(clock.now())
                account.failure = str(error) or type(error).__name__
                raise ModelFailed(account.failure) from error
            else:
                self.breaker.answered()
            finally:
                account.close()
                self.tell(account)

    async def _drafts(
        self, told: Sequence[Message], material: Sequence[FoundPassage], account: Account
    ) -> AsyncGenerator[Draft]:
        written, standing = Written(), list[Standing]()
        pieces = self.model.write(
            self.name,
            told,
            SCHEMA,
            most_tokens=MOST_TOKENS,
            seconds=self.longest,
            spent=account.spent,
        )
        async with aclosing(pieces):
            while (piece := await self._next(pieces, account)) is not None:
                for claim in written.add(piece):
                    if kept := _taken(claim, material, account):
                        standing.append(kept)
                        yield Draft(tuple(standing))
        yield Draft(tuple(standing), written.verdict())

    async def _next(self, pieces: AsyncGenerator[str], account: Account) -> str | None:
        """The next piece, None at the end. Raises TimeoutError."""
        longest = self.longest if account.standing else self.first
        async with asyncio.timeout(account.began + longest - time.monotonic()):
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


def _taken(claim: Claim, material: Sequence[FoundPassage], account: Account) -> Standing | None:
    """The claim, if it stands and there is room for it; the account knows of both."""
    judged = checked(claim, material)
    if isinstance(judged, Standing) and account.standing < MOST_CLAIMS:
        account.stands()
        return judged
    account.dropped[judged if isinstance(judged, Weakness) else Weakness.TOO_MANY] += 1
    return None


def checked(claim: Claim, material: Sequence[FoundPassage]) -> Standing | Weakness:
    """The claim with its passage, if it stands there; else why not."""
    if not 0 < claim.passage <= len(material):
        return Weakness.NO_PASSAGE
    if len(claim.text) > LONGEST_CLAIM:
        return Weakness.TOO_LONG
    found = material[claim.passage - 1]
    claim = replace(claim, quote=literal(claim.quote, found.passage.text))
    return weakness(claim, found) or Standing(claim, found)
