import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
import pytest
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from handlers.socket import Connection
from handlers.workspace import Home, bolt_app, web_client
from playground import Playground
from playground.delivery.deliveries import Deliveries
from tests.conversations.slack import ALLIANCE, Slack

TWICE = 2  # Slack tells of a mention in a channel as a mention and as a message

HOME = Home("T0DK2020", "U0KLIMABOT", "B0KLIMABOT")


@dataclass
class Desk:
    """Takes its time over each mention, before it is acknowledged."""

    takes: float = 0.3
    begun: list[str] = field(default_factory=list)
    over: list[str] = field(default_factory=list)

    async def record(self, args: AsyncArgs) -> None:
        text = str((args.event or {})["text"])
        self.begun.append(text)
        await asyncio.sleep(self.takes)
        self.over.append(text)
        await args.next()


async def nothing(args: AsyncArgs) -> None:
    return None


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(2):
        while not condition():
            await asyncio.sleep(0.01)


@pytest.fixture
def deliveries(playground: Playground) -> Deliveries:
    return playground.deliveries["T0DK2020"]


@asynccontextmanager
async def connection(
    playground: Playground, http: aiohttp.ClientSession, desk: Desk
) -> AsyncIterator[Connection]:
    app = bolt_app(web_client(f"{playground.address}/api/", http, None), HOME, "xoxb-playground")
    app.event("app_mention", middleware=[desk.record])(nothing)
    open_ = Connection(app, "xapp-playground")
    await open_.connect_async()  # type: ignore[no-untyped-call]
    await playground.deliveries["T0DK2020"].connected.wait()
    yield open_
    await open_.close_async()  # type: ignore[no-untyped-call]


async def test_leaving_waits_for_what_is_being_acknowledged(
    playground: Playground, http: aiohttp.ClientSession, deliveries: Deliveries
) -> None:
    desk, slack = Desk(), Slack(playground)

    async with connection(playground, http, desk) as open_:
        slack.say("Assens", "@Klimabot hvem er gode til vådområder?", ALLIANCE)
        slack.say("Køge", "@Klimabot hvad betyder manko?", ALLIANCE)
        await until(lambda: len(desk.begun) == 2)
        await open_.leave()

    assert len(desk.over) == 2
    await until(lambda: deliveries.acknowledged == 2 * TWICE)


async def test_nothing_new_is_taken_while_leaving(
    playground: Playground, http: aiohttp.ClientSession, deliveries: Deliveries
) -> None:
    desk, slack = Desk(), Slack(playground)

    async with connection(playground, http, desk) as open_:
        slack.say("Assens", "@Klimabot hvem er gode til vådområder?", ALLIANCE)
        await until(lambda: len(desk.begun) == 1)
        leaving = asyncio.create_task(open_.leave())
        await asyncio.sleep(0.05)
        slack.say("Køge", "@Klimabot hvad betyder manko?", ALLIANCE)
        await leaving

    assert len(desk.begun) == 1
    await until(lambda: deliveries.acknowledged == TWICE)


async def test_leaving_does_not_wait_for_ever(
    playground: Playground, http: aiohttp.ClientSession, deliveries: Deliveries
) -> None:
    desk = Desk(takes=60)

    async with connection(playground, http, desk) as open_:
        Slack(playground).say("Assens", "@Klimabot hej", ALLIANCE)
        await until(lambda: len(desk.begun) == 1)
        async with asyncio.timeout(2):
            await open_.leave(within_seconds=0.1)

    assert deliveries.acknowledged == TWICE - 1  # the message, to which nobody listens here


async def test_what_nobody_listens_to_is_acknowledged(
    playground: Playground, http: aiohttp.ClientSession, deliveries: Deliveries
) -> None:
    desk = Desk()

    async with connection(playground, http, desk):
        Slack(playground).say("Assens", "hvem er gode til vådområder?")
        await until(lambda: deliveries.acknowledged == 1)

    assert desk.begun == []
