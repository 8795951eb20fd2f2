"""The fixture that conversation tests speak through, with a small Bolt app at the other end."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from handlers.manifest import manifest
from playground import Playground, load
from tests.conversations.slack import ALLIANCE, Slack
from tests.playground.delivery.bolt import authorize, over_sockets


def plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


LEVELS = [
    {"text": plain(text), "value": value}
    for text, value in (("Følger planen", "1"), ("Står stille", "2"))
]
STATUS = {
    "type": "modal",
    "callback_id": "status",
    "title": plain("Status for uge 49"),
    "submit": plain("Send"),
    "blocks": [
        {
            "type": "input",
            "block_id": "linje",
            "label": plain("Hvad er der sket?"),
            "element": {"type": "plain_text_input", "action_id": "tekst"},
        },
        {
            "type": "input",
            "block_id": "stand",
            "label": plain("Hvordan går det?"),
            "element": {"type": "radio_buttons", "action_id": "valg", "options": LEVELS},
        },
        {
            "type": "input",
            "block_id": "kollega",
            "optional": True,
            "label": plain("Hvem ved mere?"),
            "element": {"type": "users_select", "action_id": "person"},
        },
    ],
}
WEEK = [
    {
        "type": "actions",
        "block_id": "uge",
        "elements": [
            {"type": "button", "action_id": "skriv", "text": plain("Skriv status")},
            {
                "type": "static_select",
                "action_id": "stand",
                "placeholder": plain("Hvordan går det?"),
                "options": LEVELS,
            },
        ],
    }
]


def app(client: AsyncWebClient) -> AsyncApp:
    bolt = AsyncApp(client=client, authorize=authorize)

    @bolt.event("app_mention")
    async def week(say: Any) -> None:
        await say(text="Uge 49", blocks=WEEK)

    @bolt.action("skriv")
    async def write(ack: Any, body: dict[str, Any]) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=STATUS)

    @bolt.action("stand")
    async def stand(ack: Any, action: dict[str, Any], say: Any) -> None:
        await ack()
        await say(f"Noteret: {action['selected_option']['text']['text']}")

    @bolt.view("status")
    async def sent(ack: Any, view: dict[str, Any], body: dict[str, Any]) -> None:
        values = view["state"]["values"]
        if len(values["linje"]["tekst"]["value"]) < 5:
            await ack(response_action="errors", errors={"linje": "Skriv lidt mere"})
            return
        await ack()
        told = [values["linje"]["tekst"]["value"], values["kollega"]["person"]["selected_user"]]
        await client.chat_postMessage(channel=body["user"]["id"], text=" / ".join(told))

    @bolt.event("app_home_opened")
    async def home(event: dict[str, Any]) -> None:
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": WEEK})

    return bolt


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    paper = manifest("da")
    paper["settings"]["event_subscriptions"]["bot_events"].append("app_home_opened")
    paper["features"]["app_home"]["home_tab_enabled"] = True
    playground = Playground([load("alliance", paper)])
    await playground.start()
    yield playground
    await playground.stop()


@pytest.fixture
async def slack(playground: Playground, client: AsyncWebClient) -> AsyncIterator[Slack]:
    async with over_sockets(playground, app(client)):
        yield Slack(playground)


async def test_a_window_is_opened_filled_in_by_label_corrected_and_sent(slack: Slack) -> None:
    slack.say("Assens", "@Klimabot status", ALLIANCE)
    week = await slack.sees("Assens", ALLIANCE)
    await slack.press("Assens", week, "Skriv status")
    window = await slack.sees_modal("Assens")
    assert window.title == "Status for uge 49"

    filled = {
        "Hvad er der sket?": "Møde",
        "Hvordan går det?": "Følger planen",
        "Hvem ved mere?": "Klimakoordinator, Køge",
    }
    left = await slack.submit("Assens", filled)
    assert left is not None
    assert left.errors == {"Hvad er der sket?": "Skriv lidt mere"}

    assert await slack.submit("Assens", {"Hvad er der sket?": "Lodsejermøde holdt"}) is None
    assert (await slack.sees("Assens")).text == "Lodsejermøde holdt / U0KOEGE"


async def test_what_must_be_filled_in_is_asked_for_before_the_app_hears(slack: Slack) -> None:
    slack.say("Assens", "@Klimabot status", ALLIANCE)
    await slack.press("Assens", await slack.sees("Assens", ALLIANCE), "Skriv status")
    await slack.sees_modal("Assens")

    left = await slack.submit("Assens", {"Hvad er der sket?": "Lodsejermøde holdt"})

    assert left is not None
    assert list(left.errors) == ["Hvordan går det?"]


async def test_a_choice_in_a_message_and_on_the_app_s_page_is_heard_at_once(slack: Slack) -> None:
    slack.say("Assens", "@Klimabot status", ALLIANCE)
    week = await slack.sees("Assens", ALLIANCE)
    await slack.choose("Assens", week, "Hvordan går det?", "Står stille")

    assert (await slack.sees("Assens", ALLIANCE)).text == "Noteret: Står stille"

    slack.open_home("Køge")
    home = await slack.sees_home("Køge")
    await slack.choose("Køge", home, "Skriv status")
    assert (await slack.sees_modal("Køge")).title == "Status for uge 49"


async def test_what_nobody_sees_fails(slack: Slack) -> None:
    with pytest.raises(AssertionError, match="said nothing to Assens"):
        await slack.sees("Assens", within=0.05)
    with pytest.raises(TimeoutError):
        await slack.sees_modal("Assens", within=0.05)
    with pytest.raises(AssertionError, match="no window"):
        await slack.submit("Assens")
