"""The Reader: several at once, cancelled, killed; nothing is left behind."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest

from bot.errors import DocumentUnreadable
from bot.knowledge.reading import Reader, process
from bot.knowledge.reading.limits import ON_DISK

NONSENSE = """import os, sys
def told(answer):
    os.write(1, len(answer).to_bytes(8, "big") + answer)
told(b"{}")
input()
"""
PLAN = "# Klimaplan\n\n## Skov\n\nAssens planter skov på {} hektar."


@pytest.fixture
async def reader() -> AsyncIterator[Reader]:
    async with Reader() as reader:
        yield reader


def children() -> list[psutil.Process]:
    return psutil.Process().children(recursive=True)


def plan(folder: Path, hectares: int = 40) -> Path:
    path = folder / f"plan-{hectares}.md"
    path.write_text(PLAN.format(hectares), encoding="utf-8")
    return path


async def why(reader: Reader, path: Path, name: str | None = None) -> str:
    with pytest.raises(DocumentUnreadable) as caught:
        await reader.read(path, name)
    assert caught.value.values == {"name": name or path.name}
    return caught.value.key


async def test_a_file_is_read_into_passages(reader: Reader, tmp_path: Path) -> None:
    reading = await reader.read(plan(tmp_path))

    assert reading.title == "Klimaplan"
    assert [(p.heading, p.text) for p in reading.passages] == [
        ("Skov", "Assens planter skov på 40 hektar.")
    ]


async def test_several_are_read_at_once_each_gets_its_own(reader: Reader, tmp_path: Path) -> None:
    paths = [plan(tmp_path, n) for n in range(20)]

    readings = await asyncio.gather(*map(reader.read, paths))

    assert [r.passages[0].text.split()[-2] for r in readings] == [str(n) for n in range(20)]
    assert len(children()) == 1


async def test_who_gives_up_does_not_disturb_the_next(reader: Reader, tmp_path: Path) -> None:
    first = asyncio.create_task(reader.read(plan(tmp_path, 1)))
    await asyncio.sleep(0)
    first.cancel()

    assert (await reader.read(plan(tmp_path, 2))).passages[0].text.endswith("2 hektar.")
    assert first.cancelled()


async def test_after_a_kill_the_next_file_is_read(reader: Reader, tmp_path: Path) -> None:
    await reader.read(plan(tmp_path))
    [child] = children()

    os.kill(child.pid, signal.SIGKILL)

    assert await why(reader, plan(tmp_path)) == "document.too_heavy"
    assert (await reader.read(plan(tmp_path))).title == "Klimaplan"


@pytest.mark.parametrize(
    ("told", "key"),
    [
        ("exit 1", "broken"),
        ("exit 0", "broken"),
        (f"signal {signal.SIGABRT:d}", "broken"),
        (f"signal {signal.SIGSEGV:d}", "broken"),
        (f"signal {signal.SIGBUS:d}", "broken"),
        (f"signal {signal.SIGKILL:d}", "too_heavy"),  # as the kernel does for want of memory
        (f"signal {signal.SIGXCPU:d}", "too_slow"),
    ],
)
async def test_how_the_child_ends_says_what_was_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: str, key: str
) -> None:
    monkeypatch.setattr(process, "MODULE", "tests.bot.reading.obedient_child")
    path = tmp_path / "plan.txt"
    path.write_text(told)

    async with Reader() as reader:
        assert await why(reader, path) == f"document.{key}"


async def test_no_process_is_left(tmp_path: Path) -> None:
    async with Reader() as reader:
        await reader.read(plan(tmp_path))
        assert len(children()) == 1

    assert children() == []


async def test_the_child_sees_no_secrets(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-hemmelig")

    await reader.read(plan(tmp_path))

    [child] = children()
    assert "SLACK_BOT_TOKEN" not in child.environ()


async def test_an_upload_goes_by_the_name_it_was_given(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "F0123"
    path.write_text("Assens planter skov.", encoding="utf-8")

    assert (await reader.read(path, "note.txt")).passages[0].text == "Assens planter skov."
    assert await why(reader, path, "note.exe") == "document.unknown_type"


@pytest.mark.parametrize(("size", "key"), [(ON_DISK, "other_type"), (ON_DISK + 1, "too_big")])
async def test_20_mb_is_the_most(reader: Reader, tmp_path: Path, size: int, key: str) -> None:
    path = tmp_path / "stor.pdf"
    with path.open("wb") as file:
        file.truncate(size)

    assert await why(reader, path) == f"document.{key}"


async def test_what_is_no_file_is_not_there(reader: Reader, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "rør.txt")
    (tmp_path / "mappe.md").mkdir()

    for name in ("mangler.pdf", "rør.txt", "mappe.md"):
        assert await why(reader, tmp_path / name) == "document.not_there"


@pytest.mark.parametrize(
    "last", ["told(b'[]')", "told(b'{')", "told(b'[' * 100_000)", "os.close(1)"]
)
async def test_a_child_that_lives_and_talks_nonsense_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, last: str
) -> None:
    folder = tmp_path / "bot" / "knowledge" / "reading"
    folder.mkdir(parents=True)
    (folder / "child.py").write_text(NONSENSE + last + "\ninput()", encoding="utf-8")
    monkeypatch.setattr(process, "HOUSE", tmp_path)

    async with Reader() as reader:
        assert await why(reader, plan(tmp_path)) == "document.broken"
        assert children() == []
