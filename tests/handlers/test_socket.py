import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
import pytest
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from handlers.socket import Connection, Connections, connected
from handlers.workspace import Home, bolt_app, web_client
from playground import Playground
from playground.delivery.deliveries import Deliveries
from playground.delivery.socket_mode import ACKNOWLEDGE_WITHIN, SocketMode
from playground.web_api.faults import Fault
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
    async with asyncio.timeout(15):
        while not condition():
            await asyncio.sleep(0.01)


@pytest.fixture
def deliveries(playground: Playground) -> Deliveries:
    return playground.deliveries["T0DK2020"]


@pytest.fixture
def transport(deliveries: Deliveries) -> SocketMode:
    assert isinstance(deliveries.transport, SocketMode)
    return deliveries.transport


@asynccontextmanager
async def connection(
    playground: Playground, http: aiohttp.ClientSession, desk: Desk
) -> AsyncIterator[Connection]:
    app = bolt_app(web_client(f"{playground.address}/api/", http, None), HOME, "xoxb-playground")
    app.event("app_mention", middleware=[desk.record])(nothing)
    open_ = Connection(app, "xapp-playground")
    await open_.line.open()
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
        async with asyncio.timeout(15):
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


@asynccontextmanager
async def two_connections(
    playground: Playground, http: aiohttp.ClientSession, desk: Desk
) -> AsyncIterator[Connections]:
    app = bolt_app(web_client(f"{playground.address}/api/", http, None), HOME, "xoxb-playground")
    app.event("app_mention", middleware=[desk.record])(nothing)
    async with connected(app, "xapp-playground") as connections:
        await until(lambda: connections.up == 2)
        yield connections


async def test_while_connections_are_renewed_and_cut_in_turn_nothing_is_missed(
    playground: Playground,
    http: aiohttp.ClientSession,
    deliveries: Deliveries,
    transport: SocketMode,
) -> None:
    desk, slack, fewest = Desk(takes=0.02), Slack(playground), 2
    async with two_connections(playground, http, desk) as connections:
        for number in range(600):
            slack.say("Assens", f"@Klimabot spørgsmål {number}", ALLIANCE)
            fewest = min(fewest, connections.up, transport.connections)
            if number % 80 == 40:
                await transport.disconnect(number=0)
            elif number % 80 == 79:
                transport.cut(0)
            await asyncio.sleep(0.007)
        assert fewest >= 1

        for seconds in (ACKNOWLEDGE_WITHIN, 61):  # what a cut took along, Slack sends again
            playground.time.advance(seconds)
            await asyncio.sleep(0.2)
        await until(lambda: deliveries.acknowledged == 600 * TWICE)

    assert deliveries.lost == 0
    assert len(set(desk.over)) == 600
    again = len(desk.over) - 600
    print(f"\n600 events, fewest connections {fewest}, sent again {again}")  # noqa: T201


async def test_both_told_to_come_back_at_once_keep_one_up_meanwhile(
    playground: Playground, http: aiohttp.ClientSession, transport: SocketMode
) -> None:
    async with two_connections(playground, http, Desk()) as connections:
        await transport.disconnect("warning")
        await until(lambda: transport.connections == 4)

        await transport.disconnect(number=0)
        await transport.disconnect(number=0)

        await until(lambda: connections.up == transport.connections == 2)


async def test_what_began_over_one_connection_is_acknowledged_over_the_other(
    playground: Playground,
    http: aiohttp.ClientSession,
    deliveries: Deliveries,
    transport: SocketMode,
) -> None:
    desk, slack = Desk(takes=0.5), Slack(playground)
    async with two_connections(playground, http, desk):
        for number in range(4):
            slack.say("Køge", f"@Klimabot hvad betyder manko? {number}", ALLIANCE)
        await until(lambda: len(desk.begun) == 4)

        transport.cut(0)

        await until(lambda: deliveries.acknowledged == 4 * TWICE)
    assert len(desk.begun) == 4


async def test_leaving_waits_for_what_is_being_acknowledged_on_either_connection(
    playground: Playground, http: aiohttp.ClientSession, deliveries: Deliveries
) -> None:
    desk, slack = Desk(), Slack(playground)
    async with two_connections(playground, http, desk):
        for number in range(4):
            slack.say("Køge", f"@Klimabot hvad betyder manko? {number}", ALLIANCE)
        await until(lambda: len(desk.begun) == 4)

    assert len(desk.over) == 4
    await until(lambda: deliveries.acknowledged == 4 * TWICE)


async def test_a_connection_that_cannot_be_had_is_tried_again(
    playground: Playground, http: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.socket.PAUSE_SECONDS", 0.01)
    for error in ("internal_error", "invalid_auth"):
        playground.faults.add(Fault("apps.connections.open", times=3, error=error))
    playground.faults.add(Fault("apps.connections.open", times=2, status=500))

    async with two_connections(playground, http, Desk()) as connections:
        assert connections.up == 2
