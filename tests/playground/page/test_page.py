import asyncio
import re
from collections.abc import AsyncIterator
from time import monotonic
from typing import Any

import pytest
from aiohttp import ClientSession

from playground import Playground

ASSENS = {"som": "U0ASSENS", "kanal": "C0ALLIANCEN"}
JSON = {"Accept": "application/json"}
BUTTON = {"type": "button", "action_id": "ask", "text": {"type": "plain_text", "text": "Spørg"}}


@pytest.fixture
async def visitor(playground: Playground) -> AsyncIterator[ClientSession]:
    async with ClientSession(playground.address) as session:
        yield session


def post(playground: Playground, text: str, **more: Any) -> str:
    """The app writes something. Gives its timestamp."""
    message = {"user": "U0KLIMABOT", "ts": playground.time.next_ts(), "channel": "C0ALLIANCEN"}
    playground.messages.post("T0DK2020", {**message, "text": text, **more}, at=0.0)
    return message["ts"]


def texts(playground: Playground, channel: str = "C0ALLIANCEN") -> list[str]:
    return [message["text"] for message in playground.messages.all("T0DK2020", channel)]


def socket(playground: Playground) -> str:
    """Where the app connects, once."""
    return f"/socket/A0KLIMABOT?ticket={playground.sockets['A0KLIMABOT'].ticket()}"


async def page(visitor: ClientSession, **place: str) -> str:
    async with visitor.get("/", params=place) as response:
        assert response.status == 200
        return await response.text()


async def send(visitor: ClientSession, path: str, **form: str) -> tuple[int, Any]:
    async with visitor.post(path, data=form, headers=JSON) as response:
        return response.status, await response.json()


def title(html: str) -> str:
    found = re.search("<title>(.*?)</title>", html)
    return found[1] if found else ""


async def test_a_newcomer_is_assens_in_the_first_channel(visitor: ClientSession) -> None:
    html = await page(visitor)

    assert 'data-place="U0ASSENS/C0ALLIANCEN"' in html
    assert title(html) == "#alliancen · DK2020 klimaalliance"
    assert '<html lang="da">' in html


@pytest.mark.parametrize(
    ("person", "names"),
    [
        ("U0ASSENS", ["alliancen", "kystnetværket", "kaffestuen", "Klimabot"]),
        ("U0VEJLE", ["alliancen", "kaffestuen", "Klimabot"]),
        ("U0FREMMED", ["alliancen", "Klimabot"]),
    ],
)
async def test_everybody_sees_their_own_channels(
    visitor: ClientSession, person: str, names: list[str]
) -> None:
    html = await page(visitor, som=person)

    assert re.findall('class="label">(.*?)<', html) == names


async def test_a_channel_one_is_not_in_stays_closed(
    visitor: ClientSession, playground: Playground
) -> None:
    post(playground, "kun for kysten", channel="C0KYST")

    html = await page(visitor, som="U0VEJLE", kanal="C0KYST")
    assert "kun for kysten" not in html
    assert 'data-place="U0VEJLE/C0ALLIANCEN"' in html

    assert "kun for kysten" in await page(visitor, som="U0KOEGE", kanal="C0KYST")


async def test_a_direct_conversation_is_its_persons_alone(
    visitor: ClientSession, playground: Playground
) -> None:
    await send(visitor, "/say", som="U0VEJLE", kanal="D0VEJLE", text="fortroligt")

    assert "fortroligt" in await page(visitor, som="U0VEJLE", kanal="D0VEJLE")
    assert "fortroligt" not in await page(visitor, som="U0ASSENS", kanal="D0VEJLE")


async def test_what_only_one_person_may_see_others_do_not(
    visitor: ClientSession, playground: Playground
) -> None:
    first = post(playground, "til alle")
    post(playground, "kun til dig", only="U0ASSENS")
    post(playground, "og i tråden", only="U0ASSENS", thread_ts=first)

    mine = await page(visitor, **ASSENS, traad=first)
    assert "kun til dig" in mine
    assert "og i tråden" in mine
    assert mine.count("Kun du kan se dette") == 2

    theirs = await page(visitor, som="U0VEJLE", kanal="C0ALLIANCEN", traad=first)
    assert "til alle" in theirs
    assert "kun til dig" not in theirs
    assert "og i tråden" not in theirs
    assert "svar</strong>" not in theirs


async def test_the_address_holds_the_state(visitor: ClientSession, playground: Playground) -> None:
    first = post(playground, "første")
    post(playground, "svar", thread_ts=first)

    html = await page(visitor, **ASSENS, traad=first)
    assert f'<aside id="thread" aria-label="Tråd" data-ts="{first}">' in html
    assert "<strong>1 svar</strong>" in html

    async with visitor.get("/", params={**ASSENS, "traad": "1.0"}) as response:
        assert str(response.url.relative()) == "/?som=U0ASSENS&kanal=C0ALLIANCEN"
        assert 'id="thread"' not in await response.text()


async def test_switching_person_keeps_the_channel_where_it_can(visitor: ClientSession) -> None:
    html = await page(visitor, som="U0ASSENS", kanal="C0KYST")

    assert 'href="/?som=U0KOEGE&amp;kanal=C0KYST"' in html
    assert 'href="/?som=U0VEJLE"' in html
    assert 'href="/?som=U0VEJLE&amp;kanal=D0VEJLE"' in await page(
        visitor, som="U0ASSENS", kanal="D0ASSENS"
    )


async def test_guests_and_strangers_are_marked(visitor: ClientSession) -> None:
    html = await page(visitor)

    assert re.search(r'Lemvig <span class="tag">gæst<', html)
    assert re.search(r'Gæst fra et andet arbejdsområde <span class="tag">ekstern<', html)


async def test_writing(visitor: ClientSession, playground: Playground) -> None:
    status, answer = await send(visitor, "/say", **ASSENS, text=" @Klimabot hej ")
    assert status == 200
    assert texts(playground) == ["<@U0KLIMABOT> hej"]

    status, _ = await send(visitor, "/say", **ASSENS, traad=answer["ts"], text="mere")
    assert status == 200
    assert playground.messages.all("T0DK2020", "C0ALLIANCEN")[1]["thread_ts"] == answer["ts"]


async def test_writing_works_without_the_script(visitor: ClientSession) -> None:
    async with visitor.post("/say", data={**ASSENS, "text": "hej"}) as response:
        assert [past.status for past in response.history] == [303]
        assert re.search(r'class="body">\s*hej', await response.text())


@pytest.mark.parametrize(
    ("form", "status", "error"),
    [
        ({"som": "U0VEJLE", "kanal": "C0KYST", "text": "hej"}, 403, "not_here"),
        ({"som": "U0ASSENS", "kanal": "D0VEJLE", "text": "hej"}, 403, "not_here"),
        ({"som": "U0INGEN", "kanal": "C0ALLIANCEN", "text": "hej"}, 403, "not_here"),
        ({"kanal": "C0ALLIANCEN", "text": "hej"}, 403, "not_here"),
        ({**ASSENS, "traad": "1.0", "text": "hej"}, 403, "not_here"),
        ({**ASSENS, "text": "  \n"}, 400, "empty"),
    ],
)
async def test_what_may_not_be_said_is_refused(
    visitor: ClientSession, playground: Playground, form: dict[str, str], status: int, error: str
) -> None:
    assert await send(visitor, "/say", **form) == (status, {"error": error})
    assert not any(entry["what"] == "posted" for entry in playground.ledger.entries)


async def test_commands_do_not_work_in_threads(
    visitor: ClientSession, playground: Playground
) -> None:
    first = post(playground, "første")

    refused = await send(visitor, "/say", **ASSENS, traad=first, text="/klima hjælp")
    assert refused == (400, {"error": "command_in_thread"})


async def test_another_site_cannot_act_here(visitor: ClientSession, playground: Playground) -> None:
    form, elsewhere = {**ASSENS, "text": "hej"}, {"Origin": "https://ond.example"}

    async with visitor.post("/say", data=form, headers=elsewhere) as response:
        assert response.status == 403
    async with visitor.post("/say", data=form, headers={"Host": "ond.example"}) as response:
        assert response.status == 403
    assert texts(playground) == []


async def test_a_command_and_a_press_reach_the_app(
    visitor: ClientSession, playground: Playground
) -> None:
    row = {"type": "actions", "block_id": "1", "elements": [{**BUTTON, "value": "assens"}]}
    beside = {"type": "section", "block_id": "2", "accessory": {**BUTTON, "action_id": "read"}}
    ts = post(playground, "spørg?", blocks=[row, beside])
    keys = {"ask": "1/ask/assens", "read": "2/read"}

    async with visitor.ws_connect(socket(playground)) as app:
        await app.receive_json()  # hello

        said = asyncio.create_task(send(visitor, "/say", **ASSENS, text="/klima hjælp"))
        envelope = await app.receive_json()
        assert envelope["payload"]["command"] == "/klima"
        assert envelope["payload"]["text"] == "hjælp"
        reply = {"envelope_id": envelope["envelope_id"], "payload": {"text": "Her er hjælp"}}
        await app.send_json(reply)
        assert (await said)[0] == 200
        assert "Her er hjælp" in await page(visitor, **ASSENS)

        for name, key in keys.items():
            pressed = asyncio.create_task(send(visitor, "/press", **ASSENS, ts=ts, press=key))
            envelope = await app.receive_json()
            assert envelope["payload"]["actions"][0]["action_id"] == name
            assert envelope["payload"]["user"]["id"] == "U0ASSENS"
            await app.send_json({"envelope_id": envelope["envelope_id"]})
            assert (await pressed)[0] == 200


async def test_only_a_button_that_is_there_and_shown_can_be_pressed(
    visitor: ClientSession, playground: Playground
) -> None:
    row = {"type": "actions", "elements": [BUTTON]}
    everyones = post(playground, "spørg?", blocks=[row])
    vejles = post(playground, "spørg?", blocks=[row], only="U0VEJLE")
    gone = (409, {"error": "button_gone"})

    press = {"press": "/ask/noget andet"}
    assert await send(visitor, "/press", **ASSENS, ts=everyones, **press) == gone
    press = {"press": "/ask"}
    assert await send(visitor, "/press", **ASSENS, ts=vejles, **press) == gone
    assert await send(visitor, "/press", **ASSENS, ts="1.0", **press) == gone


async def test_unread_counts_until_somebody_looks(
    visitor: ClientSession, playground: Playground
) -> None:
    post(playground, "ny", channel="C0KYST")
    await send(visitor, "/say", **ASSENS, text="min egen")
    post(playground, "i en andens tråd", thread_ts=post(playground, "ny"))
    looks_away = {"X-Looking": "no"}

    async with visitor.get("/", params=ASSENS, headers=looks_away) as response:
        assert title(await response.text()).startswith("(2) #alliancen")
    assert title(await page(visitor, **ASSENS)).startswith("(1) #alliancen")
    assert title(await page(visitor, som="U0ASSENS", kanal="C0KYST")).startswith("#kyst")
    assert title(await page(visitor, som="U0VEJLE", kanal="C0KAFFE")).startswith("(2) #kaffe")


async def test_an_answer_in_ones_own_thread_is_unread(
    visitor: ClientSession, playground: Playground
) -> None:
    _, said = await send(visitor, "/say", **ASSENS, text="spørgsmål")
    await page(visitor, **ASSENS)
    post(playground, "svar", thread_ts=said["ts"])

    assert title(await page(visitor, som="U0ASSENS", kanal="C0KYST")).startswith("(1)")


async def test_older_messages_are_a_step_away(
    visitor: ClientSession, playground: Playground
) -> None:
    for number in range(103):
        post(playground, f"nummer {number};")

    html = await page(visitor, **ASSENS)
    assert "nummer 3;" in html
    assert "nummer 2;" not in html
    assert "vis=200" in html
    assert "nummer 2;" in await page(visitor, **ASSENS, vis="200")


async def test_the_banner_says_whether_the_app_is_there(
    visitor: ClientSession, playground: Playground
) -> None:
    assert "Klimabot er ikke forbundet." in await page(visitor)

    async with visitor.ws_connect(socket(playground)) as app:
        await app.receive_json()
        assert "Klimabot er ikke forbundet." not in await page(visitor)


async def test_a_strict_policy_and_a_page_that_keeps_it(
    visitor: ClientSession, playground: Playground
) -> None:
    post(playground, "hej", blocks=[{"type": "markdown", "text": "|a|\n|-:|\n|1|"}])

    async with visitor.get("/") as response:
        policy, html = response.headers["Content-Security-Policy"], await response.text()
        assert response.headers["X-Content-Type-Options"] == "nosniff"

    assert policy.startswith("default-src 'self';")
    assert "unsafe" not in policy
    assert not re.search(r'<style|<script(?! type="module" src="/)|\s(style|on\w+)=', html)
    assert not re.search(r'(src|href)="(?!/|#)', html)


async def test_word_of_a_change_comes_at_once_and_ends_with_the_playground(
    visitor: ClientSession, playground: Playground
) -> None:
    async with visitor.get("/changes") as stream:
        assert stream.content_type == "text/event-stream"
        assert await stream.content.readuntil(b"\n\n") == b"retry: 1000\n\n"
        post(playground, "hemmeligt", only="U0VEJLE")
        assert await stream.content.readuntil(b"\n\n") == b"data: changed\n\n"

        began = monotonic()
        await playground.stop()
        assert await stream.content.read() == b""
        assert monotonic() - began < 0.5


async def test_hostile_text_is_text(visitor: ClientSession, playground: Playground) -> None:
    post(playground, "<script>alert(1)</script>", user='"><script>', files=[{"name": "<b>.pdf"}])

    html = await page(visitor)
    assert html.count("<script") == 1
    assert "&lt;b&gt;.pdf" in html
