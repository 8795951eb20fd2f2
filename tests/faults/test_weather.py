"""Killed at random while Slack fails: nothing is lost, and nothing stands there twice."""

import asyncio
import os
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.faults.office import SETTLED_WITHIN, Office
from tests.faults.weather import Storm

MESSAGES, KILLS = 2_000, 100
RESTARTS = 10
TIMES = int(os.environ.get("KLIMABOT_FAULT_TIMES", "1"))  # make faults: ten times as much

pytestmark = pytest.mark.timeout(3_600 * TIMES)


async def weather(office: Office, name: str, messages: int, kills: int, processes: int) -> None:
    count = await Storm(office, messages, kills, processes).blow()

    print(f"\n{name}, {processes} processes: {count}")  # noqa: T201 - what this run is for
    assert count.wanted == messages
    assert count.wrong == 0
    assert count.seconds <= SETTLED_WITHIN


async def test_a_few_kills_lose_and_double_nothing(
    office: Office, request: pytest.FixtureRequest
) -> None:
    await weather(office, request.node.name, messages=60, kills=6, processes=2)


@pytest.mark.faults
@pytest.mark.parametrize("processes", [1, 3])
async def test_many_kills_lose_and_double_nothing(
    office: Office, request: pytest.FixtureRequest, processes: int
) -> None:
    await weather(office, request.node.name, MESSAGES * TIMES, KILLS * TIMES, processes)


@pytest.mark.faults
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_database_that_is_restarted_under_load_loses_and_doubles_nothing(
    office: Office, engine: AsyncEngine, postgresql: Any
) -> None:
    async def restart() -> None:
        await asyncio.to_thread(postgresql.stop)
        await asyncio.to_thread(postgresql.ensure_postgres_running)
        await engine.dispose()  # its connections are of the old server

    storm = Storm(office, messages=RESTARTS * TIMES * 20, kills=0, processes=3)

    count = await storm.restarts(restart, RESTARTS * TIMES)

    print(f"\n{RESTARTS * TIMES} restarts: {count}")  # noqa: T201 - what this run is for
    assert count.wrong == 0
    assert all(process.is_alive() for process in office.staff)
