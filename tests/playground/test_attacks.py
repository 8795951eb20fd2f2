"""What an enemy tried, and what must not happen again."""

import json
from pathlib import Path
from time import process_time
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from handlers.manifest import manifest
from playground import Playground, load
from playground.acts import Acts, NotAllowed
from playground.page import mrkdwn
from playground.page.inline import Names

ASSENS = {"som": "U0ASSENS", "kanal": "C0ALLIANCEN"}
NOBODY: Names = {}


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
async def test_another_site_s_page_calls_no_method_even_by_a_picture(
    playground: Playground, http: aiohttp.ClientSession, site: str
) -> None:
    call = f"{playground.address}/api/auth.revoke?token=xoxb-playground"
    headers = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "no-cors"}
    async with http.get(call, headers=headers) as answer:
        assert answer.status == 403

    headers["Sec-Fetch-Mode"] = "navigate"
    async with http.get(call, headers=headers) as answer:
        assert answer.status == 403
    async with http.get(playground.address, headers=headers) as answer:
        assert answer.status == 200  # a link to the page may be followed
    assert playground.workspaces["T0DK2020"].token_error == ""


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("data:image/SVG+xml,x.svg", "attachment"),
        ("data:a/charset,", "attachment"),
        ("side.html", "attachment"),
        ("kort.PNG", None),
    ],
)
async def test_only_pictures_that_hold_no_script_are_shown(
    acts: Acts, http: aiohttp.ClientSession, name: str, kind: str | None
) -> None:
    channel, assens = acts.workspace.channel("alliancen"), acts.workspace.person("Assens")
    message = acts.upload(assens, name, b"<svg/>", channel)

    headers = {"Sec-Fetch-Site": "same-origin"}
    async with http.get(message["files"][0]["url_private"], headers=headers) as answer:
        assert answer.status == 200
        assert answer.headers.get("Content-Disposition") == kind
        assert "svg" not in answer.content_type


ODD_LINES: list[bytes] = [
    b"17\n",
    b"null\n",
    b'{"what": "clock"}\n',
    b'{"what": "joined", "workspace": "T0DK2020", "user": "U0", "channel": "C0VAEK"}\n',
    b'{"what": "deactivated", "workspace": "T0DK2020", "user": "U0VAEK"}\n',
    '{"what": "renamed", "name": "å'.encode()[:-1],
]


@pytest.mark.parametrize("line", ODD_LINES)
async def test_a_ledger_with_an_odd_line_is_read_as_far_as_it_goes(
    tmp_path: Path, line: bytes
) -> None:
    file = tmp_path / "ledger.jsonl"
    post = {"type": "message", "user": "U0ASSENS", "text": "Hej", "ts": "1795500000.000001"}
    said = {"what": "posted", "workspace": "T0DK2020", "message": post | {"channel": "C0KYST"}}
    file.write_bytes(json.dumps(said).encode() + b"\n" + line)

    playground = Playground([load("alliance", manifest("da"))], ledger_file=file)

    assert len(playground.messages.all("T0DK2020", "C0KYST")) == 1


@pytest.mark.parametrize("word", ["<mailto:a@b.dk|a@b.dk> ", "`a` ", "_a_ ", "http://a.dk "])
def test_long_lines_are_drawn_in_a_moment(word: str) -> None:
    line, began = word * (40_000 // len(word)), process_time()
    mrkdwn.draw(line, NOBODY)

    assert process_time() - began < 2  # quadratic took ten times that


def test_nobody_writes_more_than_slack_takes(acts: Acts) -> None:
    channel, assens = acts.workspace.channel("alliancen"), acts.workspace.person("Assens")
    acts.say(assens, "å" * 40_000, channel)

    with pytest.raises(NotAllowed, match="too_long"):
        acts.say(assens, "å" * 40_001, channel)


@pytest.mark.parametrize("name", ["<img src=x>", "a" * 101, "", "to ord"])
def test_only_what_can_be_an_emoji_is_put_on(acts: Acts, name: str) -> None:
    channel, assens = acts.workspace.channel("alliancen"), acts.workspace.person("Assens")
    message = acts.say(assens, "Hej", channel)

    with pytest.raises(NotAllowed, match="no_reaction"):
        acts.react(assens.id, message, name)


def test_an_address_with_the_app_s_name_in_it_is_no_mention(acts: Acts) -> None:
    channel, assens = acts.workspace.channel("alliancen"), acts.workspace.person("Assens")
    message = acts.say(assens, "Skriv til info@klimabot.dk", channel)

    assert "<@" not in message["text"]


@pytest.mark.parametrize(
    ("path", "status"),
    [("/?vis=99999999999999999999", 200), ("/ledger?foer=" + "9" * 4400, 200)],
)
async def test_huge_numbers_in_the_address_break_nothing(
    playground: Playground, http: aiohttp.ClientSession, path: str, status: int
) -> None:
    async with http.get(playground.address + path, headers={"Accept": "text/html"}) as answer:
        assert answer.status == status


@pytest.mark.parametrize("path", ["/say", "/press", "/view", "/react", "/clock", "/faults"])
@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/x-www-form-urlencoded", b"text=\xff"),
        ("application/x-www-form-urlencoded; charset=bogus", b"text=a"),
        ("multipart/form-data", b"--"),
        ("application/json", b"[" * 100_000),
    ],
)
async def test_a_body_that_is_none_is_refused_and_no_more(
    playground: Playground, http: aiohttp.ClientSession, path: str, kind: str, body: bytes
) -> None:
    headers = {"Content-Type": kind}
    async with http.post(playground.address + path, data=body, headers=headers) as answer:
        assert 400 <= answer.status < 500


async def test_a_talk_with_the_app_is_neither_joined_nor_left(
    playground: Playground, http: aiohttp.ClientSession
) -> None:
    form = {"som": "U0VEJLE", "kanal": "D0VEJLE", "leave": "yes"}
    async with http.post(f"{playground.address}/join", data=form) as answer:
        assert answer.status == 403


async def test_buttons_in_cards_are_told_apart(client: AsyncWebClient) -> None:
    def button(text: str) -> dict[str, Any]:
        return {"type": "button", "text": {"type": "plain_text", "text": text}}

    card = {
        "type": "card",
        "title": {"type": "mrkdwn", "text": "Topmøde"},
        "actions": [button("Ja"), button("Nej")],
    }
    posted = await client.chat_postMessage(channel="C0ALLIANCEN", text="Kommer du?", blocks=[card])

    ids = [one["action_id"] for one in posted["message"]["blocks"][0]["actions"]]
    assert all(ids)
    assert len(set(ids)) == 2
