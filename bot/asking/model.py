"""The model that answers, opened as the settings say."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.asking.answering import Answering
from bot.asking.budget import budget
from bot.asking.writing import Writer
from bot.errors import SettingsMissing
from bot.knowledge.index.following import Index
from bot.llm import Model
from bot.settings import Settings
from storage.engine import Begin


@asynccontextmanager
async def answering(settings: Settings, begin: Begin, index: Index) -> AsyncIterator[Answering]:
    """What answers questions: with a model if one is named, else without.

    Raises SettingsMissing for a model without a key to its server.
    """
    name = settings.klimabot_answer_model
    if name is None:
        yield Answering(index, begin)
        return
    if settings.openai_api_key is None:
        raise SettingsMissing(names="OPENAI_API_KEY")
    model = Model(settings.openai_base_url, settings.openai_api_key.get_secret_value())
    first, longest = settings.klimabot_answer_seconds, settings.klimabot_answer_longest_seconds
    try:
        writer = Writer(model, name, first, longest)
        yield Answering(index, begin, writer, budget(settings, begin))
    finally:
        await model.close()
