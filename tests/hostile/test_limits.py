"""Each limit just within and just beyond; time and memory at half and at twice of what is allowed.

The limits on entries, pages of a PDF and archives within archives are held by test_hostile.
"""

import os
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.errors import DocumentUnreadable
from bot.knowledge.reading import Reader, process
from tests.hostile.edges import EDGES, Edge
from tests.hostile.ground import PATIENCE, Ground, on_ground
from tests.hostile.hostile_file import READ, TOO_HEAVY, TOO_SLOW

pytestmark = pytest.mark.asyncio(loop_scope="module")


def case(edge: Edge) -> object:
    return pytest.param(edge, id=edge.name, marks=[pytest.mark.faults] if edge.slow else [])


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock on the wall goes on while a busy machine has no time for us."""
    monkeypatch.setattr(process, "WALL_SECONDS", PATIENCE)


@pytest_asyncio.fixture(loop_scope="module")
async def unhurried(
    monkeypatch: pytest.MonkeyPatch, patient: None, tmp_path: Path
) -> AsyncIterator[Ground]:
    """A Reader whose child has as much time as it needs, and every other limit."""
    monkeypatch.setattr(process, "MODULE", "tests.hostile.unhurried_child")
    async with on_ground(tmp_path) as ground:
        yield ground


@pytest.mark.timeout(3 * PATIENCE)
@pytest.mark.parametrize("edge", [case(edge) for edge in EDGES])
async def test_just_within_is_read_and_just_beyond_is_refused(
    unhurried: Ground, edge: Edge, tmp_path: Path
) -> None:
    within, beyond = tmp_path / f"within-{edge.name}", tmp_path / f"beyond-{edge.name}"
    within.write_bytes(edge.make(edge.within))
    beyond.write_bytes(edge.make(edge.beyond))

    assert (await unhurried.read(within)).key == READ
    assert (await unhurried.read(beyond)).key == edge.reason


@pytest_asyncio.fixture(loop_scope="module")
async def obedient(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Reader]:
    """A Reader whose child does what a file says, within the same limits."""
    monkeypatch.setattr(process, "MODULE", "tests.bot.reading.obedient_child")
    async with Reader() as reader:
        yield reader


async def told(reader: Reader, folder: Path, order: str) -> str:
    path = folder / "ordre.txt"
    path.write_text(order)
    try:
        await reader.read(path)
    except DocumentUnreadable as refused:
        return refused.key
    return READ


def used_by_children() -> float:
    """Seconds of the processor that our ended children have taken."""
    used = os.times()
    return used.children_user + used.children_system


@pytest.mark.parametrize(("megabytes", "expected"), [(256, READ), (1024, TOO_HEAVY)])
async def test_half_a_gigabyte_of_memory_is_the_most(
    obedient: Reader, tmp_path: Path, megabytes: int, expected: str
) -> None:
    assert await told(obedient, tmp_path, f"hold {megabytes}") == expected


@pytest.mark.faults
@pytest.mark.parametrize(("seconds", "expected"), [(5, READ), (20, TOO_SLOW)])
async def test_ten_seconds_of_the_processor_are_the_most(
    obedient: Reader, patient: None, tmp_path: Path, seconds: int, expected: str
) -> None:
    before = used_by_children()

    assert await told(obedient, tmp_path, f"work {seconds}") == expected

    assert used_by_children() - before < 15


@pytest.mark.faults
async def test_each_file_has_ten_seconds_of_its_own(
    obedient: Reader, patient: None, tmp_path: Path
) -> None:
    assert [await told(obedient, tmp_path, "work 6") for _ in range(2)] == [READ, READ]


@pytest.mark.faults
@pytest.mark.parametrize(("seconds", "expected"), [(15, READ), (60, TOO_SLOW)])
async def test_thirty_seconds_on_the_clock_are_the_most(
    obedient: Reader, tmp_path: Path, seconds: int, expected: str
) -> None:
    begun = time.monotonic()

    assert await told(obedient, tmp_path, f"sleep {seconds}") == expected

    assert time.monotonic() - begun < 60  # not at once on a busy machine: the child starts first
