"""SIGTERM: it finishes or gives back what it holds, and the next takes over at once."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable

import pytest

from playground.web_api.faults import Fault
from tests.faults.scene import PATIENCE, Scene, settled
from tests.model_server import Messages, answer, model_server, passages

LEASE = 12.0
ROUNDS = 4

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]


def says_a_sentence(messages: Messages) -> str:
    """A claim with its quote, out of the first passage."""
    first = passages(messages)[0]
    sentence = str(first["text"]).split("\n")[-1]
    return answer("answer", (sentence, int(first["passage"]), sentence))


async def until(condition: Callable[[], bool], within: float) -> None:
    async with asyncio.timeout(within):
        while not condition():
            await asyncio.sleep(0.05)


def answered(scene: Scene) -> Counter[int]:
    return Counter(len(scene.replies(*question)) for question in scene.questions)


async def test_what_hangs_is_given_back_and_the_next_process_has_it_at_once(scene: Scene) -> None:
    scene.bots.set(KLIMABOT_LEASE_SECONDS=str(LEASE))
    async with model_server(says_a_sentence) as server:
        scene.bots.set(
            OPENAI_BASE_URL=server.address, OPENAI_API_KEY="x", KLIMABOT_ANSWER_MODEL="lille-model"
        )
        server.behaviour.before = 60
        await scene.bots.start_another()
        for _ in range(3):
            scene.ask()
        await until(lambda: len(server.asked) == 3, PATIENCE)
        server.behaviour.before = 0
        await scene.bots.start_another()

        told = time.monotonic()
        stopping = scene.bots.terminate_oldest()
        assert await asyncio.wait_for(stopping.wait(), LEASE) == 0
        took = time.monotonic() - told

        await until(lambda: answered(scene) == {1: 3}, LEASE / 2)
        taken_over = time.monotonic() - told - took
        await asyncio.sleep(3)
    assert answered(scene) == {1: 3}
    print(f"\nexit after {took:.1f} s, all answered {taken_over:.1f} s later (lease {LEASE:.0f} s)")  # noqa: T201


@pytest.mark.faults
async def test_whoever_is_stopped_under_load_loses_nothing_and_says_nothing_twice(
    scene: Scene,
) -> None:
    exits, took = Counter[int | None](), list[float]()
    await scene.bots.start_another()
    for _ in range(ROUNDS):
        await scene.bots.start_another()
        scene.playground.faults.add(Fault("chat.postMessage", times=8, share=0.5, delay=0.9))
        for _ in range(8):
            scene.ask()
        await asyncio.sleep(scene.dice.random() * 0.8)
        told = time.monotonic()
        code = await asyncio.wait_for(scene.bots.terminate_oldest().wait(), PATIENCE)
        took.append(time.monotonic() - told)
        exits[code] += 1

    await settled(scene)
    print(f"\nexits {dict(exits)}, longest {max(took):.1f} s, {dict(answered(scene))}")  # noqa: T201
    assert exits == {0: ROUNDS}
    assert answered(scene) == {1: 8 * ROUNDS}
