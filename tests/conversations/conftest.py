"""A workspace with the bot at work in it: real Bolt, real Slack SDK, real database."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot import app, clock
from bot.app import database, running
from bot.clock import SystemClock
from bot.knowledge.embedding.choice import NONE
from bot.knowledge.index.following import Index
from bot.knowledge.publish import OURS, publish_file, starter_pages
from bot.knowledge.reading import Reader
from bot.knowledge.searching import index_folder
from bot.settings import Settings
from handlers.manifest import manifest
from playground import Playground, load
from storage.engine import Begin, create_engine, transactions
from storage.terms import System
from tests.conversations.slack import Slack

ADMIN = "sekretariatet@dk2020.example"


@pytest.fixture(autouse=True)
def clock_is_read_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits a second until the bot has seen that the clock was moved."""
    monkeypatch.setattr(clock, "POLL_SECONDS", 0.1)
    monkeypatch.setattr(app, "SECOND", timedelta(seconds=0.2))


@pytest.fixture
def starts_at() -> datetime | None:
    """When the conversation begins, where that matters: nothing unasked is said at night."""
    return None


@pytest.fixture
async def playground(starts_at: datetime | None) -> AsyncIterator[Playground]:
    playground = Playground([load("alliance", manifest("da"))])
    if starts_at is not None:
        playground.clock.move_to(starts_at)
    await playground.start()
    yield playground
    await playground.stop()


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the starter pages and its index, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("filled")
    asyncio.run(fill(folder))
    return folder


async def fill(folder: Path) -> None:
    async with database(f"sqlite:///{folder}/klimabot.db") as begin:
        async with begin() as session, Reader() as reader:
            for page in starter_pages():
                await publish_file(session, System("tests"), reader, page, SystemClock(), OURS)
        index = Index(begin, folder=folder / "index")
        await index.catch_up()
        await index.close()


@pytest.fixture
def settings(playground: Playground, tmp_path: Path, filled: Path) -> Settings:
    shutil.copy(filled / "klimabot.db", tmp_path / "klimabot.db")
    settings = Settings(
        slack_bot_token=SecretStr("xoxb-playground"),
        slack_app_token=SecretStr("xapp-playground"),
        slack_api_url=f"{playground.address}/api/",
        database_url=f"sqlite:///{tmp_path}/klimabot.db",
        klimabot_admins=frozenset({ADMIN}),
        klimabot_channels=frozenset({"C0ALLIANCEN"}),
        klimabot_clock_url=f"{playground.address}/clock",
        klimabot_lease_seconds=3,
        klimabot_call_seconds=1,
        klimabot_resend_seconds=2,
        klimabot_embedding_model=NONE,
        klimabot_index_folder=str(tmp_path / "index"),
    )
    shutil.copytree(filled / "index", index_folder(settings))
    return settings


@pytest.fixture
async def knowledge(settings: Settings) -> AsyncIterator[Begin]:
    """The bot's database, with the starter pages in it."""
    engine = create_engine(settings.database_url)
    yield transactions(engine)
    await engine.dispose()


@pytest.fixture
async def slack(
    playground: Playground, settings: Settings, knowledge: Begin
) -> AsyncIterator[Slack]:
    async with running(settings):
        yield Slack(playground)
