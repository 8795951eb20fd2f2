"""The index and what fills it, opened as the settings say."""

import hashlib
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

from bot.background import in_background
from bot.knowledge.embedding.choice import embedders
from bot.knowledge.embedding.work import Embedding
from bot.knowledge.index.following import Index
from bot.settings import Settings
from storage.engine import Begin


@asynccontextmanager
async def searching(settings: Settings, begin: Begin) -> AsyncIterator[Index]:
    """The index, whose copy on disk is kept at the end.

    Raises SettingsMissing for an embedding server without a key.
    """
    async with embedders(settings) as chosen:
        index = Index(begin, chosen, index_folder(settings))
        try:
            yield index
        finally:
            await index.close()


@asynccontextmanager
async def kept_up(index: Index, begin: Begin) -> AsyncIterator[None]:
    """The index follows the database and, where there is a model, what is new is embedded, as
    long as the block lasts."""
    wanted = index.embedders.wanted
    async with in_background(index.follow()):
        if wanted is None:
            yield
            return
        async with in_background(Embedding(begin, wanted, our_name()).run()):
            yield


def index_folder(settings: Settings) -> Path:
    """One for each database's address, so that a copy mostly fits."""
    name = hashlib.sha256(settings.database_url.encode()).hexdigest()[:12]
    return Path(settings.klimabot_index_folder) / name


def our_name() -> str:
    """This process's, among all that share the database."""
    return f"{socket.gethostname()}:{os.getpid()}:{uuid4().hex[:8]}"
