"""Visits to the page over HTTP, as a browser without scripts makes them."""

import re
from typing import Any

import aiohttp

from playground import Playground

ASSENS = {"som": "U0ASSENS", "kanal": "C0ALLIANCEN"}
KOEGE = {"som": "U0KOEGE", "kanal": "C0ALLIANCEN"}
DIRECT = {"som": "U0ASSENS", "kanal": "D0ASSENS"}


class Visitor:
    """Somebody at the page of a playground."""

    def __init__(self, playground: Playground, http: aiohttp.ClientSession) -> None:
        self._address = playground.address
        self._http = http

    async def sees(self, **place: str) -> str:
        async with self._http.get(f"{self._address}/", params=place) as response:
            assert response.status == 200
            return await response.text()

    async def sends(self, path: str, fields: dict[str, Any], **files: bytes) -> str:
        """Post a form and follow to the page it leads to. Gives the page."""
        form = aiohttp.FormData()
        for name, value in fields.items():
            form.add_field(name, value)
        for name, content in files.items():
            form.add_field("files", content, filename=name.replace("_", "."))
        async with self._http.post(f"{self._address}{path}", data=form) as response:
            assert response.status == 200, await response.text()
            return await response.text()

    async def is_refused(self, path: str, fields: dict[str, Any]) -> str:
        """Post a form that is not taken. Gives the name of why."""
        async with self._http.post(f"{self._address}{path}", data=fields) as response:
            assert response.status >= 400
            return str((await response.json())["error"])


def plain(html: str) -> str:
    """The words of a page, without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))
