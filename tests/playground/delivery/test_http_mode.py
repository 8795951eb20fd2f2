"""The same over HTTP: signed requests to Bolt's own servers, sync and async."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http.server import ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import aiohttp
import pytest
from aiohttp import web
from slack_bolt import App
from slack_bolt.app.app import SlackAppDevelopmentServer
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web import WebClient
from slack_sdk.web.async_client import AsyncWebClient

from playground import Playground, load
from playground.acts import Acts
from playground.delivery.http_mode import HttpMode
from tests.playground.delivery.bolt import authorize, until
from tests.playground.paper import mentions_only

ALLIANCE = "C0ALLIANCEN"
SECRET = "playground"


def over_http(port: int, path: str = "/slack/events") -> dict[str, Any]:
    """Klimabot's manifest, for an app at an address instead of over sockets."""
    url = f"http://127.0.0.1:{port}{path}"
    paper = mentions_only()
    paper["settings"]["socket_mode_enabled"] = False
    paper["settings"]["event_subscriptions"]["request_url"] = url
    paper["settings"]["interactivity"] = {"is_enabled": True, "request_url": url}
    for command in paper["features"]["slash_commands"]:
        command["url"] = url
    return paper


@dataclass
class Received:
    """What a server without Bolt got, and what it answers."""

    answer: Callable[[], web.Response] = web.Response
    requests: list[tuple[dict[str, str], str]] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.Response:
        self.requests.append((dict(request.headers), await request.text()))
        return self.answer()


@asynccontextmanager
async def serving(take: Callable[[web.Request], Awaitable[web.Response]]) -> AsyncIterator[int]:
    app = web.Application()
    app.router.add_post("/slack/events", take)
    async with runner(app) as port:
        yield port


@asynccontextmanager
async def runner(app: web.Application) -> AsyncIterator[int]:
    at = web.AppRunner(app)
    await at.setup()
    await web.TCPSite(at, "127.0.0.1", 0).start()
    yield at.addresses[0][1]
    await at.cleanup()


@asynccontextmanager
async def workspace(paper: dict[str, Any]) -> AsyncIterator[tuple[Playground, Acts]]:
    playground = Playground([load("alliance", paper)])
    await playground.start()
    yield playground, playground.acts["T0DK2020"]
    await playground.stop()


def mention(acts: Acts) -> None:
    acts.say(acts.workspace.person("Assens"), "@Klimabot hej", acts.workspace.channel("alliancen"))


async def test_bolt_takes_events_and_commands_that_are_signed_for_it(
    http: aiohttp.ClientSession,
) -> None:
    heard: list[str] = []
    app = AsyncApp(signing_secret=SECRET, authorize=authorize, client=AsyncWebClient(session=http))

    @app.event("app_mention")
    async def told(event: dict[str, Any]) -> None:
        heard.append(event["text"])

    @app.command("/klima")
    async def klima(ack: Any) -> None:
        await ack("Modtaget")

    async with runner(app.web_app("/slack/events")) as port:
        async with workspace(over_http(port)) as (playground, acts):
            transport = playground.deliveries["T0DK2020"].transport
            assert isinstance(transport, HttpMode)
            assert await transport.verify()
            mention(acts)
            await acts.command(
                acts.workspace.person("Assens"), "/klima hjælp", acts.workspace.channel("alliancen")
            )
            await until(lambda: heard)
            [answer] = [
                m for m in playground.messages.all("T0DK2020", ALLIANCE, "U0ASSENS") if "only" in m
            ]

    assert heard == ["<@U0KLIMABOT> hej"]
    assert answer["text"] == "Modtaget"


async def test_bolt_s_synchronous_server_works_unchanged() -> None:
    heard: list[str] = []
    client = WebClient("xoxb-playground")
    app = App(
        client=client,
        token="xoxb-playground",
        signing_secret=SECRET,
        token_verification_enabled=False,
        process_before_response=True,
    )

    @app.event("message")
    def told(event: dict[str, Any], context: Any) -> None:
        heard.append(event["text"])

    development = SlackAppDevelopmentServer(port=0, path="/slack/events", app=app)
    server: ThreadingHTTPServer = development._server  # type: ignore[assignment]
    running = asyncio.create_task(asyncio.to_thread(server.serve_forever))
    async with workspace(over_http(server.server_address[1])) as (playground, acts):
        acts.workspace.app.manifest["settings"]["event_subscriptions"]["bot_events"].append(
            "message.im"
        )
        client.base_url = f"{playground.address}/api/"
        assens = acts.workspace.person("Assens")
        acts.say(assens, "hej", acts.workspace.direct(assens))
        await until(lambda: heard)
    await asyncio.to_thread(server.shutdown)
    await running
    server.server_close()

    assert heard == ["hej"]


async def test_a_request_signed_with_another_secret_is_refused_by_bolt_and_sent_again(
    http: aiohttp.ClientSession,
) -> None:
    app = AsyncApp(
        signing_secret="en anden", authorize=authorize, client=AsyncWebClient(session=http)
    )
    async with runner(app.web_app("/slack/events")) as port:
        async with workspace(over_http(port)) as (playground, acts):
            mention(acts)
            await asyncio.sleep(0.2)
            assert playground.deliveries["T0DK2020"].acknowledged == 0


async def test_what_is_sent_looks_as_slack_sends_it() -> None:
    received = Received()
    async with serving(received.take) as port, workspace(over_http(port)) as (_, acts):
        mention(acts)
        await until(lambda: received.requests)
        await acts.command(
            acts.workspace.person("Assens"), "/klima hjælp", acts.workspace.channel("alliancen")
        )

    (headers, body), (form_headers, form) = received.requests
    signed = SignatureVerifier(SECRET)
    assert signed.is_valid_request(body, headers)
    assert signed.is_valid_request(form, form_headers)
    assert json.loads(body)["event"]["type"] == "app_mention"
    assert headers["Content-Type"] == "application/json"
    assert "X-Slack-Retry-Num" not in headers
    assert parse_qs(form)["command"] == ["/klima"]


async def test_what_is_not_answered_well_comes_again_with_number_and_reason() -> None:
    answers = iter([web.Response(status=500), web.Response(status=503), web.Response()])
    received = Received(answer=lambda: next(answers))
    async with serving(received.take) as port, workspace(over_http(port)) as (playground, acts):
        mention(acts)
        await until(lambda: len(received.requests) == 2)
        await asyncio.sleep(0.05)
        playground.time.advance(60)
        await until(lambda: len(received.requests) == 3)

    retries = [
        (headers.get("X-Slack-Retry-Num"), headers.get("X-Slack-Retry-Reason"))
        for headers, _ in received.requests
    ]
    assert retries == [(None, None), ("1", "http_error"), ("2", "http_error")]


async def test_an_app_can_ask_for_no_retry() -> None:
    received = Received(answer=lambda: web.Response(status=500, headers={"X-Slack-No-Retry": "1"}))
    async with serving(received.take) as port, workspace(over_http(port)) as (playground, acts):
        mention(acts)
        await until(lambda: playground.deliveries["T0DK2020"].lost == 1)

    assert len(received.requests) == 1


async def test_an_app_that_takes_longer_than_three_seconds_gets_it_again() -> None:
    received, enough = Received(), asyncio.Event()

    async def slowly(request: web.Request) -> web.Response:
        await received.take(request)
        await enough.wait()
        return web.Response()

    async with serving(slowly) as port, workspace(over_http(port)) as (playground, acts):
        mention(acts)
        await until(lambda: len(received.requests) == 1)
        playground.time.advance(3.1)
        await until(lambda: len(received.requests) == 2)
        enough.set()

    assert received.requests[1][0]["X-Slack-Retry-Reason"] == "http_timeout"


@pytest.mark.parametrize("url", ["http://192.0.2.1/slack/events", "http://127.0.0.1:1/"])
async def test_no_request_leaves_the_machine_and_nobody_there_is_a_failed_connection(
    url: str,
) -> None:
    paper = over_http(1)
    paper["settings"]["event_subscriptions"]["request_url"] = url
    async with workspace(paper) as (playground, acts):
        mention(acts)
        await asyncio.sleep(0.2)
        assert playground.deliveries["T0DK2020"].acknowledged == 0
