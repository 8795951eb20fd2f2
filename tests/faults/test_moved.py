"""Moved to PostgreSQL, or put back from a copy, with questions and answers in flight."""

import asyncio
import os
import random
import shutil
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from handlers.manifest import manifest
from playground import Playground, load
from playground.web_api.faults import Fault, Moment
from storage.backup import back_up
from storage.moving import move
from tests.conftest import EMPTY
from tests.faults.bots import Bots
from tests.faults.scene import Scene, all_answered, settled

TIMES = int(os.environ.get("KLIMABOT_FAULT_TIMES", "1"))
pytestmark = [pytest.mark.faults, pytest.mark.timeout(1_200 * TIMES)]


@pytest.fixture
async def playground(slack_waits: None) -> AsyncIterator[Playground]:
    playground = Playground([load("alliance", manifest("da"))])
    await playground.start()
    yield playground
    await playground.stop()


@pytest.fixture
def target(migrated_postgresql: Any) -> Iterator[str]:
    yield migrated_postgresql.get_uri()
    migrated_postgresql.psql(EMPTY)


def counts(scene: Scene) -> Counter[int]:
    return Counter(len(scene.replies(*question)) for question in scene.questions)


async def in_the_middle(scene: Scene, dice: random.Random) -> None:
    """Questions, a post that Slack accepts unseen, and another that it never gets."""
    scene.playground.faults.add(Fault("chat.postMessage", Moment.AFTER, drop=True))
    scene.playground.faults.add(Fault("chat.postMessage", drop=True))
    for _ in range(4):
        scene.ask()
    await asyncio.sleep(dice.random() * 0.8)


@pytest.mark.parametrize("rounds", [5 * TIMES])
async def test_what_is_in_flight_is_answered_once_from_postgresql(
    playground: Playground, migrated_sqlite: Path, migrated_postgresql: Any, target: str,
    tmp_path: Path, rounds: int,
) -> None:  # fmt: skip
    dice, asked, log = random.Random(27), Counter[int](), tmp_path / "bot.log"
    for number in range(rounds):
        source = f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path / f'{number}.db')}"
        scene = Scene(playground, Bots(playground, source, log, 1))
        await scene.bots.start()
        await in_the_middle(scene, dice)
        await scene.bots.stop()
        for fault in playground.faults.waiting:
            playground.faults.remove(fault.number)

        await move(source, target)

        scene.bots = Bots(playground, target, log, 1)
        await scene.bots.start()
        await settled(scene)
        await scene.bots.stop()
        asked += counts(scene)
        migrated_postgresql.psql(EMPTY)
    print(f"\n{rounds} moves, answers per question: {dict(asked)}")  # noqa: T201
    assert asked == {1: 4 * rounds}


async def test_a_copy_that_is_put_back_says_nothing_that_was_said_since(
    playground: Playground, migrated_sqlite: Path, tmp_path: Path
) -> None:
    source, copy = tmp_path / "klimabot.db", tmp_path / "kopi.db"
    shutil.copy(migrated_sqlite, source)
    scene = Scene(playground, Bots(playground, f"sqlite:///{source}", tmp_path / "bot.log", 1))
    await scene.bots.start()
    await in_the_middle(scene, random.Random(4))
    await back_up(f"sqlite:///{source}", copy)
    await all_answered(scene)
    await scene.bots.stop()

    for name in ("klimabot.db-wal", "klimabot.db-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    copy.replace(source)
    await scene.bots.start()
    await settled(scene)
    await scene.bots.stop()

    assert counts(scene) == {1: 4}
