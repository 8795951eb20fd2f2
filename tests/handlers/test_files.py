"""Getting a file's content: from Slack alone, no more than a file may be, and with our token."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.errors import DocumentUnreadable, SheetUnavailable
from bot.knowledge.reading.limits import ON_DISK
from bot.status.catalogue.given import FileNotNow
from handlers import files
from handlers.files import SlackFiles, address_at, files_at
from handlers.workspace import web_client

TOKEN = "xoxb-hemmelig"
SHEET = b"Indsats\nSkov\n"
Serve = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Server:
    """Answers files.info and serves files; remembers who came with which token."""

    about: dict[str, Any] = field(default_factory=dict)
    refusal: str = ""
    serve: Serve | None = None
    came: list[tuple[str, str | None]] = field(default_factory=list)
    address: str = ""

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.came.append((request.path, request.headers.get("Authorization")))
        if request.path == "/api/files.info":
            if self.refusal:
                return web.json_response({"ok": False, "error": self.refusal})
            return web.json_response({"ok": True, "file": self.about})
        return await self.serve(request) if self.serve else web.Response(body=SHEET)


@pytest.fixture
async def slack() -> AsyncIterator[Server]:
    async for server in started():
        server.about |= {
            "id": "F1",
            "name": "indsatser.csv",
            "mimetype": "text/csv",
            "size": len(SHEET),
            "url_private_download": f"{server.address}/files-pri/T1-F1/download/indsatser.csv",
        }
        yield server


@pytest.fixture
async def elsewhere() -> AsyncIterator[Server]:
    async for server in started():
        yield server


async def started() -> AsyncIterator[Server]:
    server = Server()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", server.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server.address = site.name
    yield server
    await runner.cleanup()


async def fetched(slack: Server, to: Path) -> str:
    async with aiohttp.ClientSession() as http:
        client = web_client(f"{slack.address}/api/", http, TOKEN)
        return await SlackFiles(client, http).fetch("F1", to)


async def why_not(slack: Server, to: Path) -> str:
    with pytest.raises((SheetUnavailable, DocumentUnreadable)) as refused:
        await fetched(slack, to)
    assert not to.exists()
    return refused.value.key


async def test_a_file_is_fetched_with_our_token(slack: Server, tmp_path: Path) -> None:
    assert await fetched(slack, tmp_path / "sheet") == "indsatser.csv"

    assert (tmp_path / "sheet").read_bytes() == SHEET
    assert [token for _, token in slack.came] == [f"Bearer {TOKEN}"] * 2


async def test_the_token_goes_nowhere_else(
    slack: Server, elsewhere: Server, tmp_path: Path
) -> None:
    host = slack.address.removeprefix("http://")
    for address in (
        f"{elsewhere.address}/files-pri/indsatser.csv",
        f"http://{host}@{elsewhere.address.removeprefix('http://')}/indsatser.csv",
        f"{elsewhere.address}#{slack.address}/",
        f"{slack.address}.evil.example/indsatser.csv",
        "file:///etc/passwd",
        "",
    ):
        slack.about["url_private_download"] = address
        slack.about["url_private"] = address
        assert await why_not(slack, tmp_path / "sheet") == "sheet.elsewhere"

    assert elsewhere.came == []
    assert {path for path, _ in slack.came} == {"/api/files.info"}


async def test_nor_along_a_redirect(slack: Server, elsewhere: Server, tmp_path: Path) -> None:
    for place in (elsewhere.address, slack.address):

        async def leads_away(request: web.Request, place: str = place) -> web.StreamResponse:
            raise web.HTTPFound(f"{place}/signin?redir=%2Ffiles-pri")

        slack.serve = leads_away
        assert await why_not(slack, tmp_path / "sheet") == "sheet.no_leave"

    assert elsewhere.came == []
    assert not [path for path, _ in slack.came if path == "/signin"]


async def test_a_page_to_sign_in_on_is_no_file(slack: Server, tmp_path: Path) -> None:
    async def sign_in(request: web.Request) -> web.StreamResponse:
        return web.Response(text="<!DOCTYPE html>", content_type="text/html")

    slack.serve = sign_in

    assert await why_not(slack, tmp_path / "sheet") == "sheet.no_leave"


@pytest.mark.parametrize(
    ("status", "key"),
    [(401, "sheet.no_leave"), (403, "sheet.no_leave"), (404, "sheet.gone"), (410, "sheet.gone")],
)
async def test_what_the_place_says_is_told(
    slack: Server, tmp_path: Path, status: int, key: str
) -> None:
    async def refuses(request: web.Request) -> web.StreamResponse:
        return web.Response(status=status)

    slack.serve = refuses

    assert await why_not(slack, tmp_path / "sheet") == key


@pytest.mark.parametrize(
    ("code", "key"),
    [
        ("file_deleted", "sheet.gone"),
        ("file_not_found", "sheet.gone"),
        ("missing_scope", "sheet.no_leave"),
        ("not_visible", "sheet.not_visible"),
    ],
)
async def test_what_slack_says_is_told(slack: Server, tmp_path: Path, code: str, key: str) -> None:
    slack.refusal = code

    assert await why_not(slack, tmp_path / "sheet") == key


@pytest.mark.parametrize(
    ("about", "key"),
    [
        ({"mode": "tombstone"}, "sheet.gone"),
        ({"file_access": "access_denied"}, "sheet.not_visible"),
        ({"size": ON_DISK + 1}, "document.too_big"),
        ({"name": "plan.pdf", "mimetype": "application/pdf"}, "document.no_table"),
        ({"url_private_download": "https://docs.google.com/spreadsheets/1"}, "sheet.elsewhere"),
    ],
)
async def test_what_is_no_sheet_in_slack_is_not_fetched(
    slack: Server, tmp_path: Path, about: Mapping[str, object], key: str
) -> None:
    slack.about |= about

    assert await why_not(slack, tmp_path / "sheet") == key
    assert [path for path, _ in slack.came] == ["/api/files.info"]


async def test_what_is_larger_than_was_said_is_broken_off(slack: Server, tmp_path: Path) -> None:
    sent = 0

    async def endless(request: web.Request) -> web.StreamResponse:
        nonlocal sent
        answer = web.StreamResponse()
        await answer.prepare(request)
        while sent < 40 * ON_DISK:
            await answer.write(bytes(1_000_000))
            sent += 1_000_000
        return answer

    slack.serve = endless

    assert await why_not(slack, tmp_path / "sheet") == "document.too_big"
    assert sent < 4 * ON_DISK


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_what_may_be_there_later_is_tried_again(
    slack: Server, tmp_path: Path, status: int
) -> None:
    async def not_now(request: web.Request) -> web.StreamResponse:
        return web.Response(status=status)

    slack.serve = not_now

    with pytest.raises(FileNotNow):
        await fetched(slack, tmp_path / "sheet")


async def test_what_is_too_slow_is_tried_again(
    slack: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "SECONDS", 0.2)

    async def drips(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse()
        await answer.prepare(request)
        while True:
            await answer.write(b"x")
            await asyncio.sleep(0.05)

    slack.serve = drips

    with pytest.raises(FileNotNow):
        await fetched(slack, tmp_path / "sheet")


async def test_what_fails_names_neither_token_nor_address(
    slack: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    slack.refusal = "missing_scope"
    await why_not(slack, tmp_path / "sheet")

    logged = capsys.readouterr().err
    assert "file.no_leave" in logged
    assert TOKEN not in logged
    assert "indsatser" not in logged


@pytest.mark.parametrize(
    ("api", "place"),
    [
        ("https://slack.com/api/", "https://files.slack.com"),
        ("https://dk2020.slack.com/api/", "https://files.slack.com"),
        ("http://127.0.0.1:8080/api/", "http://127.0.0.1:8080"),
        ("https://notslack.com/api/", "https://notslack.com"),
    ],
)
def test_each_slack_has_its_place_for_files(api: str, place: str) -> None:
    assert files_at(api) == place


@pytest.mark.parametrize(
    "given",
    [
        "http://files.slack.com/x",
        "https://files.slack.com:444/x",
        "https://files.slack.com@evil.example/x",
        "https://evil.example\\@files.slack.com/x",
        "https://files.slack.com.evil.example/x",
        "https://slack-files.com/x",
        "https://[files.slack.com/x",
        "//files.slack.com/x",
        "https://files.slack.com",
    ],
)
def test_what_only_looks_like_slack_s_address_is_none(given: str) -> None:
    assert address_at(given, "https://files.slack.com") is None


def test_slack_s_own_address_is_taken_with_its_query() -> None:
    given = "https://files.slack.com/files-pri/T1-F1/download/a.csv?t=1"

    assert address_at(given, "https://files.slack.com") == given
