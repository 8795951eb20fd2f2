from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

import pytest
from aiohttp import ClientSession

from playground import Playground

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
Fill = Callable[..., Awaitable[tuple[int, str]]]


@pytest.fixture
async def visitor(playground: Playground) -> AsyncIterator[ClientSession]:
    """A browser without scripts."""
    async with ClientSession(playground.address, headers=BROWSER) as session:
        yield session


@pytest.fixture
def look(visitor: ClientSession) -> Callable[[str], Awaitable[str]]:
    async def look(address: str) -> str:
        async with visitor.get(address) as response:
            assert response.status == 200
            assert response.content_type == "text/html"
            return await response.text()

    return look


@pytest.fixture
def fill(visitor: ClientSession) -> Fill:
    """Sends a form. Gives the status, and the page that the browser shows then."""

    async def fill(address: str, **form: str) -> tuple[int, str]:
        async with visitor.post(address, data=form, allow_redirects=False) as response:
            status, there = response.status, response.headers.get("Location")
            if there is None:
                return status, await response.text()
        async with visitor.get(there) as response:
            return status, await response.text()

    return fill


def complaints(html: str) -> list[str]:
    """The sentences about what went wrong that the page shows."""
    lines = [line for line in html.splitlines() if 'role="alert"' in line]
    return [line.split(">", 1)[1].split("<")[0] for line in lines if " hidden>" not in line]


def order(method: str = "chat.postMessage", **more: str) -> Mapping[str, str]:
    """The form of a fault as the page sends it when nothing else is chosen."""
    form = {"method": method, "kind": "500", "seconds": "5", "error": "internal_error"}
    return {**form, "moment": "before", "times": "1", "percent": "100", **more}
