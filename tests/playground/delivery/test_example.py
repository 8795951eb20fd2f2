"""A bot on one page, as a newcomer to Bolt writes one: a greeting, a button, a modal, App Home."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from handlers.manifest import manifest
from playground import Playground, load
from playground.acts import Acts
from tests.playground.delivery.bolt import over_sockets, until

HERE = "T0DK2020", "C0ALLIANCEN"
MODAL = {
    "type": "modal",
    "callback_id": "status",
    "title": {"type": "plain_text", "text": "Status"},
    "submit": {"type": "plain_text", "text": "Send"},
    "blocks": [
        {
            "type": "input",
            "block_id": "linje",
            "label": {"type": "plain_text", "text": "Hvad er der sket?"},
            "element": {"type": "plain_text_input", "action_id": "tekst"},
        }
    ],
}


def bot(address: str, http: aiohttp.ClientSession) -> AsyncApp:
    """With `token=`, as the first page of Bolt's documentation has it."""
    client = AsyncWebClient("xoxb-playground", base_url=f"{address}/api/", session=http)
    app = AsyncApp(token="xoxb-playground", client=client)

    @app.message("hej")
    async def greet(message: dict[str, Any], say: Any) -> None:
        button = {
            "type": "button",
            "text": {"type": "plain_text", "text": "Skriv status"},
            "action_id": "skriv",
        }
        await say(
            text=f"Hej <@{message['user']}>",
            blocks=[
                {
                    "type": "section",
                    "text": {"type": "mrkdwn", "text": f"Hej <@{message['user']}>"},
                    "accessory": button,
                }
            ],
        )

    @app.action("skriv")
    async def write(ack: Any, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @app.view("status")
    async def written(ack: Any, view: dict[str, Any], body: dict[str, Any], client: Any) -> None:
        line = view["state"]["values"]["linje"]["tekst"]["value"]
        if len(line) < 5:
            await ack(response_action="errors", errors={"linje": "Skriv lidt mere"})
            return
        await ack()
        await client.chat_postMessage(channel=body["user"]["id"], text=f"Noteret: {line}")

    @app.event("app_home_opened")
    async def home(event: dict[str, Any], client: AsyncWebClient) -> None:
        text = {"type": "mrkdwn", "text": "*Din uge*"}
        view = {"type": "home", "blocks": [{"type": "section", "text": text}]}
        await client.views_publish(user_id=event["user"], view=view)

    return app


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    paper = manifest("da")
    paper["settings"]["event_subscriptions"]["bot_events"] = [
        "app_home_opened",
        "message.channels",
    ]
    paper["features"]["app_home"]["home_tab_enabled"] = True
    playground = Playground([load("alliance", paper)])
    await playground.start()
    yield playground
    await playground.stop()


async def test_the_whole_of_it_works(
    playground: Playground, acts: Acts, http: aiohttp.ClientSession
) -> None:
    assens = acts.workspace.person("Assens")
    channel, direct = acts.workspace.channel("alliancen"), acts.workspace.direct(assens)
    async with over_sockets(playground, bot(playground.address, http)):
        acts.say(assens, "hej", channel)
        await until(lambda: len(playground.messages.all(*HERE)) == 2)
        _, greeting = playground.messages.all(*HERE)
        assert greeting["text"] == "Hej <@U0ASSENS>"

        await acts.press(assens, greeting, "skriv")
        await until(lambda: acts.views.top("U0ASSENS"))
        opened = acts.views.top("U0ASSENS")
        assert opened is not None

        await acts.submit(assens, opened.view, line("kort"))
        assert opened.errors == {"linje": "Skriv lidt mere"}

        await acts.submit(assens, opened.view, line("Lodsejermøde holdt"))
        await until(lambda: playground.messages.all("T0DK2020", direct.id))
        assert acts.views.top("U0ASSENS") is None
        [noted] = playground.messages.all("T0DK2020", direct.id)
        assert noted["text"] == "Noteret: Lodsejermøde holdt"

        acts.open_home(assens)
        await until(lambda: acts.views.home("U0ASSENS"))


def line(text: str) -> dict[str, dict[str, Any]]:
    return {"linje": {"tekst": {"type": "plain_text_input", "value": text}}}
