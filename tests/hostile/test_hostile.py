"""No file harms the bot: it is read or refused with a reason, in time and within memory."""

import asyncio
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.hostile.files import CASES, FILES
from tests.hostile.good import GOOD, SAYS, good
from tests.hostile.ground import RESIDENT, Ground
from tests.hostile.hostile_file import BOMB, BROKEN, NOT_THERE, READ, HostileFile
from tests.hostile.traps import TRAPS

pytestmark = pytest.mark.asyncio(loop_scope="module")
CANARY = "Fortroligt: kun for Klimakoordinator, Assens"


@pytest.mark.parametrize("suffix", GOOD)
async def test_good_document_is_read(ground: Ground, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"klimaplan.{suffix}"
    path.write_bytes(good(suffix))
    outcome = await ground.read(path)
    assert SAYS in outcome.text
    assert "å" in outcome.text


@pytest.mark.parametrize("hostile", CASES)
async def test_hostile_file_is_read_or_refused(
    ground: Ground, hostile: HostileFile, tmp_path: Path
) -> None:
    path = tmp_path / hostile.name
    hostile.place(path)
    outcome = await ground.read(path)
    peak = ground.watch.peak
    assert outcome.key in hostile.allowed
    assert hostile.says in outcome.text or outcome.key != READ
    assert not hostile.hides or hostile.hides not in outcome.text
    assert peak < RESIDENT
    assert await ground.still_reads()


@pytest_asyncio.fixture(loop_scope="module")
async def calls() -> AsyncIterator[tuple[str, list[str]]]:
    """An address of this machine, and who called it."""
    called: list[str] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        called.append((await reader.readline()).decode(errors="replace"))
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0, family=socket.AF_INET)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/klimabot", called


@pytest.mark.parametrize("name", TRAPS)
async def test_nothing_is_fetched_that_a_document_points_at(
    ground: Ground, name: str, tmp_path: Path, calls: tuple[str, list[str]]
) -> None:
    url, called = calls
    secret = tmp_path / "secret.txt"
    secret.write_text(CANARY)
    path = tmp_path / name
    path.write_bytes(TRAPS[name](secret.as_uri(), url))
    outcome = await ground.read(path)
    assert outcome.key in {READ, BROKEN, BOMB}
    assert CANARY not in outcome.text
    assert SAYS in outcome.text or outcome.key != READ
    assert called == []


async def test_file_that_vanishes_while_it_is_read(ground: Ground, tmp_path: Path) -> None:
    path = tmp_path / "klimaplan.pdf"
    path.write_bytes(good("pdf"))
    reading = asyncio.create_task(ground.read(path))
    await asyncio.sleep(0)
    path.unlink()
    assert (await reading).key in {READ, NOT_THERE}
    assert await ground.still_reads()


async def test_names_inside_an_archive_write_nothing(ground: Ground, tmp_path: Path) -> None:
    written = {hostile.name: hostile for hostile in FILES}["absolute-name-inside.docx"]
    written.place(tmp_path / written.name)
    await ground.read(tmp_path / written.name)
    assert not Path("/tmp/klimabot-was-here").exists()  # noqa: S108 - named in the archive
