from collections.abc import AsyncIterator
from copy import deepcopy
from types import SimpleNamespace

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from playground import Playground, clocks, load
from playground.page import routes as page
from tests.playground.web_api.scene import MANIFEST, TEAM, Scene

ALLIANCE = load("alliance", MANIFEST)


@pytest.fixture(autouse=True)
def no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hundreds of tests, and the page's templates take longer than all else to start."""
    monkeypatch.setattr(page, "add_to", lambda *_: None)


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    playground = Playground([deepcopy(ALLIANCE)])
    await playground.start()
    yield playground
    await playground.stop()


@pytest.fixture
def scene(playground: Playground, http: aiohttp.ClientSession) -> Scene:
    return scene_of(playground, http)


def scene_of(playground: Playground, http: aiohttp.ClientSession, team: str = TEAM) -> Scene:
    acts, url = playground.acts[team], f"{playground.address}/api/"
    bot, app = (
        AsyncWebClient(token, base_url=url, session=http, retry_handlers=[])
        for token in (acts.workspace.app.bot_token, acts.workspace.app.app_token)
    )
    return Scene(playground, acts, bot, app)


@pytest.fixture
def client(scene: Scene) -> AsyncWebClient:
    return scene.client


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Slack's clock moves only when a test advances it."""
    monkeypatch.setattr(clocks, "time", SimpleNamespace(time=lambda: 1_790_000_000.0))
