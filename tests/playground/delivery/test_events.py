"""Everything that happens in a workspace, as the app is told of it."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from handlers.manifest import manifest
from playground import Playground, load
from playground.acts import Acts
from playground.workspace import Channel, Person
from tests.playground.delivery.bolt import until
from tests.playground.shape import unknown_fields

EVENTS = [
    "app_home_opened", "app_mention", "app_uninstalled", "channel_archive", "channel_created",
    "channel_rename", "channel_unarchive", "file_shared", "member_joined_channel",
    "member_left_channel", "message.channels", "message.groups", "message.im", "reaction_added",
    "reaction_removed", "team_join", "tokens_revoked", "user_change",
]  # fmt: skip


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    paper = manifest("da")
    paper["settings"]["event_subscriptions"]["bot_events"] = EVENTS
    paper["features"]["app_home"]["home_tab_enabled"] = True
    playground = Playground([load("alliance", paper)])
    await playground.start()
    yield playground
    await playground.stop()


@pytest.fixture
async def heard(
    playground: Playground, http: aiohttp.ClientSession
) -> AsyncIterator[list[dict[str, Any]]]:
    """The payloads of all events, which are acknowledged as they come."""
    client = AsyncWebClient(base_url=f"{playground.address}/api/", session=http)
    url = (await client.apps_connections_open(app_token="xapp-playground"))["url"]
    payloads: list[dict[str, Any]] = []
    async with http.ws_connect(url) as socket:

        async def listen() -> None:
            async for message in socket:
                envelope = json.loads(message.data)
                if envelope["type"] == "events_api":
                    payloads.append(envelope["payload"])
                    await socket.send_json({"envelope_id": envelope["envelope_id"]})

        listening = asyncio.create_task(listen())
        yield payloads
        listening.cancel()


Doing = Callable[[Acts], Any]


def alliance(acts: Acts) -> Channel:
    return acts.workspace.channel("alliancen")


def person(acts: Acts, name: str = "Assens") -> Person:
    return acts.workspace.person(name)


def says(acts: Acts, text: str = "Vi har gravet i Brændekilde.") -> dict[str, Any]:
    return acts.say(person(acts), text, alliance(acts))


def edits(acts: Acts) -> None:
    acts.rewrite(person(acts), says(acts), "Vi har gravet i Brændekilde og Nårup.")


def deletes(acts: Acts) -> None:
    acts.withdraw(person(acts), says(acts))


def reacts(acts: Acts) -> None:
    acts.react("U0KOEGE", says(acts), "seedling")


def unreacts(acts: Acts) -> None:
    message = says(acts)
    acts.react("U0KOEGE", message, "seedling")
    acts.react("U0KOEGE", message, "seedling")


def broadcasts(acts: Acts) -> None:
    acts.say(person(acts), "Og Nårup.", alliance(acts), says(acts)["ts"], broadcast=True)


def joins(acts: Acts) -> None:
    acts.join("U0RAADGIVER", acts.workspace.channel("alliancen"))
    acts.leave("U0RAADGIVER", acts.workspace.channel("alliancen"))
    acts.join("U0RAADGIVER", acts.workspace.channel("alliancen"))


def archives(acts: Acts) -> None:
    acts.archive(alliance(acts))
    acts.archive(alliance(acts), archived=False)


def arrives(acts: Acts) -> None:
    acts.arrive(Person("U0NYBORG", "Klimakoordinator, Nyborg", "klima@nyborg.dk", "Nyborg"))


def shares(acts: Acts) -> None:
    acts.upload(person(acts), "klimaplan.pdf", b"%PDF-1.7", alliance(acts), text="Vores plan")


CASES: list[tuple[str, Doing, str]] = [
    ("message", says, "MessagePayload"),
    ("message.message_changed", edits, "MessageChangedPayload"),
    ("message.message_deleted", deletes, "MessageDeletedPayload"),
    ("message.thread_broadcast", broadcasts, "MessageThreadBroadcastPayload"),
    ("message.file_share", shares, "MessageFileSharePayload"),
    ("app_mention", lambda acts: says(acts, "@Klimabot hej"), "AppMentionPayload"),
    ("reaction_added", reacts, "ReactionAddedPayload"),
    ("reaction_removed", unreacts, "ReactionRemovedPayload"),
    ("member_joined_channel", joins, "MemberJoinedChannelPayload"),
    ("member_left_channel", joins, "MemberLeftChannelPayload"),
    ("app_home_opened", lambda acts: acts.open_home(person(acts)), "AppHomeOpenedPayload"),
    ("user_change", lambda acts: acts.deactivate(person(acts)), "UserChangePayload"),
    ("team_join", arrives, "TeamJoinPayload"),
    ("file_shared", shares, "FileSharedPayload"),
    ("channel_archive", archives, "ChannelArchivePayload"),
    ("channel_unarchive", archives, "ChannelUnarchivePayload"),
    (
        "channel_created",
        lambda acts: acts.add_channel(Channel("C0NY", "vådområder")),
        "ChannelCreatedPayload",
    ),
    (
        "channel_rename",
        lambda acts: acts.rename(alliance(acts), "klimaalliancen"),
        "ChannelRenamePayload",
    ),
    ("tokens_revoked", lambda acts: acts.revoke(), "TokensRevokedPayload"),
]


def kind(payload: dict[str, Any]) -> str:
    event = payload["event"]
    return ".".join(filter(None, (event["type"], event.get("subtype"))))


@pytest.mark.shared
@pytest.mark.parametrize(("name", "doing", "sample"), CASES, ids=[name for name, *_ in CASES])
async def test_what_happens_is_told_in_slack_s_shape(
    playground: Playground,
    heard: list[dict[str, Any]],
    shared: Path,
    name: str,
    doing: Doing,
    sample: str,
) -> None:
    doing(playground.acts["T0DK2020"])

    await until(lambda: any(kind(payload) == name for payload in heard))

    told = next(payload for payload in heard if kind(payload) == name)
    known = json.loads((shared / f"slack/samples/events/{sample}.json").read_text("utf-8"))
    assert unknown_fields(told, known) == []


async def test_the_app_hears_its_own_messages_too(
    playground: Playground, heard: list[dict[str, Any]], client: AsyncWebClient
) -> None:
    posted = await client.chat_postMessage(channel="C0ALLIANCEN", text="Hej")
    await client.chat_update(channel="C0ALLIANCEN", ts=posted["ts"], text="Hej igen")
    await client.chat_delete(channel="C0ALLIANCEN", ts=posted["ts"])

    await until(lambda: len(heard) == 3)

    kinds = [kind(payload) for payload in heard]
    assert kinds == ["message", "message.message_changed", "message.message_deleted"]
    assert heard[0]["event"]["bot_id"] == "B0KLIMABOT"


async def test_where_the_app_is_not_it_hears_nothing(
    playground: Playground, heard: list[dict[str, Any]], acts: Acts
) -> None:
    coffee = acts.workspace.channel("kaffestuen")
    message = acts.say(person(acts), "@Klimabot er du her?", coffee)
    acts.react("U0KOEGE", message, "eyes")
    acts.upload(person(acts), "kage.txt", b"kage", coffee)
    acts.withdraw(person(acts), message)
    says(acts)

    await until(lambda: heard)

    assert [payload["event"]["channel"] for payload in heard] == ["C0ALLIANCEN"]


async def test_coming_into_a_channel_it_hears_of_itself_and_then_of_what_is_said(
    playground: Playground, heard: list[dict[str, Any]], acts: Acts
) -> None:
    coffee = acts.workspace.channel("kaffestuen")
    acts.join("U0KLIMABOT", coffee)
    acts.say(person(acts), "Velkommen", coffee)

    await until(lambda: len(heard) == 2)

    assert heard[0]["event"]["type"] == "member_joined_channel"
    assert heard[0]["event"]["user"] == "U0KLIMABOT"


async def test_a_private_channel_is_a_group(
    playground: Playground, heard: list[dict[str, Any]], acts: Acts
) -> None:
    private = Channel("G0UDVALG", "udvalget", members={"U0VEJLE", "U0KLIMABOT"}, is_private=True)
    acts.add_channel(private)
    acts.say(person(acts, "Klimakoordinator, Vejle"), "Godmorgen", private)

    await until(lambda: heard)

    assert heard[0]["event"]["channel_type"] == "group"
    assert len(heard) == 1  # of a private channel's making nobody is told


async def test_somebody_from_another_workspace_is_marked_as_slack_connect_marks_them(
    playground: Playground, heard: list[dict[str, Any]], acts: Acts, client: AsyncWebClient
) -> None:
    shared_channel = alliance(acts)
    shared_channel.is_ext_shared = True
    acts.say(person(acts, "Gæst fra et andet"), "Hej udefra", shared_channel)

    await until(lambda: heard)
    about = (await client.users_info(user="U0FREMMED"))["user"]

    assert heard[0]["is_ext_shared_channel"] is True
    assert heard[0]["event"]["user_team"] == heard[0]["event"]["source_team"] == "T0ANDEN"
    assert heard[0]["team_id"] == "T0DK2020"
    assert about["team_id"] == "T0ANDEN"
    assert about["is_stranger"] is False  # who shares a channel is none to Slack


async def test_opening_the_talk_with_the_app_tells_which_side_of_it(
    playground: Playground, heard: list[dict[str, Any]], http: aiohttp.ClientSession
) -> None:
    for query in ("som=U0ASSENS&kanal=D0ASSENS", "som=U0ASSENS&kanal=D0ASSENS&fane=hjem"):
        async with http.get(f"{playground.address}/?{query}"):
            pass

    await until(lambda: len(heard) == 2)

    assert [payload["event"]["tab"] for payload in heard] == ["messages", "home"]


async def test_after_its_token_is_revoked_the_app_hears_nothing_more(
    playground: Playground, heard: list[dict[str, Any]], acts: Acts
) -> None:
    acts.revoke()
    says(acts)
    acts.restore()
    says(acts, "Her igen")

    await until(lambda: len(heard) == 2)

    assert [kind(payload) for payload in heard] == ["tokens_revoked", "message"]


async def test_a_streamed_message_is_told_of_once_and_not_while_it_grows(
    playground: Playground, heard: list[dict[str, Any]], acts: Acts, client: AsyncWebClient
) -> None:
    asked = says(acts)
    stream = await client.chat_startStream(
        channel="C0ALLIANCEN",
        thread_ts=asked["ts"],
        recipient_team_id="T0DK2020",
        recipient_user_id="U0ASSENS",
    )
    where = {"channel": "C0ALLIANCEN", "ts": stream["ts"]}
    await client.chat_appendStream(**where, markdown_text="Assens")
    await client.chat_stopStream(**where)
    says(acts, "Til sidst")

    await until(lambda: heard and heard[-1]["event"]["text"] == "Til sidst")

    told = [payload["event"]["ts"] for payload in heard]
    assert told.count(stream["ts"]) == 1
    assert [kind(payload) for payload in heard] == ["message"] * 3


async def test_what_no_manifest_asks_for_is_not_told(
    playground: Playground, heard: list[dict[str, Any]], acts: Acts
) -> None:
    subscribed = acts.workspace.app.manifest["settings"]["event_subscriptions"]["bot_events"]
    subscribed[:] = ["app_mention"]
    acts.react("U0KOEGE", says(acts), "seedling")
    acts.open_home(person(acts))
    says(acts, "@Klimabot hej")

    await until(lambda: heard)
    await asyncio.sleep(0.05)

    assert [kind(payload) for payload in heard] == ["app_mention"]
