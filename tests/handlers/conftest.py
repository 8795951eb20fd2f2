from collections.abc import AsyncIterator

import aiohttp
import pytest

from handlers.manifest import manifest
from playground import Playground, load


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    playground = Playground([load("alliance", manifest("da"))])
    await playground.start()
    yield playground
    await playground.stop()


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session
