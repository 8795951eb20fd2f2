import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import aiohttp
import pytest
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.errors import DemoFailed
from handlers.guard import Listener, guarded
from handlers.socket import connected
from handlers.workspace import Home, bolt_app, web_client
from playground import Playground
from tests.conversations.slack import ALLIANCE, Slack

TWICE = 2  # Slack tells of a mention in a channel as a mention and as a message

HOME = Home("T0DK2020", "U0KLIMABOT", "B0KLIMABOT")
At = Callable[[Listener], AbstractAsyncContextManager[Slack]]


@pytest.fixture
def at_work(playground: Playground, http: aiohttp.ClientSession) -> At:
    @asynccontextmanager
    async def listening(listener: Listener) -> AsyncIterator[Slack]:
        client = web_client(f"{playground.address}/api/", http, None)
        app = bolt_app(client, HOME, "xoxb-playground")
        app.event("app_mention")(guarded(listener, "da"))
        app.command("/klima")(guarded(listener, "da"))
        async with connected(app, "xapp-playground"):
            await playground.deliveries["T0DK2020"].connected.wait()
            yield Slack(playground)

    return listening


async def fail(args: AsyncArgs) -> None:
    raise RuntimeError("hemmeligt")


async def fail_in_a_known_way(args: AsyncArgs) -> None:
    raise DemoFailed(log="klimabot.log")


async def fail_after_acknowledging(args: AsyncArgs) -> None:
    await args.ack("Modtaget")
    raise RuntimeError("hemmeligt")


async def test_a_mention_whose_listener_fails_is_told_to_its_person_alone(at_work: At) -> None:
    async with at_work(fail) as slack:
        question = slack.say("Assens", "@Klimabot hej", ALLIANCE)
        said = await slack.sees("Assens", ALLIANCE)

        assert said.text.startswith("Noget gik galt hos mig, ikke hos dig. Fejlkode ")
        assert "hemmeligt" not in said.text
        assert said.thread == question["ts"]
        await slack.sees_nothing("Køge", ALLIANCE)


async def test_a_command_whose_listener_fails_gives_the_words_back(at_work: At) -> None:
    async with at_work(fail) as slack:
        await slack.command("Assens", "/klima spørg hvem er gode?")

        said = await slack.sees("Assens", ALLIANCE)
        assert "/klima spørg hvem er gode?" in said.text
        assert "hemmeligt" not in said.text


async def test_a_named_error_is_told_in_its_own_sentence(at_work: At) -> None:
    async with at_work(fail_in_a_known_way) as slack:
        await slack.command("Assens", "/klima")

        assert (await slack.sees("Assens", ALLIANCE)).text.startswith("Demoen gik i stå.")


async def test_what_was_acknowledged_stays_acknowledged_when_the_listener_fails_then(
    at_work: At,
) -> None:
    async with at_work(fail_after_acknowledging) as slack:
        for _ in range(20):
            await slack.command("Assens", "/klima")

        seen = [await slack.sees("Assens", ALLIANCE) for _ in range(40)]

    texts = [said.text for said in seen]
    assert texts.count("Modtaget") == 20
    assert sum(text.startswith("Noget gik galt") for text in texts) == 20


async def test_leaving_waits_for_what_is_being_acknowledged(
    playground: Playground, http: aiohttp.ClientSession
) -> None:
    client = web_client(f"{playground.address}/api/", http, None)
    app = bolt_app(client, HOME, "xoxb-playground")
    begun = asyncio.Event()

    async def slowly(args: AsyncArgs) -> None:
        begun.set()
        await asyncio.sleep(0.3)
        await args.next()

    async def nothing(args: AsyncArgs) -> None:
        return None

    app.event("app_mention", middleware=[slowly])(nothing)
    deliveries = playground.deliveries["T0DK2020"]
    async with connected(app, "xapp-playground"):
        await deliveries.connected.wait()
        Slack(playground).say("Assens", "@Klimabot hej", ALLIANCE)
        await begun.wait()

    assert deliveries.acknowledged == TWICE
