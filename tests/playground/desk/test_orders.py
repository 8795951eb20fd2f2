"""Faults ordered by the form strike the app, once for each time, and can be taken back."""

import asyncio
import html as entities
import re
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from playground import Playground
from playground.web_api.methods import METHODS
from tests.playground.desk.conftest import Fill, complaints, order

Look = Callable[[str], Awaitable[str]]
NOT_ORDERED = "Fejlen blev ikke bestilt. Vælg en metode og en fejl, og se efter, at tallene passer."
NO_METHOD = "Den metode findes ikke her. Vælg en fra listen, eller skriv alle metoder."


def listed(html: str) -> list[str]:
    return [entities.unescape(w) for w in re.findall(r'id="fault-\d+-words">(.*?)<', html)]


def texts(playground: Playground) -> list[str]:
    return [m["text"] for m in playground.messages.all("T0DK2020", "C0ALLIANCEN")]


async def post(client: AsyncWebClient) -> Any:
    return await client.chat_postMessage(channel="C0ALLIANCEN", text="Hej")


@pytest.mark.parametrize(
    ("form", "status", "headers", "words"),
    [
        (
            order(kind="429", seconds="7"),
            429,
            {"Retry-After": "7"},
            "svarer 429 og beder om 7 sekunders pause",
        ),
        (order(kind="500"), 500, {}, "svarer 500"),
        (order(kind="503"), 503, {}, "svarer 503"),
        (order(kind="error", error="is_archived"), 200, {}, "svarer is_archived"),
    ],
)
async def test_a_fault_strikes_once_and_before_slack_took_anything(
    playground: Playground,
    client: AsyncWebClient,
    fill: Fill,
    look: Look,
    form: dict[str, str],
    status: int,
    headers: dict[str, str],
    words: str,
) -> None:
    redirect, html = await fill("/faults", **form)
    assert redirect == 303
    assert listed(html) == [f"chat.postMessage {words}, før Slack tog imod. 1 gang"]

    with pytest.raises(SlackApiError) as caught:
        await post(client)
    assert caught.value.response.status_code == status
    assert headers.items() <= dict(caught.value.response.headers).items()
    assert texts(playground) == []

    await post(client)
    assert texts(playground) == ["Hej"]
    assert "Ingen fejl venter." in await look("/faults")


async def test_slack_s_own_error_has_the_name_that_was_ordered(
    client: AsyncWebClient, fill: Fill
) -> None:
    await fill("/faults", **order(kind="error", error="msg_too_long"))

    with pytest.raises(SlackApiError) as caught:
        await post(client)
    assert caught.value.response["error"] == "msg_too_long"


async def test_a_fault_afterwards_hides_from_the_app_what_happened(
    playground: Playground, client: AsyncWebClient, fill: Fill
) -> None:
    await fill("/faults", **order(kind="500", moment="after"))

    with pytest.raises(SlackApiError):
        await post(client)
    assert texts(playground) == ["Hej"]


async def test_a_connection_drops(client: AsyncWebClient, fill: Fill) -> None:
    await fill("/faults", **order(kind="drop"))

    with pytest.raises(aiohttp.ClientConnectionError):
        await post(client)


async def test_a_late_answer_comes_when_its_seconds_have_gone(
    playground: Playground, client: AsyncWebClient, fill: Fill
) -> None:
    await fill("/faults", **order(kind="delay", seconds="30"))
    answer = asyncio.create_task(post(client))

    await asyncio.sleep(0.1)
    assert not answer.done()
    playground.time.advance(30)

    assert (await answer)["ok"] is True


async def test_all_methods_may_go_wrong_and_as_often_as_was_ordered(
    client: AsyncWebClient, fill: Fill, look: Look
) -> None:
    await fill("/faults", **order(method="alle metoder", times="2"))

    with pytest.raises(SlackApiError):
        await client.auth_test()
    assert listed(await look("/faults")) == ["Alle metoder svarer 500, før Slack tog imod. 1 gang"]
    with pytest.raises(SlackApiError):
        await client.users_list()
    assert listed(await look("/faults")) == []
    await client.auth_test()


async def test_a_share_of_the_calls_goes_wrong(client: AsyncWebClient, fill: Fill) -> None:
    _, html = await fill("/faults", **order(method="users.info", times="1000", percent="50"))
    assert listed(html) == [
        "users.info svarer 500, før Slack tog imod. 1000 gange, i 50 % af kaldene"
    ]

    answers = [await worked(client) for _ in range(40)]
    assert 10 < sum(answers) < 30


async def worked(client: AsyncWebClient) -> bool:
    try:
        await client.users_info(user="U0ASSENS")
    except SlackApiError:
        return False
    return True


async def test_a_fault_is_taken_back(client: AsyncWebClient, fill: Fill) -> None:
    _, html = await fill("/faults", **order())
    [address] = re.findall(r'action="(/faults/\d+/cancel[^"]*)"', html)

    status, html = await fill(address)

    assert (status, listed(html)) == (303, [])
    await post(client)


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        (order(method="chat.sendFax"), NO_METHOD),
        (order(kind="eclipse"), NOT_ORDERED),
        (order(moment="during"), NOT_ORDERED),
        (order(kind="error", error=""), NOT_ORDERED),
        (order(kind="error", error="Not an error"), NOT_ORDERED),
        (order(times="0"), NOT_ORDERED),
        (order(times="1001"), NOT_ORDERED),
        (order(times="to"), NOT_ORDERED),
        (order(percent="0"), NOT_ORDERED),
        (order(percent="101"), NOT_ORDERED),
        (order(percent="nan"), NOT_ORDERED),
        (order(kind="delay", seconds="3601"), NOT_ORDERED),
        (order(kind="429", seconds="-1"), NOT_ORDERED),
        ({"method": "chat.update"}, NOT_ORDERED),
    ],
)
async def test_what_is_no_fault_is_not_ordered(
    playground: Playground, fill: Fill, form: dict[str, str], sentence: str
) -> None:
    status, html = await fill("/faults", **form)

    assert (status, complaints(html)) == (400, [sentence])
    assert playground.faults.waiting == ()


@pytest.mark.parametrize(
    "form",
    [
        order(times="1000"),
        order(percent="1"),
        order(percent="100"),
        order(kind="delay", seconds="3600"),
        order(kind="429", seconds="0"),
    ],
)
async def test_the_furthest_that_can_be_ordered(
    playground: Playground, fill: Fill, form: dict[str, str]
) -> None:
    assert (await fill("/faults", **form))[0] == 303
    assert len(playground.faults.waiting) == 1


async def test_every_method_is_offered(look: Look) -> None:
    html = await look("/faults")
    offered = html.split('<datalist id="methods">')[1].split("</datalist>")[0]

    assert re.findall('value="(.*?)"', offered) == ["alle metoder", *sorted(METHODS)]


async def test_programs_order_and_take_back_in_json(
    playground: Playground, http: aiohttp.ClientSession
) -> None:
    address = f"{playground.address}/faults"
    body = {"method": "chat.update", "status": 503, "share": 0.5, "moment": "after"}

    async with http.post(address, json=body) as answer:
        told = await answer.json()
    assert told.items() >= body.items()
    async with http.get(address) as answer:
        assert await answer.json() == [told]
    async with http.delete(f"{address}/{told['number']}") as answer:
        assert await answer.json() == []
    async with http.post(address, json={"method": "chat.update"}) as answer:
        assert (answer.status, await answer.json()) == (400, {"error": "needs_method_and_fault"})
