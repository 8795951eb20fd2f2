"""What goes wrong at once really does, and the page shows how things stand."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.manifest import manifest
from playground import Playground, load
from playground.acts import Acts
from tests.playground.desk.conftest import BROWSER, Fill, complaints

Look = Callable[[str], Awaitable[str]]
NOT_DONE = "Det kunne ikke lade sig gøre. Måske har noget ændret sig; se efter, og prøv igen."


class App:
    """An app's bare connection: acknowledges, and keeps what came."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket

    async def events(self, number: int) -> list[str]:
        """The texts of the next mentions."""
        return [(await self._event())["event"]["text"] for _ in range(number)]

    async def _event(self) -> dict[str, Any]:
        while True:
            envelope = await self.socket.receive_json(timeout=5)
            await self.socket.send_json({"envelope_id": envelope["envelope_id"]})
            if envelope["payload"]["event"]["type"] == "app_mention":
                payload: dict[str, Any] = envelope["payload"]
                return payload


@pytest.fixture
async def app(client: AsyncWebClient, http: aiohttp.ClientSession) -> AsyncIterator[App]:
    opened = await client.apps_connections_open(app_token="xapp-playground")
    async with http.ws_connect(opened["url"]) as socket:
        assert (await socket.receive_json())["type"] == "hello"
        yield App(socket)


def mention(acts: Acts, words: str) -> None:
    assens, alliancen = acts.workspace.person("Assens"), acts.workspace.channel("alliancen")
    acts.say(assens, f"@Klimabot {words}", alliancen)


async def error(call: Any) -> str:
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])


def card(html: str, heading: str) -> str:
    """The words of one card, its choices and buttons too."""
    section = html.split(f'<h3 id="{heading}">')[1].split("</section>")[0]
    return " ".join(re.sub("<.*?>", " ", section).split())


async def test_a_connection_is_renewed(app: App, fill: Fill, look: Look) -> None:
    assert "1 åben forbindelse." in await look("/faults")

    status, html = await fill("/faults/now", what="disconnect", on="refresh_requested")

    goodbye = await app.socket.receive_json()
    assert (goodbye["type"], goodbye["reason"]) == ("disconnect", "refresh_requested")
    assert (await app.socket.receive()).type is aiohttp.WSMsgType.CLOSE
    assert status == 303
    assert "Klimabot er ikke forbundet." in html


async def test_a_connection_is_warned_and_goes_on(app: App, acts: Acts, fill: Fill) -> None:
    await fill("/faults/now", what="disconnect", on="warning")

    assert (await app.socket.receive_json())["reason"] == "warning"
    mention(acts, "er du der?")
    assert await app.events(1) == ["<@U0KLIMABOT> er du der?"]


async def test_the_next_events_come_twice_and_no_more(app: App, acts: Acts, fill: Fill) -> None:
    _, html = await fill("/faults/now", what="twice", number="1")
    assert card(html, "events").startswith("De næste hændelser 1 kommer to gange.")

    for words in ("et", "to", "tre"):
        mention(acts, words)

    came = sorted(await app.events(4))
    assert came == [f"<@U0KLIMABOT> {words}" for words in ("et", "et", "to", "tre")]


async def test_the_next_events_change_places(app: App, acts: Acts, fill: Fill) -> None:
    _, html = await fill("/faults/now", what="shuffle", number="3")
    assert "3 holdes tilbage og bytter plads." in card(html, "events")

    said = [f"<@U0KLIMABOT> {words}" for words in ("et", "to", "tre")]
    for words in ("et", "to", "tre"):
        mention(acts, words)

    came = await app.events(3)
    assert came != said
    assert sorted(came) == sorted(said)


async def test_the_token_is_revoked_and_given_back(client: AsyncWebClient, fill: Fill) -> None:
    _, html = await fill("/faults/now", what="revoke", on="account_inactive")
    assert card(html, "token").startswith("Adgang Tokenet virker ikke: account_inactive")
    assert await error(client.auth_test()) == "account_inactive"

    _, html = await fill("/faults/now", what="restore")
    assert card(html, "token").startswith("Adgang Tokenet virker.")
    await client.auth_test()


async def test_a_channel_is_archived_and_reopened(client: AsyncWebClient, fill: Fill) -> None:
    _, html = await fill("/faults/now", what="archive", on="C0KYST")
    assert "#kystnetværket er arkiveret Genåbn" in card(html, "channels")
    assert await error(client.chat_postMessage(channel="C0KYST", text="Hej")) == "is_archived"

    _, html = await fill("/faults/now", what="unarchive", on="C0KYST")
    assert "Ingen er arkiveret." in card(html, "channels")
    await client.chat_postMessage(channel="C0KYST", text="Hej")


async def test_a_person_is_deactivated_and_back(client: AsyncWebClient, fill: Fill) -> None:
    _, html = await fill("/faults/now", what="deactivate", on="U0LEMVIG")
    assert "Klimakoordinator, Lemvig er deaktiveret Hent tilbage" in card(html, "people")
    assert (await client.users_info(user="U0LEMVIG"))["user"]["deleted"] is True

    _, html = await fill("/faults/now", what="reactivate", on="U0LEMVIG")
    assert "Ingen er deaktiveret." in card(html, "people")
    assert (await client.users_info(user="U0LEMVIG"))["user"]["deleted"] is False


async def test_the_app_is_taken_out_of_a_channel_and_back(
    client: AsyncWebClient, fill: Fill
) -> None:
    _, html = await fill("/faults/now", what="remove_app", on="C0KYST")
    assert "#kystnetværket er uden Klimabot Hent ind" in card(html, "membership")
    assert await error(client.chat_postMessage(channel="C0KYST", text="Hej")) == "not_in_channel"

    _, html = await fill("/faults/now", what="add_app", on="C0KYST")
    assert "#kystnetværket er uden" not in card(html, "membership")
    await client.chat_postMessage(channel="C0KYST", text="Hej")


async def test_guests_may_be_kept_from_commands(acts: Acts, fill: Fill) -> None:
    _, html = await fill("/faults/now", what="guests_may_not")
    assert "Gæster Må ikke give kommandoer." in card(html, "token")
    assert acts.workspace.guests_give_commands is False

    _, html = await fill("/faults/now", what="guests_may")
    assert "Gæster Må give kommandoer." in card(html, "token")
    assert acts.workspace.guests_give_commands is True


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"what": "earthquake"},
        {"what": "disconnect", "on": "because"},
        {"what": "archive"},
        {"what": "archive", "on": "C0INGEN"},
        {"what": "archive", "on": "D0ASSENS"},  # nobody can archive a talk with the app
        {"what": "deactivate", "on": "U0INGEN"},
        {"what": "twice", "number": "0"},
        {"what": "twice", "number": "101"},
        {"what": "shuffle", "number": "mange"},
        {"what": "restore", "workspace": "T0INGEN"},
    ],
)
async def test_what_cannot_happen_does_not(
    playground: Playground, acts: Acts, fill: Fill, form: dict[str, str]
) -> None:
    acts.workspace.direct(acts.workspace.person("Assens"))

    status, html = await fill("/faults/now", **form)

    assert (status, complaints(html)) == (400, [NOT_DONE])
    assert playground.ledger.entries == []


async def test_as_many_as_can_be(acts: Acts, fill: Fill) -> None:
    assert (await fill("/faults/now", what="twice", number="100"))[0] == 303
    assert acts.deliveries.disorder.twice == 100


async def test_one_of_several_workspaces_goes_wrong_alone(http: aiohttp.ClientSession) -> None:
    first, second = load("alliance", manifest("da")), load("alliance", manifest("da"))
    second.id, second.name = "T0NABO", "Naboalliancen"
    playground = Playground([first, second])
    await playground.start()
    form, address = {"what": "revoke"}, f"{playground.address}/faults/now?rum=T0NABO"
    async with http.post(address, data=form, headers=BROWSER) as response:
        html = await response.text()
    await playground.stop()

    assert '<option value="T0NABO" selected>Naboalliancen</option>' in html
    assert "Tokenet virker ikke" in html
    assert (first.token_error, second.token_error) == ("", "token_revoked")


async def test_programs_get_json(playground: Playground, http: aiohttp.ClientSession) -> None:
    address = f"{playground.address}/faults/now"

    async with http.post(address, json={"what": "revoke"}) as answer:
        assert (answer.status, await answer.json()) == (200, {})
    async with http.post(address, json={"what": "earthquake"}) as answer:
        assert (answer.status, await answer.json()) == (400, {"error": "needs_what"})
