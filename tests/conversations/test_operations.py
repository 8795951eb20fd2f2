"""What whoever runs it can ask the process, and what it never tells."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
from pydantic import SecretStr

from bot.app import running
from bot.errors import PortTaken
from bot.settings import Settings
from playground import Playground
from playground.delivery.socket_mode import SocketMode
from playground.web_api.faults import Fault, Moment
from tests.conversations.slack import ALLIANCE, PATIENCE, Slack
from tests.model_server import model_server

CANARIES = ("kanariefugl", "zebrafinke", "U0ASSENS", "xoxb-", "xapp-", "Klimakoordinator")


@dataclass
class Desk:
    """What one asks of the port."""

    address: str
    http: aiohttp.ClientSession

    async def get(self, path: str) -> tuple[int, str]:
        async with self.http.get(f"{self.address}/{path}") as response:
            return response.status, await response.text()

    async def missing(self) -> tuple[int, Any]:
        async with self.http.get(f"{self.address}/ready") as response:
            return response.status, (await response.json())["missing"]

    async def figure(self, name: str) -> float:
        _, body = await self.get("metrics")
        [line] = [line for line in body.splitlines() if line.startswith(f"{name} ")]
        return float(line.split()[-1])

    async def until_ready(self) -> None:
        async with asyncio.timeout(PATIENCE):
            while await self.missing() != (200, []):
                await asyncio.sleep(0.02)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def served(settings: Settings) -> Settings:
    return settings.model_copy(update={"klimabot_operations_port": free_port()})


@asynccontextmanager
async def at_desk(settings: Settings) -> AsyncIterator[Desk]:
    async with aiohttp.ClientSession() as http:
        yield Desk(f"http://127.0.0.1:{settings.klimabot_operations_port}", http)


async def test_it_is_ready_once_it_hears_slack_and_works(
    served: Settings, playground: Playground
) -> None:
    transport = playground.deliveries["T0DK2020"].transport
    assert isinstance(transport, SocketMode)
    async with at_desk(served) as desk, running(served):
        await desk.until_ready()
        assert (await desk.get("health"))[0] == 200

        playground.faults.add(Fault("apps.connections.open", times=99, status=500))
        while transport.connections:
            transport.cut(0)
            await asyncio.sleep(0.05)

        assert await desk.missing() == (503, ["slack"])
        assert (await desk.get("health"))[0] == 200


async def test_it_is_alive_and_not_ready_while_slack_does_not_answer(
    served: Settings, playground: Playground
) -> None:
    playground.faults.add(Fault("auth.test", times=99, status=500))

    async def run() -> None:
        async with running(served):
            await asyncio.Event().wait()

    async with at_desk(served) as desk:
        task = asyncio.create_task(run())
        async with asyncio.timeout(PATIENCE):
            while True:
                try:
                    assert (await desk.get("health"))[0] == 200
                    break
                except aiohttp.ClientError:
                    await asyncio.sleep(0.02)
        assert await desk.missing() == (503, ["slack", "in_tray", "out_tray"])
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_a_port_that_is_taken_is_told(served: Settings) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", served.klimabot_operations_port or 0))
        other.listen()

        with pytest.raises(PortTaken):
            async with running(served):
                pass


async def test_the_metrics_tell_figures_and_neither_they_nor_the_logs_tell_words(
    served: Settings,
    playground: Playground,
    capsys: pytest.CaptureFixture[str],
) -> None:
    slack = Slack(playground)
    async with model_server(lambda told: "kanariefugl") as server, at_desk(served) as desk:
        model = {
            "openai_base_url": server.address,
            "openai_api_key": SecretStr("zebrafinke"),
            "klimabot_answer_model": "lille-model",
        }
        async with running(served.model_copy(update=model)):
            await desk.until_ready()
            before = {name: await desk.figure(name) for name in FIGURES}
            playground.faults.add(Fault("chat.postMessage", error="never_heard_of"))
            playground.faults.add(Fault("chat.postMessage", Moment.AFTER, drop=True))
            slack.say("Assens", "@Klimabot hvem er gode til vådområder, kanariefugl?", ALLIANCE)
            async with asyncio.timeout(PATIENCE):
                while await desk.figure("klimabot_deliveries_sent_total") == before[SENT]:
                    await asyncio.sleep(0.1)
            grown = {n: await desk.figure(n) - before[n] for n in FIGURES}
            _, metrics = await desk.get("metrics")

    assert all(grown.values()), grown
    assert 'klimabot_rows{state="parked",tray="out"} 0.0' in metrics
    assert 'klimabot_queue_age_seconds{tray="in"} 0.0' in metrics
    said = capsys.readouterr()
    told = metrics + said.err + said.out
    assert [word for word in CANARIES if word in told] == []


SENT = "klimabot_deliveries_sent_total"
FIGURES = (
    SENT,
    "klimabot_deliveries_ambiguous_total",
    "klimabot_slack_unknown_errors_total",
    "klimabot_model_calls_failed_total",
    "klimabot_acknowledgement_seconds_count",
)
