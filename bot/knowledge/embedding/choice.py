"""Which embedders the settings give us."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog

from bot.errors import SettingsMissing
from bot.knowledge.embedding.embedder import Embedder, Embedders
from bot.knowledge.embedding.local import LOCAL_MODEL, local_embedder
from bot.knowledge.embedding.remote import RemoteEmbedder
from bot.llm import Model, on_server
from bot.settings import Settings

LOCAL, NONE = "local", "none"

logger = structlog.get_logger()


@asynccontextmanager
async def embedders(settings: Settings) -> AsyncIterator[Embedders]:
    """What embeds, as long as the block lasts. Raises SettingsMissing for a server without key."""
    server = _server(settings)
    name = settings.klimabot_embedding_model

    def others(model: str) -> Embedder | None:
        if model.startswith(LOCAL_MODEL):
            embedder = local_embedder()
            return embedder if embedder and embedder.name == model else None
        return RemoteEmbedder(server, model) if server else None

    try:
        yield Embedders(await _wanted(name, server), others)
    finally:
        if server is not None:
            await server.close()


async def _wanted(name: str, server: Model | None) -> Embedder | None:
    if name == NONE:
        return None
    if name != LOCAL:
        if server is None:
            raise SettingsMissing(names="OPENAI_API_KEY")
        return RemoteEmbedder(server, name)
    embedder = await asyncio.to_thread(local_embedder)
    if embedder is None:
        logger.warning("embedding.does_not_fit")
    return embedder


def _server(settings: Settings) -> Model | None:
    if settings.openai_api_key is None:
        return None
    return on_server(settings.openai_base_url, settings.openai_api_key.get_secret_value())
