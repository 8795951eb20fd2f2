"""Slash commands and shortcuts, with a plain Bolt app at the other end."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from handlers.manifest import manifest
from playground import Playground, load
from playground.acts import Acts, NotAllowed
from playground.delivery.envelope import NotAcknowledged
from playground.workspace import Channel, Person
from tests.playground.delivery.bolt import authorize, over_sockets, until

SHORTCUTS = [
    {"name": "Gem som viden", "type": "message", "callback_id": "gem", "description": "Gem den"},
    {"name": "Skriv status", "type": "global", "callback_id": "status", "description": "Åbn den"},
]


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    paper = manifest("da")
    paper["features"]["shortcuts"] = SHORTCUTS
    playground = Playground([load("alliance", paper)])
    await playground.start()
    yield playground
    await playground.stop()


@dataclass
class Bolt:
    """What the app answers the next command with, and what it got."""

    app: AsyncApp
    reply: Any = None
    got: list[dict[str, Any]] = field(default_factory=list)


@pytest.fixture
async def bolt(playground: Playground, http: aiohttp.ClientSession) -> AsyncIterator[Bolt]:
    client = AsyncWebClient(base_url=f"{playground.address}/api/", session=http)
    bolt = Bolt(AsyncApp(client=client, authorize=authorize))

    @bolt.app.command("/klima")
    async def klima(ack: Any, body: dict[str, Any]) -> None:
        bolt.got.append(body)
        await ack(**(bolt.reply or {}))

    @bolt.app.shortcut("gem")
    async def save(ack: Any, body: dict[str, Any]) -> None:
        bolt.got.append(body)
        await ack()

    @bolt.app.shortcut("status")
    async def status(ack: Any, body: dict[str, Any]) -> None:
        bolt.got.append(body)
        await ack()

    async with over_sockets(playground, bolt.app):
        yield bolt


@pytest.fixture
def assens(acts: Acts) -> Person:
    return acts.workspace.person("Assens")


@pytest.fixture
def channel(acts: Acts) -> Channel:
    return acts.workspace.channel("alliancen")


@pytest.fixture
def seen(playground: Playground) -> Callable[[str], list[str]]:
    """What somebody sees in the alliance's channel."""
    return lambda person: [
        message["text"] for message in playground.messages.all("T0DK2020", "C0ALLIANCEN", person)
    ]


async def test_a_command_carries_what_slack_sends_with_it(
    acts: Acts, bolt: Bolt, assens: Person, channel: Channel
) -> None:
    await acts.command(assens, "/klima spørg hvad betyder manko?", channel)

    [got] = bolt.got
    assert got["text"] == "spørg hvad betyder manko?"
    assert got["channel_name"] == "alliancen"
    assert got["user_name"] == "klimakoordinator"
    assert got["response_url"].startswith("http://127.0.0.1:")
    assert got["trigger_id"]


async def test_an_answer_in_the_channel_is_everybody_s(
    acts: Acts, bolt: Bolt, assens: Person, channel: Channel, seen: Any
) -> None:
    bolt.reply = {"text": "Til alle", "response_type": "in_channel"}
    await acts.command(assens, "/klima hjælp", channel)

    assert seen("U0KOEGE") == ["Til alle"]


async def test_an_acknowledgement_without_words_shows_nothing(
    acts: Acts, bolt: Bolt, assens: Person, channel: Channel, seen: Any
) -> None:
    await acts.command(assens, "/klima hjælp", channel)

    assert seen("U0ASSENS") == []


async def test_an_answer_that_slack_cannot_show_is_told_of(
    acts: Acts, bolt: Bolt, assens: Person, channel: Channel, seen: Any
) -> None:
    bolt.reply = {"text": "x", "blocks": [{"type": "divider"}] * 51}
    await acts.command(assens, "/klima hjælp", channel)

    assert seen("U0ASSENS") == [
        "/klima virkede ikke: appen svarede med noget, Slack ikke kan vise."
    ]


async def test_a_command_that_no_manifest_has_is_not_sent(
    acts: Acts, bolt: Bolt, assens: Person, channel: Channel, seen: Any
) -> None:
    await acts.command(assens, "/vejr i morgen", channel)

    assert seen("U0ASSENS") == ["/vejr er ikke en kommando her."]
    assert bolt.got == []


@pytest.mark.parametrize("allowed", [True, False])
async def test_guests_may_give_commands_where_the_workspace_lets_them(
    acts: Acts, bolt: Bolt, channel: Channel, seen: Any, allowed: bool
) -> None:
    acts.workspace.guests_give_commands = allowed
    samsoe = acts.workspace.person("Samsø")
    assert samsoe.is_restricted

    await acts.command(samsoe, "/klima hjælp", channel)

    assert bool(bolt.got) == allowed
    refusals = [text for text in seen(samsoe.id) if "kan ikke bruges af gæster" in text]
    assert bool(refusals) != allowed


async def test_whoever_comes_through_slack_connect_gives_no_commands(
    acts: Acts, bolt: Bolt, channel: Channel
) -> None:
    await acts.command(acts.workspace.person("Gæst fra et andet"), "/klima hjælp", channel)

    assert bolt.got == []


async def test_a_shortcut_on_a_message_carries_the_message(
    acts: Acts, bolt: Bolt, assens: Person, channel: Channel
) -> None:
    message = acts.say(acts.workspace.person("Køge"), "Diget er 8 km.", channel)
    await acts.shortcut(assens, "gem", message)

    [got] = bolt.got
    assert got["type"] == "message_action"
    assert got["message"]["text"] == "Diget er 8 km."
    assert got["message_ts"] == message["ts"]
    assert got["user"]["id"] == "U0ASSENS"
    assert got["trigger_id"]
    assert got["response_url"]


async def test_a_shortcut_from_anywhere_has_no_channel(
    acts: Acts, bolt: Bolt, assens: Person
) -> None:
    await acts.shortcut(assens, "status")

    [got] = bolt.got
    assert got["type"] == "shortcut"
    assert "channel" not in got


@pytest.mark.parametrize("callback_id", ["gem", "ukendt"])
async def test_a_shortcut_that_is_not_there_cannot_be_taken(
    acts: Acts, bolt: Bolt, assens: Person, callback_id: str
) -> None:
    with pytest.raises(NotAllowed, match="no_such_shortcut"):
        await acts.shortcut(assens, callback_id)


async def test_a_shortcut_that_nobody_takes_is_told_of(acts: Acts, assens: Person) -> None:
    with pytest.raises(NotAcknowledged):
        await acts.shortcut(assens, "status")


async def test_nobody_who_is_deactivated_does_anything(
    acts: Acts, bolt: Bolt, assens: Person, channel: Channel
) -> None:
    acts.deactivate(assens)

    with pytest.raises(NotAllowed, match="deactivated"):
        await acts.command(assens, "/klima hjælp", channel)
    with pytest.raises(NotAllowed, match="deactivated"):
        acts.say(assens, "hej", channel)


async def test_an_archived_channel_takes_nothing(
    acts: Acts, assens: Person, channel: Channel
) -> None:
    before = acts.say(assens, "hej", channel)
    acts.archive(channel)

    with pytest.raises(NotAllowed, match="archived"):
        acts.say(assens, "hej igen", channel)
    with pytest.raises(NotAllowed, match="archived"):
        acts.withdraw(assens, before)


async def test_only_one_s_own_words_can_be_changed_or_taken_back(
    acts: Acts, assens: Person, channel: Channel
) -> None:
    message = acts.say(assens, "Vi graver i uge 49", channel)

    for act in (acts.withdraw, lambda who, what: acts.rewrite(who, what, "Nej")):
        with pytest.raises(NotAllowed, match="not_yours"):
            act(acts.workspace.person("Køge"), message)
    acts.rewrite(assens, message, "Vi graver i uge 50")

    assert message["text"] == "Vi graver i uge 50"
    assert message["edited"]["user"] == "U0ASSENS"


async def test_a_reaction_is_put_on_and_taken_off(
    acts: Acts, assens: Person, channel: Channel
) -> None:
    message = acts.say(assens, "Vi er færdige", channel)
    for user in ("U0KOEGE", "U0VEJLE"):
        acts.react(user, message, "tada")
    acts.react("U0KOEGE", message, "tada")

    assert message["reactions"] == [{"name": "tada", "users": ["U0VEJLE"], "count": 1}]


async def test_an_app_whose_messages_are_closed_gets_none(acts: Acts, assens: Person) -> None:
    app = acts.workspace.app
    closed = {**app.manifest, "features": {"app_home": {"messages_tab_enabled": False}}}
    acts.workspace.app = replace(app, manifest=closed)

    with pytest.raises(NotAllowed, match="messages_tab_disabled"):
        acts.say(assens, "hej", acts.workspace.direct(assens))


async def test_the_address_of_an_answer_works_from_a_command(
    acts: Acts,
    bolt: Bolt,
    assens: Person,
    channel: Channel,
    seen: Any,
    http: aiohttp.ClientSession,
) -> None:
    await acts.command(assens, "/klima hjælp", channel)
    await until(lambda: bolt.got)

    async with http.post(bolt.got[0]["response_url"], json={"text": "Senere"}) as answer:
        assert answer.status == 200

    assert seen("U0ASSENS") == ["Senere"]
    assert seen("U0KOEGE") == []
