"""Damaged documents are read as far as they make sense, or refused with a reason."""

import os
from pathlib import Path

import pytest

from tests.hostile.fuzz import fuzzed
from tests.hostile.ground import RESIDENT, Ground, Outcome
from tests.hostile.hostile_file import OUTCOMES, READ

pytestmark = pytest.mark.asyncio(loop_scope="module")
BATCH = 25
QUICK = 200  # seeds in every run of the tests
SEEDS = int(os.environ.get("KLIMABOT_FUZZ_SEEDS", "2000"))  # more of them, under make faults-short
LONGEST = 1200  # characters of a passage


@pytest.mark.parametrize("start", range(0, QUICK, BATCH))
async def test_fuzzed(ground: Ground, start: int, tmp_path: Path) -> None:
    await _read_all(ground, range(start, start + BATCH), tmp_path)


@pytest.mark.faults
@pytest.mark.timeout(900)
@pytest.mark.parametrize("start", range(QUICK, QUICK + SEEDS, 4 * BATCH))
async def test_many_fuzzed(ground: Ground, start: int, tmp_path: Path) -> None:
    await _read_all(ground, range(start, min(start + 4 * BATCH, QUICK + SEEDS)), tmp_path)


async def _read_all(ground: Ground, seeds: range, folder: Path) -> None:
    """All of a batch, so that one look shows every file that went wrong."""
    wrong: dict[str, str] = {}
    for seed in seeds:
        name, content = fuzzed(seed)
        path = folder / name
        path.write_bytes(content)
        outcome = await ground.read(path)
        if not _right(outcome) or ground.watch.peak >= RESIDENT:
            wrong[name] = f"{outcome.key}, {ground.watch.peak} bytes, {outcome.passages[:1]}"
        path.unlink()
    assert wrong == {}
    assert await ground.still_reads()


def _right(outcome: Outcome) -> bool:
    """A reason that a damaged document can have, or passages that hold something."""
    sound = all(text.strip() and len(text) <= LONGEST for text in outcome.passages)
    return outcome.key in OUTCOMES and sound and bool(outcome.passages) == (outcome.key == READ)
