"""The clock in a browser, and in JSON for programs."""

import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from playground import Playground
from playground.clocks import COPENHAGEN
from tests.playground.desk.conftest import Fill, complaints

FORWARDS = "Uret kan kun stilles frem, og det tidspunkt er gået."
NO_TIME = "Det er ikke et tidspunkt, uret kan stilles til. Vælg en dag og en tid før år 2100."
Look = Callable[[str], Awaitable[str]]


async def test_a_browser_sees_the_clock_and_a_program_gets_json(
    playground: Playground, look: Look, http: aiohttp.ClientSession
) -> None:
    html = await look("/clock")
    assert "<h1>Alliancens ur</h1>" in html
    assert "Går som i virkeligheden" in html
    assert complaints(html) == []

    async with http.get(f"{playground.address}/clock") as answer:
        assert list(await answer.json()) == ["now"]


async def test_the_button_for_monday_leads_to_monday_at_nine(
    playground: Playground, fill: Fill
) -> None:
    status, html = await fill("/clock", to="monday")

    now = playground.clock.now().astimezone(COPENHAGEN)
    assert status == 303
    assert (now.weekday(), now.hour, now.minute) == (0, 9, 0)
    assert re.search(r'<time id="day" data-keep>mandag den \d', html)
    assert " foran virkeligheden" in html


async def test_a_date_with_time_is_danish_time(playground: Playground, fill: Fill) -> None:
    await fill("/clock", to="2060-07-01T07:45")

    late = playground.clock.now() - datetime(2060, 7, 1, 5, 45, tzinfo=UTC)
    assert timedelta() <= late < timedelta(seconds=5)


@pytest.mark.parametrize(
    ("form", "status", "sentence"),
    [
        ({"to": "2020-01-06T09:00"}, 409, FORWARDS),
        ({"by": "-1"}, 409, FORWARDS),
        ({"to": "i morgen"}, 400, NO_TIME),
        ({"to": ""}, 400, NO_TIME),
        ({"by": "nan"}, 400, NO_TIME),
        ({"by": "1e30"}, 400, NO_TIME),
    ],
)
async def test_what_the_clock_cannot_do_is_told_in_a_sentence(
    playground: Playground, fill: Fill, form: dict[str, str], status: int, sentence: str
) -> None:
    got, html = await fill("/clock", **form)

    assert (got, complaints(html)) == (status, [sentence])
    assert playground.clock.ahead == timedelta()
    assert playground.ledger.entries == []


@pytest.mark.parametrize(
    ("to", "status"), [("2099-12-31T23:59:59", 303), ("2100-01-01T00:00:00", 400)]
)
async def test_the_clock_ends_with_the_century(fill: Fill, to: str, status: int) -> None:
    assert (await fill("/clock", to=to))[0] == status


async def test_the_chat_page_s_own_form_leads_back_to_where_it_was(
    playground: Playground, visitor: aiohttp.ClientSession
) -> None:
    chat = f"{playground.address}/?som=U0ASSENS&kanal=C0KYST"
    form, origin = {"to": "hour"}, {"Referer": chat, "Origin": playground.address}

    async with visitor.post("/clock", data=form, headers=origin, allow_redirects=False) as response:
        assert (response.status, response.headers["Location"]) == (303, chat)
