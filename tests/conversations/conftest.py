"""A workspace with the bot at work in it: real Bolt, real Slack SDK, real database."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app import database, running
from bot.clock import SystemClock
from bot.knowledge.publish import OURS, publish_file, starter_pages
from bot.knowledge.reading import Reader
from bot.settings import Settings
from handlers.manifest import manifest
from playground import Playground, load
from storage.engine import Begin, create_engine, transactions
from storage.terms import System
from tests.conversations.slack import Slack

ADMIN = "sekretariatet@dk2020.example"


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    playground = Playground([load("alliance", manifest("da"))])
    await playground.start()
    yield playground
    await playground.stop()


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the starter pages in it, made once and copied for each test."""
    file = tmp_path_factory.mktemp("filled") / "klimabot.db"
    asyncio.run(fill(f"sqlite:///{file}"))
    return file


async def fill(url: str) -> None:
    async with database(url) as begin, begin() as session, Reader() as reader:
        for page in starter_pages():
            await publish_file(session, System("tests"), reader, page, SystemClock(), OURS)


@pytest.fixture
def settings(playground: Playground, tmp_path: Path, filled: Path) -> Settings:
    shutil.copy(filled, tmp_path / "klimabot.db")
    return Settings(
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
    )


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
