import pytest

from tests.faults.scene import Scene, after_the_post_was_accepted, settled

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]


async def test_a_bot_that_is_killed_right_after_its_answer_does_not_answer_again(
    scene: Scene,
) -> None:
    await scene.bots.start()
    await after_the_post_was_accepted(scene)
    await scene.bots.buried()

    await scene.bots.start()
    await settled(scene)

    [question] = scene.questions
    [answer] = scene.replies(*question)
    assert answer.startswith("Assens Kommune skriver selv")
