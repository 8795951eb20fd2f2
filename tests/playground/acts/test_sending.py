"""What becomes of the modals when one is sent or closed, by what the app answers."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from playground import Playground
from playground.acts import Acts, NotAllowed
from playground.content.views import Opened
from playground.workspace import Person
from tests.playground.delivery.bolt import authorize, over_sockets, until

Block = dict[str, Any]


def view(title: str, *blocks: Block, **more: Any) -> Block:
    line = {
        "type": "input",
        "block_id": "linje",
        "label": {"type": "plain_text", "text": "Hvad er der sket?"},
        "element": {"type": "plain_text_input", "action_id": "tekst"},
    }
    return {
        "type": "modal",
        "callback_id": "status",
        "title": {"type": "plain_text", "text": title},
        "submit": {"type": "plain_text", "text": "Send"},
        "blocks": [line, *blocks],
        **more,
    }


WRITTEN = {"linje": {"tekst": {"type": "plain_text_input", "value": "Lodsejermøde holdt"}}}
TOO_LONG = "Status for uge 49 i Assens"  # 26 characters, of 24


class Bolt:
    """What the app answers, and the payloads that it got."""

    def __init__(self, client: AsyncWebClient) -> None:
        self.app = AsyncApp(client=client, authorize=authorize)
        self.reply: dict[str, Any] = {}
        self.got: list[dict[str, Any]] = []
        self.app.view("status")(self._take)
        self.app.view_closed("status")(self._take)

    async def _take(self, ack: Any, body: dict[str, Any]) -> None:
        self.got.append(body)
        await ack(**self.reply)


@pytest.fixture
async def bolt(
    playground: Playground, http: aiohttp.ClientSession, client: AsyncWebClient
) -> AsyncIterator[Bolt]:
    bolt = Bolt(client)
    async with over_sockets(playground, bolt.app):
        yield bolt


@pytest.fixture
def assens(acts: Acts) -> Person:
    return acts.workspace.person("Assens")


@pytest.fixture
def opened(acts: Acts, assens: Person) -> Opened:
    acts.views.open(assens.id, view("Status"))
    return top(acts)


def top(acts: Acts) -> Opened:
    opened = acts.views.top("U0ASSENS")
    assert opened is not None
    return opened


def titles(acts: Acts) -> list[str]:
    return [v.view["title"]["text"] for v in acts.views.stack("U0ASSENS")]


async def test_an_empty_acknowledgement_closes_it(
    acts: Acts, bolt: Bolt, assens: Person, opened: Opened
) -> None:
    await acts.submit(assens, opened.view, WRITTEN)

    assert titles(acts) == []
    [got] = bolt.got
    assert got["view"]["state"]["values"] == WRITTEN
    assert got["user"]["id"] == "U0ASSENS"


async def test_errors_stand_at_their_fields_until_it_is_sent_again(
    acts: Acts, bolt: Bolt, assens: Person, opened: Opened
) -> None:
    bolt.reply = {"response_action": "errors", "errors": {"linje": "Skriv lidt mere"}}
    await acts.submit(assens, opened.view, WRITTEN)
    assert opened.errors == {"linje": "Skriv lidt mere"}

    bolt.reply = {}
    await acts.submit(assens, opened.view)
    assert titles(acts) == []


async def test_an_update_shows_another_and_keeps_what_is_written(
    acts: Acts, bolt: Bolt, assens: Person, opened: Opened
) -> None:
    bolt.reply = {"response_action": "update", "view": view("Er det rigtigt?")}
    await acts.submit(assens, opened.view, WRITTEN)

    assert titles(acts) == ["Er det rigtigt?"]
    assert top(acts).id == opened.id
    assert top(acts).view["state"]["values"] == WRITTEN


async def test_a_push_lays_another_over_it_and_a_clear_closes_all(
    acts: Acts, bolt: Bolt, assens: Person, opened: Opened
) -> None:
    bolt.reply = {"response_action": "push", "view": view("Sidste spørgsmål")}
    await acts.submit(assens, opened.view, WRITTEN)
    assert titles(acts) == ["Status", "Sidste spørgsmål"]
    assert top(acts).view["previous_view_id"] == opened.id

    bolt.reply = {"response_action": "clear"}
    await acts.submit(assens, top(acts).view, WRITTEN)
    assert titles(acts) == []


@pytest.mark.parametrize(
    "reply",
    [
        {"response_action": "errors", "errors": {"ukendt": "Skriv lidt mere"}},
        {"response_action": "errors", "errors": {}},
        {"response_action": "update", "view": view(TOO_LONG)},
        {"response_action": "push", "view": {"type": "home", "blocks": []}},
        {"response_action": "update", "view": {"type": "home", "blocks": [{"type": "divider"}]}},
        {"response_action": "dans"},
    ],
    ids=["unknown block", "no errors", "long title", "no view", "a home", "unknown action"],
)
async def test_what_slack_cannot_show_leaves_it_open_and_says_so(
    acts: Acts, bolt: Bolt, assens: Person, opened: Opened, reply: dict[str, Any]
) -> None:
    bolt.reply = reply
    await acts.submit(assens, opened.view, WRITTEN)

    assert titles(acts) == ["Status"]
    assert opened.trouble
    assert opened.view["state"]["values"] == WRITTEN


async def test_an_app_that_is_away_leaves_it_open_and_says_so(
    acts: Acts, assens: Person, opened: Opened
) -> None:
    await acts.submit(assens, opened.view, WRITTEN)

    assert opened.trouble


async def test_only_the_top_one_can_be_sent(
    acts: Acts, bolt: Bolt, assens: Person, opened: Opened
) -> None:
    acts.views.push(assens.id, view("Øverst"))

    with pytest.raises(NotAllowed, match="not_on_top"):
        await acts.submit(assens, opened.view, WRITTEN)


@pytest.mark.parametrize("asked_for", [True, False])
async def test_closing_is_told_of_where_the_view_asks_for_it(
    acts: Acts, bolt: Bolt, assens: Person, asked_for: bool
) -> None:
    acts.views.open(assens.id, view("Status", notify_on_close=asked_for))
    acts.views.push(assens.id, view("Øverst"))
    await acts.close(assens)
    assert titles(acts) == ["Status"]

    await acts.close(assens, all_=True)
    assert titles(acts) == []
    if asked_for:
        await until(lambda: bolt.got)
    closings = [(got["type"], got["is_cleared"]) for got in bolt.got]
    assert closings == [("view_closed", True)] * asked_for


async def test_a_window_may_ask_that_all_close_with_it(
    acts: Acts, bolt: Bolt, assens: Person
) -> None:
    acts.views.open(assens.id, view("Status"))
    acts.views.push(assens.id, view("Øverst", clear_on_close=True))
    await acts.close(assens)

    assert titles(acts) == []


async def test_everybody_has_windows_of_their_own(acts: Acts, opened: Opened) -> None:
    acts.views.open("U0KOEGE", view("Køges"))

    assert titles(acts) == ["Status"]
    assert len(acts.views.stack("U0KOEGE")) == 1
