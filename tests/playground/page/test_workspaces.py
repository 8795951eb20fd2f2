from collections.abc import AsyncIterator
from copy import deepcopy

import aiohttp
import pytest

from playground import Playground
from tests.playground.page.visits import ASSENS, Visitor
from tests.playground.web_api.conftest import ALLIANCE
from tests.playground.web_api.test_workspaces import SECOND, renamed


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    playground = Playground([deepcopy(ALLIANCE), renamed(deepcopy(ALLIANCE))])
    await playground.start()
    yield playground
    await playground.stop()


async def test_one_goes_from_workspace_to_workspace_and_writes_in_each(
    playground: Playground, http: aiohttp.ClientSession
) -> None:
    visitor = Visitor(playground, http)
    first = await visitor.sees(**ASSENS)
    assert f'href="/?rum={SECOND}"' in first

    elsewhere = {"rum": SECOND, "som": "U1ASSENS", "kanal": "C1ALLIANCEN"}
    page = await visitor.sends("/say", {**elsewhere, "text": "Hej herfra"})

    assert "Hej herfra" in page
    assert "Energifællesskabet" in page
    assert "Hej herfra" not in await visitor.sees(**ASSENS)


async def test_nobody_is_somebody_of_another_workspace(
    playground: Playground, http: aiohttp.ClientSession
) -> None:
    visitor = Visitor(playground, http)

    wrong = {"rum": SECOND, "som": "U0ASSENS", "kanal": "C0ALLIANCEN", "text": "hej"}
    assert await visitor.is_refused("/say", wrong) == "not_here"
