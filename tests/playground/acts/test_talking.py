"""What is written, changed and deleted, as the app gets it."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.manifest import manifest
from playground import Playground, load
from playground.acts import Acts
from playground.acts.composing import composed, typed
from playground.workspace import Channel, Person
from tests.playground.delivery.bolt import until

Payload = dict[str, Any]
OPTIONS = [
    {"text": {"type": "plain_text", "text": text}, "value": text} for text in ("Assens", "Køge")
]
BLOCKS = [
    {
        "type": "actions",
        "block_id": "b",
        "elements": [
            {"type": "static_select", "action_id": "kommune", "options": OPTIONS},
            {"type": "button", "action_id": "gem", "text": {"type": "plain_text", "text": "Gem"}},
            {"type": "external_select", "action_id": "kilde"},
        ],
    }
]


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    paper = manifest("da")
    paper["settings"]["event_subscriptions"]["bot_events"] += ["message.channels"]
    playground = Playground([load("alliance", paper)])
    await playground.start()
    yield playground
    await playground.stop()


class Heard:
    """A raw connection: what came over it, and what is answered to interactions."""

    def __init__(self) -> None:
        self.events: list[Payload] = []
        self.interactions: list[Payload] = []
        self.reply: Any = None


@pytest.fixture
async def heard(playground: Playground, http: aiohttp.ClientSession) -> AsyncIterator[Heard]:
    client = AsyncWebClient(base_url=f"{playground.address}/api/", session=http)
    url = (await client.apps_connections_open(app_token="xapp-playground"))["url"]
    heard = Heard()
    async with http.ws_connect(url) as socket:

        async def listen() -> None:
            async for message in socket:
                envelope = json.loads(message.data)
                answer = {"envelope_id": envelope.get("envelope_id")}
                if envelope["type"] == "events_api":
                    heard.events.append(envelope["payload"]["event"])
                if envelope["type"] == "interactive":
                    heard.interactions.append(envelope["payload"])
                    answer["payload"] = heard.reply
                await socket.send_json(answer)

        listening = asyncio.create_task(listen())
        yield heard
        listening.cancel()


@pytest.fixture
def assens(acts: Acts) -> Person:
    return acts.workspace.person("Assens")


@pytest.fixture
def channel(acts: Acts) -> Channel:
    return acts.workspace.channel("alliancen")


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("a & b < c", "a &amp; b &lt; c"),
        ("se https://vejle.dk/plan.", "se <https://vejle.dk/plan>."),
        ("se vejle.dk/klima!", "se <http://vejle.dk/klima|vejle.dk/klima>!"),
        ("skriv til klima@vejle.dk", "skriv til <mailto:klima@vejle.dk|klima@vejle.dk>"),
        ("@klimabot hej", "<@U0KLIMABOT> hej"),
        ("@Klimakoordinator, Assens: hej", "<@U0ASSENS>: hej"),
        ("læs #alliancen", "læs <#C0ALLIANCEN|alliancen>"),
        ("`https://vejle.dk` og @ingen", "`https://vejle.dk` og @ingen"),
        ("den 1.dec, kl. 9.30 og 3.500 ton", "den 1.dec, kl. 9.30 og 3.500 ton"),
    ],
)
def test_what_people_type_is_sent_as_slack_writes_it_and_can_be_changed(
    acts: Acts, written: str, sent: str
) -> None:
    assert composed(written, acts.workspace) == sent
    assert typed(sent, acts.workspace).casefold() == written.casefold()


async def test_a_mention_that_is_changed_is_told_of_again(
    acts: Acts, heard: Heard, assens: Person, channel: Channel
) -> None:
    message = acts.say(assens, "@Klimabot hvad er manko?", channel)
    acts.rewrite(assens, message, "@Klimabot hvad er merværdi?")

    await until(lambda: [e["type"] for e in heard.events].count("app_mention") == 2)

    first, again = [e for e in heard.events if e["type"] == "app_mention"]
    assert first["ts"] == again["ts"]
    assert again["edited"]["user"] == "U0ASSENS"
    assert "edited" not in first


async def test_a_deleted_message_with_replies_stays_as_a_tombstone(
    acts: Acts, heard: Heard, assens: Person, channel: Channel, client: AsyncWebClient
) -> None:
    first = acts.say(assens, "Hvem har prøvet?", channel)
    reply = acts.say(acts.workspace.person("Køge"), "Det har vi", channel, first["ts"])
    acts.withdraw(assens, first)

    thread = (await client.conversations_replies(channel=channel.id, ts=first["ts"]))["messages"]
    assert thread[0]["subtype"] == "tombstone"
    assert thread[0]["user"] == "USLACKBOT"
    assert "Hvem har prøvet" not in str(thread[0])
    assert [m["ts"] for m in thread] == [first["ts"], reply["ts"]]
    assert reply["parent_user_id"] == "U0ASSENS"
    await until(lambda: len(heard.events) == 3)
    assert heard.events[-1]["subtype"] == "message_changed"
    assert heard.events[-1]["message"]["subtype"] == "tombstone"
    with pytest.raises(SlackApiError, match="message_not_found"):
        await client.chat_delete(channel=channel.id, ts=first["ts"])
    happened = [entry["what"] for entry in acts.messages.ledger.entries]
    assert happened == ["posted", "posted", "deleted"]


async def test_a_mention_with_a_file_carries_the_file(
    acts: Acts, heard: Heard, assens: Person, channel: Channel
) -> None:
    acts.upload(assens, "plan.pdf", b"%PDF", channel, text="@Klimabot læs den")

    await until(lambda: any(e["type"] == "app_mention" for e in heard.events))

    mention = next(e for e in heard.events if e["type"] == "app_mention")
    assert mention["files"][0]["name"] == "plan.pdf"


async def test_several_files_come_in_one_message(
    acts: Acts, heard: Heard, assens: Person, channel: Channel
) -> None:
    files = {"plan.pdf": b"%PDF", "indsatser.csv": b"Indsats"}
    message = acts.upload_all(assens, files, channel, text="@Klimabot se her")

    await until(lambda: any(e["type"] == "app_mention" for e in heard.events))

    mention = next(e for e in heard.events if e["type"] == "app_mention")
    assert mention["ts"] == message["ts"]
    assert {f["name"]: acts.files.content(f["id"]) for f in mention["files"]} == files


async def test_what_is_chosen_in_a_message_is_told_with_every_press_in_it(
    acts: Acts, heard: Heard, assens: Person, client: AsyncWebClient, playground: Playground
) -> None:
    posted = await client.chat_postMessage(channel="C0ALLIANCEN", text="Vælg", blocks=BLOCKS)
    message = playground.messages.find("T0DK2020", "C0ALLIANCEN", posted["ts"])
    assert message is not None
    block, select = message["blocks"][0], message["blocks"][0]["elements"][0]
    chosen = {"type": "static_select", "selected_option": OPTIONS[1]}

    await acts.choose(assens, message, block, select, chosen)
    await acts.press(assens, message, "gem")
    await acts.press(acts.workspace.person("Køge"), message, "gem")

    told = [i["state"]["values"]["b"]["kommune"] for i in heard.interactions]
    assert told == [chosen, chosen, {"type": "static_select", "selected_option": None}]


async def test_a_press_in_an_ephemeral_message_carries_no_message(
    acts: Acts, heard: Heard, assens: Person, channel: Channel
) -> None:
    private = acts.whisper(assens, channel, {"text": "Kun dig", "blocks": BLOCKS})
    await acts.press(assens, private, "gem")

    [pressed] = heard.interactions
    assert pressed["container"]["is_ephemeral"] is True
    assert "message" not in pressed


@pytest.mark.parametrize(
    ("reply", "offered"),
    [
        ({"options": OPTIONS}, 2),
        ({"option_groups": [{"label": OPTIONS[0]["text"], "options": OPTIONS}]}, 2),
        ({"options": OPTIONS * 51}, 0),
        ({"option_groups": [{"label": "Kommuner"}]}, 0),
        ({"options": [{"text": "Assens", "value": ""}]}, 0),
        ([], 0),
        (None, 0),
    ],
)
async def test_what_an_app_may_suggest_is_held_to_slack_s_limits(
    acts: Acts, heard: Heard, assens: Person, channel: Channel, reply: Any, offered: int
) -> None:
    private = acts.whisper(assens, channel, {"text": "Kun dig", "blocks": BLOCKS})
    heard.reply = reply
    block = private["blocks"][0]

    found = await acts.suggestions(assens, private, block, block["elements"][2], "k")

    assert len(found) == offered
    assert not heard.interactions[0].keys() & {"trigger_id", "response_url", "state"}


async def test_a_channel_s_name_stands_for_it_in_post_message(client: AsyncWebClient) -> None:
    for name in ("#alliancen", "alliancen"):
        assert (await client.chat_postMessage(channel=name, text="Hej"))["channel"] == "C0ALLIANCEN"
    with pytest.raises(SlackApiError, match="channel_not_found"):
        await client.chat_postMessage(channel="#kaffestuen", text="Hej")
