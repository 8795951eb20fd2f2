import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import aiohttp
import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from slack_sdk.web import WebClient
from slack_sdk.web.async_client import AsyncWebClient

from playground import Playground
from playground.acts import Acts, NotAllowed
from playground.delivery.deliveries import AN_HOUR_S_EVENTS
from tests.playground.delivery.bolt import Example, over_sockets, sockets, until


@pytest.fixture
async def example(playground: Playground, http: aiohttp.ClientSession) -> AsyncIterator[Example]:
    example = Example(playground, http)
    async with over_sockets(playground, example.app):
        yield example


def mention(acts: Acts, text: str = "hej") -> None:
    acts.say(
        acts.workspace.person("Assens"), f"@Klimabot {text}", acts.workspace.channel("alliancen")
    )


@asynccontextmanager
async def raw(playground: Playground, http: aiohttp.ClientSession) -> AsyncIterator[Any]:
    """A connection without Bolt, and its hello."""
    client = AsyncWebClient(base_url=f"{playground.address}/api/", session=http)
    opened = await client.apps_connections_open(app_token="xapp-playground")
    async with http.ws_connect(opened["url"]) as socket:
        yield socket, await socket.receive_json()


async def test_a_mention_reaches_a_plain_bolt_app_and_its_answer_the_thread(
    playground: Playground, acts: Acts, example: Example
) -> None:
    mention(acts)

    messages = playground.messages
    await until(lambda: len(messages.all("T0DK2020", "C0ALLIANCEN")) == 2)

    question, answer = messages.all("T0DK2020", "C0ALLIANCEN")
    assert question["text"] == "<@U0KLIMABOT> hej"
    assert answer["thread_ts"] == question["ts"]


async def test_bolt_s_synchronous_handler_works_unchanged(
    playground: Playground, acts: Acts
) -> None:
    client = WebClient("xoxb-playground", base_url=f"{playground.address}/api/")
    app = App(client=client, token_verification_enabled=False, token="xoxb-playground")

    @app.command("/klima")
    def klima(ack: Any) -> None:
        ack("Modtaget")

    handler = SocketModeHandler(app, "xapp-playground")
    await asyncio.to_thread(handler.connect)
    await sockets(playground).connected.wait()
    channel = acts.workspace.channel("alliancen")
    await acts.command(acts.workspace.person("Assens"), "/klima hjælp", channel)

    assert [m["text"] for m in playground.messages.all("T0DK2020", channel.id, "U0ASSENS")] == [
        "Modtaget"
    ]
    await asyncio.to_thread(handler.close)


async def test_a_command_s_acknowledgement_is_seen_by_its_person_alone(
    playground: Playground, acts: Acts, example: Example
) -> None:
    channel = acts.workspace.channel("alliancen")
    await acts.command(acts.workspace.person("Assens"), "/klima hjælp", channel)

    seen = [m["text"] for m in playground.messages.all("T0DK2020", channel.id, "U0ASSENS")]

    assert seen == ["Modtaget"]
    assert playground.messages.all("T0DK2020", channel.id, "U0KOEGE") == []


async def test_an_event_that_nobody_takes_comes_again_at_once_after_one_and_five_minutes(
    playground: Playground, acts: Acts, http: aiohttp.ClientSession
) -> None:
    [deliveries] = playground.apps.values()
    async with raw(playground, http) as (socket, _):
        mention(acts)
        got = [await socket.receive_json()]
        for wait in (0, 60, 300):
            await pass_time(playground, 3.1)
            await pass_time(playground, wait)
            got.append(await asyncio.wait_for(socket.receive_json(), 2))
        await pass_time(playground, 3.1)
        await until(lambda: deliveries.lost == 1)

    assert [envelope["retry_attempt"] for envelope in got] == [0, 1, 2, 3]
    assert [envelope["retry_reason"] for envelope in got] == ["", "timeout", "timeout", "timeout"]
    assert len({envelope["payload"]["event_id"] for envelope in got}) == 1
    assert len({envelope["envelope_id"] for envelope in got}) == 4


async def pass_time(playground: Playground, seconds: float) -> None:
    await asyncio.sleep(0.02)
    playground.time.advance(seconds)
    await asyncio.sleep(0.02)


async def test_a_retry_is_told_as_one_to_the_app(
    playground: Playground, acts: Acts, http: aiohttp.ClientSession
) -> None:
    mention(acts)
    await asyncio.sleep(0.05)
    example = Example(playground, http)
    async with over_sockets(playground, example.app):
        await asyncio.sleep(0.1)
        assert example.events == []
        playground.time.advance(61)
        await until(lambda: example.events)

    assert example.retries == ["2"]


async def test_an_app_that_is_away_is_told_of_to_who_gave_the_command(
    playground: Playground, acts: Acts
) -> None:
    channel = acts.workspace.channel("alliancen")

    await acts.command(acts.workspace.person("Assens"), "/klima hjælp", channel)

    [said] = playground.messages.all("T0DK2020", channel.id, "U0ASSENS")
    assert said["text"] == "/klima virkede ikke: appen svarede ikke inden for 3 sekunder."


async def test_an_acknowledgement_counts_until_three_seconds_and_not_after(
    playground: Playground, acts: Acts, http: aiohttp.ClientSession
) -> None:
    channel, assens = acts.workspace.channel("alliancen"), acts.workspace.person("Assens")
    async with raw(playground, http) as (socket, _):
        for wait in (2.5, 3.1):
            command = asyncio.create_task(acts.command(assens, "/klima hjælp", channel))
            envelope = await socket.receive_json()
            playground.time.advance(wait)
            await asyncio.sleep(0.05)
            reply = {"text": f"efter {wait}"}
            await socket.send_json({"envelope_id": envelope["envelope_id"], "payload": reply})
            await command

    texts = [m["text"] for m in playground.messages.all("T0DK2020", channel.id, "U0ASSENS")]
    assert texts == [
        "efter 2.5",
        "/klima virkede ikke: appen svarede ikke inden for 3 sekunder.",
    ]


async def test_hello_tells_how_many_connections_there_are(
    playground: Playground, http: aiohttp.ClientSession
) -> None:
    async with raw(playground, http) as (_, first), raw(playground, http) as (_, second):
        assert (first["num_connections"], second["num_connections"]) == (1, 2)
        assert first["connection_info"] == {"app_id": "A0KLIMABOT"}


async def test_the_eleventh_connection_is_sent_away(
    playground: Playground, http: aiohttp.ClientSession
) -> None:
    async with ten(playground, http):
        assert sockets(playground).connections == 10
        async with raw(playground, http) as (socket, goodbye):
            assert goodbye["type"] == "disconnect"
            assert goodbye["reason"] == "too_many_websockets"
            assert (await socket.receive()).type is aiohttp.WSMsgType.CLOSE


@asynccontextmanager
async def ten(playground: Playground, http: aiohttp.ClientSession) -> AsyncIterator[None]:
    async with AsyncExitStack() as stack:
        for number in range(1, 11):
            _, hello = await stack.enter_async_context(raw(playground, http))
            assert hello["num_connections"] == number
        yield


async def test_an_address_lets_one_connection_in(
    playground: Playground, http: aiohttp.ClientSession
) -> None:
    client = AsyncWebClient(base_url=f"{playground.address}/api/", session=http)
    url = (await client.apps_connections_open(app_token="xapp-playground"))["url"]
    late = (await client.apps_connections_open(app_token="xapp-playground"))["url"]
    async with http.ws_connect(url):
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await http.ws_connect(url)
    playground.time.advance(31)
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await http.ws_connect(late)


async def test_an_envelope_goes_to_one_of_several_connections(
    playground: Playground, acts: Acts, http: aiohttp.ClientSession
) -> None:
    one, two = Example(playground, http), Example(playground, http)
    async with over_sockets(playground, one.app), over_sockets(playground, two.app):
        await until(lambda: sockets(playground).connections == 2)
        for number in range(10):
            mention(acts, str(number))
        await until(lambda: len(one.events) + len(two.events) == 10)

    assert one.events
    assert two.events
    heard = [event["event"]["text"] for event in (*one.events, *two.events)]
    assert sorted(heard) == [f"<@U0KLIMABOT> {number}" for number in range(10)]


async def test_a_refresh_brings_the_app_back_over_a_new_connection(
    playground: Playground, acts: Acts, example: Example
) -> None:
    await sockets(playground).disconnect()
    await sockets(playground).connected.wait()
    mention(acts)

    await until(lambda: example.events)

    assert sockets(playground).connections == 1


async def test_a_warning_makes_the_app_come_anew_and_loses_nothing(
    playground: Playground, acts: Acts, example: Example
) -> None:
    await sockets(playground).disconnect("warning")
    mention(acts)

    await until(lambda: example.events)


async def test_a_connection_that_breaks_under_an_event_gets_it_again(
    playground: Playground, acts: Acts, http: aiohttp.ClientSession
) -> None:
    async with raw(playground, http) as (socket, _):
        mention(acts)
        await socket.receive_json()
    playground.time.advance(3.1)
    example = Example(playground, http)
    async with over_sockets(playground, example.app):
        await asyncio.sleep(0.05)
        playground.time.advance(61)
        await until(lambda: example.events)


async def test_nonsense_from_the_app_is_overheard(
    playground: Playground, acts: Acts, http: aiohttp.ClientSession
) -> None:
    async with raw(playground, http) as (socket, _):
        for nonsense in ("{", "[]", "7", '{"envelope_id": {}}', '{"envelope_id": "unknown"}'):
            await socket.send_str(nonsense)
        mention(acts)
        assert (await socket.receive_json())["type"] == "events_api"


async def test_only_what_the_manifest_asks_for_is_sent(acts: Acts, example: Example) -> None:
    acts.say(acts.workspace.person("Assens"), "hej alle", acts.workspace.channel("alliancen"))
    acts.open_home(acts.workspace.person("Assens"))
    mention(acts)

    await until(lambda: example.events)

    assert len(example.events) == 1


def test_nobody_writes_where_they_are_not(acts: Acts) -> None:
    with pytest.raises(NotAllowed):
        acts.say(acts.workspace.person("Rådgiver"), "hej", acts.workspace.channel("kaffestuen"))


async def test_events_come_twice_with_the_same_id_when_that_is_ordered(
    playground: Playground, acts: Acts, example: Example
) -> None:
    [deliveries] = playground.apps.values()
    deliveries.disorder.twice = 1
    mention(acts)
    mention(acts, "en gang")

    await until(lambda: len(example.events) == 3)

    ids = [event["event_id"] for event in example.events]
    assert len(set(ids)) == 2


async def test_events_come_in_another_order_when_that_is_ordered(
    playground: Playground, acts: Acts, example: Example
) -> None:
    [deliveries] = playground.apps.values()
    deliveries.disorder.shuffle(5)
    for number in range(5):
        mention(acts, str(number))

    await until(lambda: len(example.events) == 5)

    heard = [event["event"]["text"][-1] for event in example.events]
    assert sorted(heard) == list("01234")
    assert heard != list("01234")


async def test_held_events_go_on_when_nothing_overtakes_them(
    playground: Playground, acts: Acts, example: Example
) -> None:
    [deliveries] = playground.apps.values()
    deliveries.disorder.shuffle(5)
    mention(acts)
    await asyncio.sleep(0.05)
    assert example.events == []
    playground.time.advance(2.1)

    await until(lambda: example.events)


async def test_after_thirty_thousand_events_in_an_hour_slack_sends_a_warning_instead(
    playground: Playground, acts: Acts, http: aiohttp.ClientSession
) -> None:
    [deliveries] = playground.apps.values()
    async with raw(playground, http) as (socket, _):
        for _ in range(AN_HOUR_S_EVENTS.calls - 1):
            deliveries.limits.count("T0DK2020", AN_HOUR_S_EVENTS)
        mention(acts, "den sidste")
        mention(acts, "en for meget")
        last = await socket.receive_json()
        await socket.send_json({"envelope_id": last["envelope_id"]})
        warning = await socket.receive_json()

    assert last["payload"]["event"]["text"] == "<@U0KLIMABOT> den sidste"
    assert warning["payload"]["type"] == "app_rate_limited"
