"""Whatever moment it is killed at, a question is answered once, or apologised for once."""

from collections import Counter

import pytest

from tests.faults.scene import MOMENTS, Scene, settled

ROUNDS = 5  # of every moment

pytestmark = [pytest.mark.faults, pytest.mark.timeout(1_800)]


async def test_every_question_is_answered_or_apologised_for_once(
    scene: Scene, request: pytest.FixtureRequest
) -> None:
    for moment in scene.dice.sample(MOMENTS * ROUNDS, len(MOMENTS) * ROUNDS):
        scene.killed.clear()
        await scene.bots.start()
        scene.moment = moment.__name__
        await moment(scene)
        scene.kill()
        await scene.bots.buried()

    await scene.bots.start()
    await settled(scene)

    counts = Counter(len(scene.replies(*question)) for question in scene.questions)
    twins = sum(e["what"] == "deleted" for e in scene.playground.ledger.entries)
    print(  # noqa: T201 - the counts are what this run is for
        f"\n{request.node.name}: {scene.bots.kills} kills, {len(scene.questions)} questions:"
        f" once {counts[1]}, never {counts[0]}, twice or more"
        f" {sum(n for replies, n in counts.items() if replies > 1)}; twins deleted {twins}"
    )
    wrong = [scene.asked_at[q[1]] for q in scene.questions if len(scene.replies(*q)) != 1]
    assert not wrong
