"""The model that answers, opened as the settings say."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.asking.account import Tell, log
from bot.asking.answering import Answering
from bot.asking.breaker import FAILURES, Breaker
from bot.asking.budget import budget
from bot.asking.writing import Writer
from bot.errors import ModelMissing
from bot.knowledge.index.following import Index
from bot.llm import on_server
from bot.settings import Settings
from storage.engine import Begin


@asynccontextmanager
async def answering(
    settings: Settings,
    begin: Begin,
    index: Index,
    tell: Tell = log,
    most_failures: float = FAILURES,
) -> AsyncIterator[Answering]:
    """What answers questions: with a model if one is named, else without.

    Raises ModelMissing for a model without a key to its server.
    """
    if settings.klimabot_answer_model is None:
        yield Answering(index, begin)
        return
    name, key = need_model(settings)
    model = on_server(settings.openai_base_url, key)
    first, longest = settings.klimabot_answer_seconds, settings.klimabot_answer_longest_seconds
    breaker = Breaker(most_failures)
    try:
        writer = Writer(model, name, first, longest, breaker, tell)
        yield Answering(index, begin, writer, budget(settings, begin))
    finally:
        await model.close()


def need_model(settings: Settings) -> tuple[str, str]:
    """The model's name and the key to its server, whose address has a default.

    Raises ModelMissing, which names what is not set.
    """
    name, key = settings.klimabot_answer_model, settings.openai_api_key
    if name and key:
        return name, key.get_secret_value()
    told = {"KLIMABOT_ANSWER_MODEL": name, "OPENAI_API_KEY": key}
    raise ModelMissing(names=", ".join(n for n, value in told.items() if not value))


def without_model(settings: Settings) -> Settings:
    """The same settings, whatever model they name."""
    return settings.model_copy(update={"klimabot_answer_model": None})
