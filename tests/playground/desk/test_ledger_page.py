"""What really happened, for people: newest first, a line each."""

import html as entities
import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from handlers.manifest import manifest
from playground import Playground, load
from playground.acts import Acts
from playground.desk.kinds import GROUPS, KINDS
from playground.desk.ledger import SHOWN

Look = Callable[[str], Awaitable[str]]
ASSENS = "Klimakoordinator, Assens"


def lines(html: str) -> list[tuple[str, ...]]:
    """What, who, where and first words of each line."""
    rows = re.findall("<tr id=.*?</tr>", html, flags=re.DOTALL)
    return [tuple(entities.unescape(cell) for cell in cells(row)) for row in rows]


def cells(row: str) -> list[str]:
    return re.findall(r'<td class="(?:what|by|where|words)">(.*?)</td>', row)


def write(acts: Acts, text: str) -> None:
    acts.say(acts.workspace.person("Assens"), text, acts.workspace.channel("alliancen"))


async def test_a_message_s_life_is_told_line_by_line(acts: Acts, look: Look) -> None:
    assens, vejle = acts.workspace.person("Assens"), acts.workspace.people["U0VEJLE"]
    message = acts.say(assens, "Vådområder & skov", acts.workspace.channel("alliancen"))
    acts.react(vejle.id, message, "tada")
    acts.react(vejle.id, message, "tada")
    acts.rewrite(assens, message, "Kun vådområder")
    acts.withdraw(assens, message)

    assert lines(await look("/ledger")) == [
        ("Slettet", ASSENS, "#alliancen", "Vådområder & skov"),
        ("Rettet", ASSENS, "#alliancen", "Kun vådområder"),
        ("Reaktion", vejle.name, "#alliancen", ":tada: taget af igen"),
        ("Reaktion", vejle.name, "#alliancen", ":tada:"),
        ("Postet", ASSENS, "#alliancen", "Vådområder & skov"),
    ]


async def test_the_workspace_s_own_events_have_their_lines(
    acts: Acts, http: aiohttp.ClientSession, playground: Playground, look: Look
) -> None:
    kyst, lemvig = acts.workspace.channel("kystnetværket"), acts.workspace.person("Lemvig")
    acts.leave("U0KLIMABOT", kyst)
    acts.archive(kyst)
    acts.deactivate(lemvig)
    acts.revoke()
    assens, alliancen = acts.workspace.person("Assens"), acts.workspace.channel("alliancen")
    acts.upload(assens, "klimaplan.pdf", b"%PDF-1.7", alliancen)
    await http.post(f"{playground.address}/clock", json={"by": 90_060})

    assert lines(await look("/ledger")) == [
        ("Ur stillet frem", "", "", "1 dag og 1 time foran"),
        ("Postet", ASSENS, "#alliancen", "klimaplan.pdf"),
        ("Fil", ASSENS, "#alliancen", "klimaplan.pdf"),
        ("Token trukket tilbage", "", "", "token_revoked"),
        ("Deaktiveret", "Klimakoordinator, Lemvig", "", ""),
        ("Kanal arkiveret", "", "#kystnetværket", ""),
        ("Gik ud", "Klimabot", "#kystnetværket", ""),
    ]


async def test_the_app_s_private_words_are_told_of_too(client: AsyncWebClient, look: Look) -> None:
    await client.chat_postMessage(channel="U0ASSENS", text="Husk\nmandag")

    html = await look("/ledger")
    assert lines(html) == [("Postet", "Klimabot", f"direkte med {ASSENS}", "Husk mandag")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("@Klimabot hej", "@Klimabot hej"),
        ("<@U0VEJLE> & co", "<@U0VEJLE> & co"),  # as somebody typed it, which is no mention
    ],
)
async def test_words_are_as_people_typed_them(
    acts: Acts, look: Look, text: str, words: str
) -> None:
    write(acts, text)

    assert lines(await look("/ledger"))[0][-1] == words


async def test_the_app_s_mentions_and_links_are_words(client: AsyncWebClient, look: Look) -> None:
    text = "<@U0VEJLE>: læs <https://dk2020.example/plan|planen> og <https://dk2020.example>"
    await client.chat_postMessage(channel="C0ALLIANCEN", text=text)

    words = "@Klimakoordinator, Vejle: læs planen og https://dk2020.example"
    assert lines(await look("/ledger"))[0][-1] == words


@pytest.mark.parametrize(("length", "shown"), [(90, "æ" * 90), (91, "æ" * 89 + "…")])
async def test_long_messages_show_their_first_words(
    acts: Acts, look: Look, length: int, shown: str
) -> None:
    write(acts, "æ" * length)

    assert lines(await look("/ledger"))[0][-1] == shown


async def test_time_is_danish_and_slack_s(playground: Playground, acts: Acts, look: Look) -> None:
    playground.ledger.write("archived", at=1_774_746_000.0, workspace="T0DK2020", channel="C0KYST")

    assert '<time datetime="2026-03-29T03:00:00+02:00">29. mar. 03.00.00</time>' in await look(
        "/ledger"
    )


async def test_one_group_of_kinds_is_found_by_its_link(acts: Acts, look: Look) -> None:
    write(acts, "Hej")
    acts.archive(acts.workspace.channel("kystnetværket"))

    html = await look("/ledger?slags=kanaler")
    assert [line[0] for line in lines(html)] == ["Kanal arkiveret"]
    assert '<a href="/ledger?slags=kanaler" aria-current="true">Kanaler</a>' in html
    assert len(lines(await look("/ledger?slags=findes-ikke"))) == 2
    assert "Her er ikke sket noget endnu." in await look("/ledger?slags=ur")


def test_every_kind_can_be_found() -> None:
    assert {kind.group for kind in KINDS.values()} == set(GROUPS)


async def test_two_hundred_at_a_time(acts: Acts, look: Look) -> None:
    for number in range(SHOWN):
        write(acts, f"nummer {number}")
    assert "Vis ældre" not in await look("/ledger")
    acts.archive(acts.workspace.channel("kystnetværket"))
    write(acts, "den nyeste")

    html = await look("/ledger?slags=beskeder")
    assert [line[-1] for line in lines(html)][:: SHOWN - 1] == ["den nyeste", "nummer 1"]
    [older] = re.findall('href="([^"]*)">Vis ældre', html)
    html = await look(entities.unescape(older))
    assert [line[-1] for line in lines(html)] == ["nummer 0"]
    assert "Til det nyeste" in html
    assert "Vis ældre" not in html


async def test_a_ledger_of_an_older_playground_is_shown_as_far_as_it_goes(tmp_path: Path) -> None:
    file = tmp_path / "ledger.jsonl"
    entries = '{"what": "fax", "workspace": "T0DK2020"}\n{"what": "restored"}\n'
    file.write_text(entries, "utf-8")
    playground = Playground([load("alliance", manifest("da"))], ledger_file=file)
    await playground.start()
    async with aiohttp.ClientSession(playground.address) as http:
        async with http.get("/ledger", headers={"Accept": "text/html"}) as response:
            html = await response.text()
    await playground.stop()

    assert lines(html) == [("Token virker igen", "", "", ""), ("fax", "", "", "")]


async def test_programs_get_every_entry_as_it_was(
    playground: Playground, acts: Acts, http: aiohttp.ClientSession
) -> None:
    write(acts, "Hej")

    async with http.get(f"{playground.address}/ledger") as answer:
        assert await answer.json() == playground.ledger.entries
