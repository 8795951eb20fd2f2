from collections.abc import AsyncIterator

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from playground import Playground, load
from playground.acts import Acts
from tests.playground.paper import mentions_only


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    playground = Playground([load("alliance", mentions_only())])
    await playground.start()
    yield playground
    await playground.stop()


@pytest.fixture
def acts(playground: Playground) -> Acts:
    [acts] = playground.acts.values()
    return acts


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def client(playground: Playground, http: aiohttp.ClientSession) -> AsyncWebClient:
    url = f"{playground.address}/api/"
    return AsyncWebClient("xoxb-playground", base_url=url, session=http, retry_handlers=[])
