from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import database
from bot.clock import SystemClock
from bot.knowledge.publish import OURS, publish_file, starter_pages
from bot.knowledge.reading import Reader
from handlers.manifest import manifest
from playground import Playground, load
from playground.limits import Rate
from playground.web_api.methods import METHODS
from storage.engine import Begin
from storage.terms import System
from tests.faults.bots import Bots
from tests.faults.office import Office
from tests.faults.scene import SLACK_WAITS, Scene

PROCESSES = {"sqlite": 1, "postgresql": 2}


@pytest.fixture
def slack_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("playground.delivery.deliveries.RETRY_AFTER", SLACK_WAITS)


@pytest.fixture
async def scene(
    request: pytest.FixtureRequest, database_url: str, tmp_path: Path, slack_waits: None
) -> AsyncIterator[Scene]:
    playground = Playground([load("alliance", manifest("da"))])
    await playground.start()
    async with database(database_url) as begin, begin() as session, Reader() as reader:
        for page in starter_pages():
            viewer = System("tests")
            await publish_file(session, viewer, reader, page, SystemClock(), OURS)
    processes = PROCESSES[request.node.callspec.params["database_url"]]
    bots = Bots(playground, database_url, tmp_path / "bot.log", processes)
    yield Scene(playground, bots)
    await bots.stop()
    await playground.stop()


@pytest.fixture
async def office(
    database_url: str,
    begin: Begin,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    slack_waits: None,
) -> AsyncIterator[Office]:
    """Slack's limits are lifted here: they are measured elsewhere, and would only take time."""
    free = {n: replace(e, rate=Rate(10**9), by_channel=None) for n, e in METHODS.items()}
    monkeypatch.setattr("playground.server.METHODS", free)
    playground = Playground([load("alliance", manifest("da"))])
    await playground.start()
    office = Office(playground, begin, database_url, tmp_path / "postmen.log")
    yield office
    await office.close()
    await playground.stop()
