"""What the pages behind the conversations have in common."""

import re
from collections.abc import Awaitable, Callable

import aiohttp
import pytest

from playground import Playground
from playground.acts import Acts

Look = Callable[[str], Awaitable[str]]
LINKS = {"/": "Samtaler", "/clock": "Ur", "/faults": "Fejl", "/ledger": "Hændelser"}


@pytest.mark.parametrize("address", LINKS)
async def test_one_way_between_them(look: Look, address: str) -> None:
    html = await look(address)
    places = html.split('<nav class="places"')[1].split("</nav>")[0]

    assert dict(re.findall(r'href="(.*?)".*?>(.*?)<', places)) == LINKS
    assert re.findall(r'href="(.*?)" aria-current="page"', places) == [address]


@pytest.mark.parametrize("address", ["/clock", "/faults", "/ledger"])
async def test_they_keep_the_strict_policy_and_name_every_field(
    visitor: aiohttp.ClientSession, address: str
) -> None:
    async with visitor.get(address) as response:
        policy, html = response.headers["Content-Security-Policy"], await response.text()

    assert "unsafe" not in policy
    assert not re.search(r'<style|<script(?! type="module" src="/)|\s(style|on\w+)=', html)
    assert '<html lang="da">' in html
    assert html.count("<h1>") == 1
    labelled = set(re.findall(r'<label for="(.*?)"', html))
    for field in re.findall(r"<(?:input|select)[^>]*>", html):
        name = re.search(r' id="(.*?)"', field)
        named = "aria-label=" in field or (name is not None and name[1] in labelled)
        assert named or 'type="hidden"' in field or 'type="radio"' in field, field


@pytest.mark.parametrize("address", ["/clock", "/faults", "/ledger"])
async def test_another_site_cannot_act_here(
    visitor: aiohttp.ClientSession, playground: Playground, address: str
) -> None:
    elsewhere = {"Origin": "https://ond.example"}

    async with visitor.post(address, data={"to": "monday"}, headers=elsewhere) as response:
        assert response.status == 403
    assert playground.ledger.entries == []


async def test_hostile_words_are_words(acts: Acts, look: Look) -> None:
    alliancen, assens = acts.workspace.channel("alliancen"), acts.workspace.person("Assens")
    acts.say(assens, "<script>alert(1)</script>", alliancen)
    acts.rename(alliancen, '"><script>')

    for address in ("/faults", "/ledger"):
        assert (await look(address)).count("<script") == 1
