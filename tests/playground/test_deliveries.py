import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from playground import Playground
from playground.acts import Acts, NotAllowed


async def authorize() -> AuthorizeResult:
    return AuthorizeResult(
        enterprise_id=None,
        team_id="T0DK2020",
        bot_token="xoxb-playground",
        bot_user_id="U0KLIMABOT",
    )


class Example:
    """A plain Bolt app over Socket Mode, as its documentation writes one."""

    def __init__(self, playground: Playground, http: aiohttp.ClientSession) -> None:
        client = AsyncWebClient(base_url=f"{playground.address}/api/", session=http)
        self.app = AsyncApp(client=client, authorize=authorize)
        self.events: list[dict[str, Any]] = []
        self.handler = AsyncSocketModeHandler(self.app, "xapp-playground")

        @self.app.event("app_mention")
        async def mention(body: dict[str, Any], say: Any) -> None:
            self.events.append(body)
            await say("Hej", thread_ts=body["event"]["ts"])

        @self.app.command("/klima")
        async def klima(ack: Any) -> None:
            await ack("Modtaget")

        @self.app.view("status")
        async def status(ack: Any) -> None:
            await ack(response_action="errors", errors={"line": "Skriv en linje"})


@pytest.fixture
async def example(playground: Playground, http: aiohttp.ClientSession) -> AsyncIterator[Example]:
    example = Example(playground, http)
    await example.handler.connect_async()  # type: ignore[no-untyped-call]
    [deliveries] = playground.deliveries.values()
    await deliveries.connected.wait()
    yield example
    await example.handler.close_async()  # type: ignore[no-untyped-call]


def mention(acts: Acts) -> None:
    acts.say(acts.workspace.person("Assens"), "@Klimabot hej", acts.workspace.channel("alliancen"))


async def until(condition: Any) -> None:
    async with asyncio.timeout(5):
        while not condition():
            await asyncio.sleep(0.01)


async def test_a_mention_reaches_a_plain_bolt_app_and_its_answer_the_thread(
    playground: Playground, acts: Acts, example: Example
) -> None:
    mention(acts)

    messages = playground.messages
    await until(lambda: len(messages.all("T0DK2020", "C0ALLIANCEN")) == 2)

    question, answer = messages.all("T0DK2020", "C0ALLIANCEN")
    assert question["text"] == "<@U0KLIMABOT> hej"
    assert answer["thread_ts"] == question["ts"]


async def test_a_command_s_acknowledgement_is_seen_by_its_person_alone(
    playground: Playground, acts: Acts, example: Example
) -> None:
    channel = acts.workspace.channel("alliancen")
    await acts.command(acts.workspace.person("Assens"), "/klima hjælp", channel)

    seen = [m["text"] for m in playground.messages.all("T0DK2020", channel.id, "U0ASSENS")]

    assert seen == ["Modtaget"]
    assert playground.messages.all("T0DK2020", channel.id, "U0KOEGE") == []


async def test_a_modal_s_errors_come_back_to_who_sent_it(acts: Acts, example: Example) -> None:
    view = {"type": "modal", "callback_id": "status", "id": "V1", "hash": "1"}

    reply = await acts.submit(acts.workspace.person("Assens"), view)

    assert reply == {"response_action": "errors", "errors": {"line": "Skriv en linje"}}


async def test_an_event_that_nobody_takes_comes_again_at_once_after_one_and_five_minutes(
    playground: Playground, acts: Acts, http: aiohttp.ClientSession
) -> None:
    mention(acts)
    await asyncio.sleep(0.05)
    example = Example(playground, http)
    await example.handler.connect_async()  # type: ignore[no-untyped-call]
    [deliveries] = playground.deliveries.values()
    await deliveries.connected.wait()

    await asyncio.sleep(0.2)
    assert example.events == []
    playground.time.advance(61)
    await until(lambda: example.events)

    assert example.events[0]["event"]["text"] == "<@U0KLIMABOT> hej"
    await example.handler.close_async()  # type: ignore[no-untyped-call]


async def test_an_app_that_is_away_is_told_of_to_who_gave_the_command(
    playground: Playground, acts: Acts
) -> None:
    channel = acts.workspace.channel("alliancen")

    await acts.command(acts.workspace.person("Assens"), "/klima hjælp", channel)

    [said] = playground.messages.all("T0DK2020", channel.id, "U0ASSENS")
    assert said["text"] == "/klima virkede ikke: appen svarede ikke inden for 3 sekunder."


async def test_only_what_the_manifest_asks_for_is_sent(acts: Acts, example: Example) -> None:
    acts.say(acts.workspace.person("Assens"), "hej alle", acts.workspace.channel("alliancen"))
    acts.open_home(acts.workspace.person("Assens"))
    mention(acts)

    await until(lambda: example.events)

    assert len(example.events) == 1


def test_nobody_writes_where_they_are_not(acts: Acts) -> None:
    with pytest.raises(NotAllowed):
        acts.say(acts.workspace.person("Rådgiver"), "hej", acts.workspace.channel("kaffestuen"))
